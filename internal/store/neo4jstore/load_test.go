package neo4jstore

import (
	"fmt"
	"testing"

	"innograph/internal/fault"
	"innograph/internal/plan"
	"innograph/internal/store"
)

func TestNeo4jLoad(t *testing.T) {
	w := empty(t)
	facts := w.facts()

	// A duplicate id, at the end: nothing is written.
	broken := *facts
	broken.Nodes = append(broken.Nodes, facts.Nodes[0])
	if err := w.Load(t.Context(), &broken); err == nil {
		t.Fatal("a duplicate id was loaded")
	}
	for _, want := range []bool{true, false} {
		found, err := w.Empty(t.Context())
		if err != nil {
			t.Fatal(reason(err))
		}
		if found != want {
			t.Fatalf("empty is %t", found)
		}
		if want {
			if err := w.Load(t.Context(), facts); err != nil {
				t.Fatal(reason(err))
			}
		}
	}
	if err := w.Load(t.Context(), facts); fault.From(err).Code != fault.Conflict {
		t.Errorf("loaded twice: %v", err)
	}
}

// TestNeo4jLoadMany loads more rows of a kind than go with one statement.
func TestNeo4jLoadMany(t *testing.T) {
	w := empty(t)
	const n = 2*batch + 1
	facts := &store.Facts{}
	values := func(id, name string) []any {
		return []any{id, name, nil, int64(1), nil, nil, nil, nil, nil}
	}
	for i := range n {
		id := fmt.Sprintf("m/%05d", i)
		facts.Nodes = append(facts.Nodes, store.Node{Type: w.Type("Maker"), Values: values(id, "Maker")})
		facts.Edges = append(facts.Edges, store.Edge{Relation: w.Relation("ALLIED"), From: "m/00000", To: id})
	}
	if err := w.Load(t.Context(), facts); err != nil {
		t.Fatal(reason(err))
	}
	w.want(t, fmt.Sprintf(`[[%d],[%d,%d]]`, n, n, n), &plan.Connection{Set: plan.Set{Type: w.Type("Maker")}, Total: true},
		&plan.Dataset{Parts: []plan.DatasetPart{plan.DatasetNodes, plan.DatasetEdges}})
}
