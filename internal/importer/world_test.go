package importer_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"innograph/internal/catalog"
	"innograph/internal/importer"
	"innograph/internal/lines"
	"innograph/internal/mapping"
	"innograph/internal/store"
	"innograph/internal/store/engines"
	"innograph/schema"
)

func model(t testing.TB) *catalog.Catalog {
	t.Helper()
	c, err := catalog.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// open opens the store at an address.
func open(t testing.TB, model *catalog.Catalog, address string) store.Store {
	t.Helper()
	s, err := engines.Open(t.Context(), address, engines.Options{Catalog: model, Counter: uncounted{}, Timeout: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

type uncounted struct{}

func (uncounted) Statement() {}
func (uncounted) Other()     {}

// quiet is progress that nobody sees.
type quiet struct{}

func (quiet) Advance(int64, int64, int) {}
func (quiet) Pass(string, string)       {}
func (quiet) Done()                     {}

// given writes a file of a test.
func given(t testing.TB, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func mapped(t testing.TB, model *catalog.Catalog, content string) *mapping.Mapping {
	t.Helper()
	m, err := mapping.Read(model, "test.yaml", []byte(content))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// run imports, with rejected rows beside the test's files.
func run(t testing.TB, model *catalog.Catalog, to store.Writer, o importer.Options) *importer.Summary {
	t.Helper()
	if o.Rejected == "" {
		o.Rejected = filepath.Join(t.TempDir(), "rejected.jsonl")
	}
	o.Progress = quiet{}
	summary, err := importer.Run(t.Context(), model, to, o)
	if err != nil {
		t.Fatal(err)
	}
	return summary
}

// graph is all that was ever written, as it is now: the line of each node and edge, in
// order. What is missing now is not in it.
func graph(t testing.TB, model *catalog.Catalog, of store.Writer) []string {
	t.Helper()
	var nodes []string
	var edges []store.EdgeID
	for after := int64(0); ; {
		changes, err := of.Changes(t.Context(), after, 1000)
		if err != nil {
			t.Fatal(err)
		}
		if len(changes) == 0 {
			break
		}
		for _, c := range changes {
			if after++; c.Sequence != after {
				t.Fatalf("the log goes on with %d behind %d", c.Sequence, after-1)
			}
			if relation := model.Relation(c.Type); relation != nil {
				edges = append(edges, store.EdgeID{Relation: relation, From: c.IDs[0], To: c.IDs[1], Key: c.Key})
			} else {
				nodes = append(nodes, c.IDs[0])
			}
		}
	}
	slices.Sort(nodes)
	nodes = slices.Compact(nodes)
	var out []string
	err := of.Write(t.Context(), func(ctx context.Context, tx store.Tx) error {
		out = nil
		there, err := tx.Nodes(ctx, nodes)
		if err != nil {
			return err
		}
		for i := range there {

			out = append(out, string(lines.Node(&there[i])))
		}
		joined, err := tx.Edges(ctx, edges)
		for i := range joined {
			out = append(out, string(lines.Edge(&joined[i])))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(out)
	return out
}

// same tells where two graphs differ first.
func same(t *testing.T, got, want []string) {
	t.Helper()
	for i := range max(len(got), len(want)) {
		switch {
		case i >= len(got):
			t.Fatalf("%d lines, want %d; missing is\n%s", len(got), len(want), want[i])
		case i >= len(want):
			t.Fatalf("%d lines, want %d; too much is\n%s", len(got), len(want), got[i])
		case got[i] != want[i]:
			t.Fatalf("got\n%s\nwant\n%s", got[i], want[i])
		}
	}
}

// synthetic is a table of made-up products, each part of the next, with one mistake in
// every thousand rows.
func synthetic(rows int) string {
	var out strings.Builder
	out.WriteString("id,name,year,next\n")
	for i := range rows {
		year := fmt.Sprint(1950 + i%70)
		if i%1000 == 999 {
			year = "long ago"
		}
		fmt.Fprintf(&out, "p%d,Synthetic product %d,%s,p%d\n", i, i, year, (i+1)%rows)
	}
	return out.String()
}

const syntheticMapping = `
sources: {id: source/synthetic, title: Synthetic, publisher: A test, url: https://example.org/, language: en}
tables:
  - files: products.csv
    nodes:
      product: {type: Product, id: 'product/{id}', set: {name: '{name}', year: '{year}'}}
      next: {type: Product, id: 'product/{next}', refer: true}
    edges:
      - {type: COMPONENT_OF, from: product, to: next}
`
