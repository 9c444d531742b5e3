package faults_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"innograph/internal/catalog"
	"innograph/internal/lines"
	"innograph/internal/metrics"
	"innograph/internal/plan"
	"innograph/internal/store"
	"innograph/internal/store/engines"
	"innograph/schema"
)

// audit looks at what a program that is gone left behind: the log has no gaps and leads to
// the graph; of each write all is there or nothing, of those that were acknowledged all;
// nothing was done twice, or that nobody asked for.
func audit(t *testing.T, address string, requests []*request) {
	t.Helper()
	model, err := catalog.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	left, err := engines.Open(t.Context(), address, engines.Options{Catalog: model, Counter: metrics.New(), Timeout: patience})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = left.Close() }()
	// Who may write knows that all that was under way is over.
	if err := left.Write(t.Context(), func(context.Context, store.Tx) error { return nil }); err != nil {
		t.Fatal(err)
	}
	changes := readLog(t, left)
	same(t, left, replay(t, changes))
	claim(t, changes, requests)
}

// readLog reads the whole log, page by page.
func readLog(t *testing.T, from store.Store) []store.Change {
	t.Helper()
	var all []store.Change
	for {
		page, err := from.Changes(t.Context(), int64(len(all)), 100)
		if err != nil {
			t.Fatal(err)
		}
		for i := range page {
			all = append(all, page[i])
			if page[i].Sequence != int64(len(all)) {
				t.Fatalf("entry %d of the log has the sequence %d", len(all), page[i].Sequence)
			}
		}
		if len(page) == 0 {
			break
		}
	}
	if last, err := from.LastChange(t.Context()); err != nil || last != int64(len(all)) {
		t.Fatalf("the last of %d entries is %d, %v", len(all), last, err)
	}
	return all
}

// replay does what the log says, on lines: by id, or by relation, ends and key.
func replay(t *testing.T, changes []store.Change) map[string]string {
	t.Helper()
	there := map[string]string{}
	for i := range changes {
		c := &changes[i]
		for _, line := range linesOf(t, c, c.Before) {
			if there[keyOf(t, line)] != line {
				t.Fatalf("entry %d changes\n%s\nbut there was\n%s", c.Sequence, line, there[keyOf(t, line)])
			}
			delete(there, keyOf(t, line))
		}
		for _, line := range linesOf(t, c, c.After) {
			if was, is := there[keyOf(t, line)]; is {
				t.Fatalf("entry %d makes\n%s\nbut there was\n%s", c.Sequence, line, was)
			}
			there[keyOf(t, line)] = line
		}
	}
	return there
}

// linesOf are the nodes and edges that an entry has before, or after.
func linesOf(t *testing.T, c *store.Change, text json.RawMessage) []string {
	t.Helper()
	if text == nil || c.Operation != store.Merged {
		return slices.DeleteFunc([]string{string(text)}, func(line string) bool { return line == "" })
	}
	var state struct{ Nodes, Edges []json.RawMessage }
	if err := json.Unmarshal(text, &state); err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, line := range slices.Concat(state.Nodes, state.Edges) {
		all = append(all, string(line))
	}
	return all
}

func keyOf(t *testing.T, line string) string {
	t.Helper()
	var is struct{ ID, Type, From, To, Key string }
	if err := json.Unmarshal([]byte(line), &is); err != nil {
		t.Fatal(err)
	}
	if is.ID != "" {
		return is.ID
	}
	return strings.Join([]string{is.Type, is.From, is.To, is.Key}, " ")
}

// same wants the graph to be just that.
func same(t *testing.T, left store.Store, want map[string]string) {
	t.Helper()
	ids := slices.Collect(maps.Keys(want))
	got, entities := map[string]string{}, 0
	err := left.Write(t.Context(), func(ctx context.Context, tx store.Tx) error {
		nodes, err := tx.Nodes(ctx, ids)
		if err != nil {
			return err
		}
		edges, err := tx.EdgesAt(ctx, ids, len(want)+1)
		for i := range nodes {
			got[nodes[i].ID()] = string(lines.Node(&nodes[i]))
			if nodes[i].Type.Name != "Source" {
				entities++
			}
		}
		for i := range edges {
			line := string(lines.Edge(&edges[i]))
			got[keyOf(t, line)] = line
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for key := range want {
		if got[key] != want[key] {
			t.Errorf("the log leads to\n%s\nbut there is\n%s", want[key], got[key])
		}
	}
	// What the log does not know would be counted here.
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cells, err := left.Read(ctx, &plan.Operation{Roots: []plan.Query{&plan.Dataset{Parts: []plan.DatasetPart{plan.DatasetNodes}}}})
	if err != nil {
		t.Fatal(err)
	}
	if counted := store.Integer(store.List(cells[0])[0]); counted != int64(entities) || len(got) != len(want) {
		t.Errorf("the log leads to %d nodes and edges, %d of them entities; there are %d, and %d", len(want), entities, len(got), counted)
	}
}

// claim finds each write's entries in the log.
func claim(t *testing.T, changes []store.Change, requests []*request) {
	t.Helper()
	sequences := map[string]int64{}
	for i := range changes {
		c := &changes[i]
		text := fmt.Sprintf("%s %s %s", c.Operation, c.Type, strings.Join(c.IDs, " "))
		if first, twice := sequences[text]; twice {
			t.Errorf("%s is done by %d and by %d", text, first, c.Sequence)
		}
		sequences[text] = c.Sequence
	}
	for _, r := range requests {
		var found []int64
		for _, text := range r.entries {
			if sequence, is := sequences[text]; is {
				found = append(found, sequence)
				delete(sequences, text)
			}
		}
		switch {
		case len(found) == 0:
			if r.sequence != 0 {
				t.Errorf("%s was acknowledged as %d, and is not there", r.variables["once"], r.sequence)
			}
			continue
		case len(found) < len(r.entries):
			t.Errorf("%s is there in part: %d of %d entries", r.variables["once"], len(found), len(r.entries))
			continue
		}
		r.found = slices.Max(found)
		if whole := r.found-slices.Min(found) == int64(len(found)-1); !whole || r.sequence != 0 && r.sequence != r.found {
			t.Errorf("%s was acknowledged as %d, and is at %v", r.variables["once"], r.sequence, found)
		}
	}
	for text, sequence := range sequences {
		t.Errorf("nobody asked for %s, which is %d", text, sequence)
	}
}
