//go:build !race

package conform_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"innograph/internal/catalog"
	"innograph/internal/conform"
	"innograph/internal/neo4jtest"
	"innograph/internal/plan"
	"innograph/internal/store/storetest"
)

// TestPlans holds the steps in which each engine reads each operation of the corpus
// against those on record, which -update writes; and no step goes through all nodes of a
// type, or all edges of a relation, where an index could serve.
func TestPlans(t *testing.T) {
	model, facts := hunan(t)
	cases, err := conform.Cases(corpus)
	if err != nil {
		t.Fatal(err)
	}
	file := "sqlite:" + filepath.Join(t.TempDir(), "graph.db")
	asked := openAt(t, embedded, file, model, facts)
	server := neo4jtest.Empty(t)
	openAt(t, neo4j, server, model, facts)
	if err := neo4jtest.Sample(t.Context(), server); err != nil {
		t.Fatal(err)
	}
	for _, on := range []struct {
		name, address string
		same          func(want, got []byte) bool
	}{{"sqlite", file, bytes.Equal}, {"neo4j", server, near}} {
		name, address := on.name, on.address
		database, err := storetest.Open(t.Context(), address)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = database.Close() })
		var all bytes.Buffer
		for _, c := range cases {
			answers, err := c.Run(t.Context(), asked)
			if err != nil {
				t.Fatal(err)
			}
			for i, answer := range answers {
				if answer.Plan == nil {
					continue
				}
				steps, err := database.Steps(t.Context(), answer.Plan)
				if err != nil {
					t.Fatalf("%s: %v", c.Name, err)
				}
				fmt.Fprintf(&all, "\n%s %d\n", c.Name, i+1)
				whole := 0
				for _, step := range steps {
					if step.Whole {
						whole++
					}
					fmt.Fprintln(&all, "  "+step.Text)
				}
				if most := unserved(answer.Plan); whole > most {
					t.Errorf("%s on %s goes through everything %d times, where an index can serve all but %d:\n%s",
						c.Name, name, whole, most, text(steps))
				}
			}
		}
		if name != "neo4j" || neo4jtest.Usual() {
			recorded(t, filepath.Join("../../testdata/plans", name+".txt"), all.Bytes(), on.same)
		}
	}
}

func text(steps []storetest.Step) string {
	lines := make([]string, len(steps))
	for i, step := range steps {
		lines[i] = step.Text
	}
	return strings.Join(lines, "\n")
}

// recorded holds what was seen against what is on file.
func recorded(t *testing.T, file string, got []byte, same func(want, got []byte) bool) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; make it with -update, and review it", err)
	}
	if !same(want, got) {
		t.Errorf("%s is otherwise now:\n%s", file, difference(want, got))
	}
}

// near tells whether two records have the same cases, none of which takes another order of
// magnitude of hits now. More cannot be held against it: the planner goes by samples of what the
// indexes hold, and how far a search goes depends on the order in which edges were stored.
func near(want, got []byte) bool {
	wanted, gotten := tally(want), tally(got)
	for name, hits := range gotten {
		if before, ok := wanted[name]; !ok || hits > 1000+10*before {
			return false
		}
	}
	return len(gotten) == len(wanted)
}

// tally sums up the hits of each case.
func tally(record []byte) map[string]int {
	hits := map[string]int{}
	name := ""
	for line := range strings.Lines(string(record)) {
		var n int
		if _, err := fmt.Sscan(line, &n); err != nil || !strings.HasPrefix(line, " ") {
			name = line
			n = 0
		}
		hits[name] += n
	}
	return hits
}

// unserved counts what an operation reads of all nodes of a type because it must: no index
// has what it picks or sorts them by.
func unserved(operation *plan.Operation) (count int) {
	for _, root := range operation.Roots {
		connection, ok := root.(*plan.Connection)
		if !ok || served(connection.Set.Where, connection.Set.Type) {
			continue
		}
		if page := connection.Page; page != nil {
			for _, part := range page.Parts() {
				if part.Order[0].Nullable || !indexed(part.Order[0].By, connection.Set.Type) {
					count++
				}
			}
			for _, beyond := range []plan.Predicate{page.Preceding, page.Following} {
				if beyond != nil && !indexed(page.Order[0].By, connection.Set.Type) {
					count += 2 // as far as the first that is found, for each way to be there
				}
			}
		}
		if connection.Total {
			count++
		}
		if len(connection.Aggregates) > 0 {
			count++
		}
		count += len(connection.Facets)
	}
	return count
}

// served tells whether an index leads to what meets the condition, or to a part of the
// nodes that has it all.
func served(p plan.Predicate, of *catalog.Type) bool {
	switch p := p.(type) {
	case plan.And:
		for _, part := range p {
			if served(part, of) {
				return true
			}
		}
	case plan.Compare:
		return p.Op != plan.Ne && indexed(p.Left, of)
	case plan.Match:
		return p.How == plan.StartsWith && indexed(p.Left, of)
	case plan.In:
		return !p.Negated && indexed(p.Left, of)
	}
	return false
}

// indexed tells whether both engines have an index by the value. On SQLite, an interface
// has none by what a member may miss.
func indexed(e plan.Expr, of *catalog.Type) bool {
	value, ok := e.(plan.Value)
	return ok && (!of.Interface || value.Property.NonNull) && !value.Edge && !value.Fold && value.Property.Sortable() && value.Property.Name != "version"
}
