//go:build !race

// A hundred thousand edges take minutes under the race detector.

package write_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/fault"
	"innograph/internal/store"
	"innograph/internal/write"
)

// A node with more edges than fit into one transaction is neither deleted nor merged away,
// but others can be merged into it.
func TestHub(t *testing.T) {
	w := newWorld(t, sqlite)
	twins(w)
	const edges = 100_000
	hub := make([]store.Edge, edges)
	for i := range hub {
		hub[i] = store.Edge{Relation: w.model.Relation("MAKES"), From: "maker/hub", To: "item/hub", Key: fmt.Sprint(i), Values: []any{nil, nil}, Sources: []string{"source/1"}}
	}
	w.apply(&write.Batch{Nodes: []write.Node{w.node("maker/hub", map[string]any{"name": "H"}, "source/1"), w.node("item/hub", map[string]any{"name": "H"}, "source/1")}})
	w.must(w.store.Write(w.Context(), func(ctx context.Context, tx store.Tx) error { return tx.Create(ctx, nil, hub) }))
	w.apply(&write.Batch{Edges: []write.Edge{w.edge("PARTNERS", "school/1", "maker/hub", nil, "source/1")}})

	for _, cascade := range []bool{true, false} {
		w.refuses(fault.LimitExceeded, `More than 100000 edges are at the nodes to be deleted, the most of them at "maker/hub"`,
			&write.Batch{Deletes: []write.Delete{{ID: "maker/old", Cascade: cascade}, {ID: "maker/hub", Cascade: cascade, At: ast.Path{ast.PathName("ids"), ast.PathIndex(1)}}}}, "ids[1]")
	}
	_, err := w.Merge(w.Context(), "anna", write.Merging{From: "maker/hub", Into: "maker/old", At: ast.Path{}})
	w.fault(err, fault.LimitExceeded, "More than 100000 edges are at maker/hub: merge maker/old into it", "from")

	w.merge("maker/old", "maker/hub")
	w.there(`MAKES maker/hub item/2 ""`, `{"type":"MAKES","from":"maker/hub","to":"item/2","sources":["source/1"]}`)
	w.split("maker/old")
	// With one edge less it goes.
	w.apply(&write.Batch{Unlinks: []write.Unlink{{Relation: w.model.Relation("PARTNERS"), From: "maker/hub", To: "school/1"}}})
	gone := w.apply(&write.Batch{Deletes: []write.Delete{{ID: "maker/hub", Cascade: true}}})
	if gone.Deleted != 1 || gone.Unlinked != edges {
		t.Errorf("the outcome is %+v", gone)
	}
}
