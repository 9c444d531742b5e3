package sqlitestore

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"testing"

	"innograph/internal/catalog"
	"innograph/internal/store"
	"innograph/schema"
)

// BenchmarkWrite writes 5,000 synthetic rows with their entries in the log in each
// transaction, as an import does.
func BenchmarkWrite(b *testing.B) {
	const rows = 5000
	model, err := catalog.Load(schema.Files)
	if err != nil {
		b.Fatal(err)
	}
	patent := func(i int) store.Node {
		t := model.Type("Patent")
		node := store.Node{Type: t, Values: make([]any, len(t.Properties)), Sources: []string{"source/s"}}
		for j, p := range t.Properties {
			switch p.Name {
			case "id":
				node.Values[j] = fmt.Sprintf("patent/us-%08d", i)
			case "name":
				node.Values[j] = fmt.Sprintf("Synthetic apparatus for the %d-th of all methods", i)
			case "version":
				node.Values[j] = int64(1)
			case "number":
				node.Values[j] = fmt.Sprintf("US%08dB2", i)
			case "grantedOn":
				node.Values[j] = fmt.Sprintf("20%02d-%02d-11", i%20, 1+i%12)
			}
		}
		return node
	}
	cites := func(i int) store.Edge {
		from, to := (i*7919)%rows, (i*104729+1)%rows
		return store.Edge{
			Relation: model.Relation("CITES"), From: fmt.Sprintf("patent/us-%08d", from), To: fmt.Sprintf("patent/us-%08d", to), Key: fmt.Sprint(i / rows),
			Sources: []string{"source/s"},
		}
	}
	entry := func(kind, id string, ids ...string) store.Change {
		return store.Change{
			At: "2026-11-24T03:26:00Z", Actor: "import", Operation: store.Created, Type: kind, IDs: ids,
			After: json.RawMessage(`{"id":"` + id + `","type":"Patent","name":"Synthetic apparatus for the first of all methods","props":{"number":"US11132543B2","grantedOn":"2011-11-11"},"sources":["source/s"]}`),
		}
	}
	fresh := func(b *testing.B, ready bool) *Store {
		s := open(b, filepath.Join(b.TempDir(), "graph.db"), model, Options{})
		source := model.Type("Source")
		facts := &store.Facts{Nodes: []store.Node{{Type: source, Values: append([]any{"source/s"}, make([]any, len(source.Properties)-1)...)}}}
		for i := range rows {
			if ready {
				facts.Nodes = append(facts.Nodes, patent(i))
			}
		}
		if err := s.Load(b.Context(), facts); err != nil {
			b.Fatal(err)
		}
		return s
	}
	measure := func(name string, ready bool, work func(ctx context.Context, tx store.Tx, i int) error) {
		b.Run(name, func(b *testing.B) {
			s, i := fresh(b, ready), 0
			for b.Loop() {
				if err := s.Write(b.Context(), func(ctx context.Context, tx store.Tx) error { return work(ctx, tx, i) }); err != nil {
					b.Fatal(err)
				}
				i++
			}
			b.ReportMetric(rows*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
	nodes := func(i int) (nodes []store.Node, ids []string) {
		for j := range rows {
			nodes = append(nodes, patent(i*rows+j))
			ids = append(ids, nodes[j].ID())
		}
		return nodes, ids
	}
	edges := func(i int) (edges []store.Edge, ids []store.EdgeID) {
		for j := range rows {
			edges = append(edges, cites(i*rows+j))
			ids = append(ids, edges[j].ID())
		}
		return edges, ids
	}
	measure("nodes", false, func(ctx context.Context, tx store.Tx, i int) error {
		nodes, _ := nodes(i)
		return tx.Create(ctx, nodes, nil)
	})
	measure("edges", true, func(ctx context.Context, tx store.Tx, i int) error {
		edges, _ := edges(i)
		return tx.Create(ctx, nil, edges)
	})
	measure("log", false, func(ctx context.Context, tx store.Tx, i int) error {
		var entries []store.Change
		for j := range rows {
			id := fmt.Sprintf("patent/us-%08d", i*rows+j)
			entries = append(entries, entry("Patent", id, id))
		}
		return tx.Append(ctx, entries)
	})
	measure("absent nodes read", true, func(ctx context.Context, tx store.Tx, i int) error {
		_, ids := nodes(i + 1)
		_, err := tx.Nodes(ctx, ids)
		return err
	})
	measure("nodes read", true, func(ctx context.Context, tx store.Tx, _ int) error {
		_, ids := nodes(0)
		_, err := tx.Nodes(ctx, ids)
		return err
	})
	measure("absent edges read", true, func(ctx context.Context, tx store.Tx, i int) error {
		_, ids := edges(i)
		_, err := tx.Edges(ctx, ids)
		return err
	})
	measure("nodes replaced", true, func(ctx context.Context, tx store.Tx, _ int) error {
		nodes, _ := nodes(0)
		return tx.Replace(ctx, nodes, nil)
	})
}
