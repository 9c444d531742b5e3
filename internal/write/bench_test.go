package write_test

import (
	"fmt"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"innograph/internal/catalog"
	"innograph/internal/metrics"
	"innograph/internal/store/sqlitestore"
	"innograph/internal/write"
	"innograph/schema"
)

// BenchmarkApply writes rows as an import does, 5,000 nodes or edges at a time, into a file.
func BenchmarkApply(b *testing.B) {
	model, err := catalog.Load(schema.Files)
	if err != nil {
		b.Fatal(err)
	}
	s, err := sqlitestore.Open(b.Context(), filepath.Join(b.TempDir(), "graph.db"), model, sqlitestore.Options{Counter: metrics.New(), Timeout: time.Minute, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	w := write.New(model, s)
	const size = 5000
	apply := func(b *testing.B, batch *write.Batch) {
		if _, err := w.Apply(b.Context(), "benchmark", batch); err != nil {
			b.Fatal(err)
		}
	}
	apply(b, &write.Batch{Nodes: []write.Node{{Type: model.Source(), ID: "source/1", Values: map[string]any{"title": "T", "publisher": "P", "url": "u", "language": "en"}}}})
	written := 0
	nodes := func(from int) *write.Batch {
		batch := &write.Batch{Nodes: make([]write.Node, size)}
		for i := range batch.Nodes {
			n := from + i
			batch.Nodes[i] = write.Node{
				Type: model.Type("Patent"), ID: fmt.Sprintf("patent/us-%08d", n), Sources: []string{"source/1"},
				Values: map[string]any{"name": fmt.Sprint("Synthetic patent ", n), "number": fmt.Sprintf("US%08d", n), "kind": "INVENTION", "filedOn": "2020-01-02", "grantedOn": "2022-03-04"},
			}
		}
		return batch
	}
	run := func(name string, batch func(int) *write.Batch) {
		b.Run(name, func(b *testing.B) {
			rows := 0
			for b.Loop() {
				b.StopTimer()
				next := batch(written)
				b.StartTimer()
				apply(b, next)
				rows += len(next.Nodes) + len(next.Edges)
			}
			b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
		})
	}
	run("new nodes", func(int) *write.Batch { written += size; return nodes(written - size) })
	run("the same nodes", func(int) *write.Batch { return nodes(0) })
	key := 0
	run("new edges", func(int) *write.Batch {
		key++
		batch := &write.Batch{Edges: make([]write.Edge, size)}
		for i := range batch.Edges {
			batch.Edges[i] = write.Edge{
				Relation: model.Relation("CITES"), From: fmt.Sprintf("patent/us-%08d", i*7919%written), To: fmt.Sprintf("patent/us-%08d", (i*104729+key)%written),
				Key: fmt.Sprint(key), Sources: []string{"source/1"}, Values: map[string]any{},
			}
		}
		return batch
	})
}
