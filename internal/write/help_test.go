package write_test

import (
	"context"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/fault"
	"innograph/internal/lines"
	"innograph/internal/store"
	"innograph/internal/write"
)

// share is a number, or a sixth of it with the race detector, which is slow.
func share(n int) int {
	if testing.Short() {
		return n / 6
	}
	return n
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// node says what a node is to be.
func (w *world) node(id string, values map[string]any, sources ...string) write.Node {
	prefix, _, _ := strings.Cut(id, "/")
	return write.Node{
		Type: w.model.Type(strings.ToUpper(prefix[:1]) + prefix[1:]), ID: id, Values: values, Sources: sources,
		At: ast.Path{ast.PathName("input"), ast.PathIndex(0)},
	}
}

func (w *world) edge(relation, from, to string, values map[string]any, sources ...string) write.Edge {
	return write.Edge{
		Relation: w.model.Relation(relation), From: from, To: to, Values: values, Sources: sources,
		At: ast.Path{ast.PathName("input"), ast.PathIndex(0)},
	}
}

// apply writes a batch that is in order.
func (w *world) apply(b *write.Batch) *write.Outcome {
	w.Helper()
	outcome, err := w.Apply(w.Context(), "anna", b)
	w.must(err)
	return outcome
}

// refuses wants a batch refused, and nothing changed.
func (w *world) refuses(code fault.Code, message string, b *write.Batch, at ...string) {
	w.Helper()
	before, err := w.store.LastChange(w.Context())
	w.must(err)
	_, err = w.Apply(w.Context(), "anna", b)
	w.fault(err, code, message, at...)
	after, err := w.store.LastChange(w.Context())
	w.must(err)
	if before != after {
		w.Error("what was refused left something in the log")
	}
}

// fault wants an error of that code, with the message somewhere in its own, and at the place.
func (w *world) fault(err error, code fault.Code, message string, at ...string) {
	w.Helper()
	if err == nil {
		w.Fatalf("no fault; want %s: … %s …", code, message)
	}
	refusal := fault.From(err)
	if refusal.Code != code || !strings.Contains(refusal.Message, message) {
		w.Errorf("the fault is %s: %s (%v)\nwant %s: … %s …", refusal.Code, refusal.Message, refusal.Unwrap(), code, message)
	}
	if place := refusal.Argument.String(); len(at) > 0 && at[0] != "" && place != at[0] {
		w.Errorf("%s is at %s, want %s", refusal.Message, place, at[0])
	}
}

func (w *world) merge(from, into string) {
	w.Helper()
	_, err := w.Merge(w.Context(), "anna", write.Merging{From: from, Into: into})
	w.must(err)
}

func (w *world) split(id string) {
	w.Helper()
	_, err := w.Split(w.Context(), "anna", write.Splitting{ID: id})
	w.must(err)
}

// there wants a node or an edge to be there as a line says, or not to be there.
func (w *world) there(key, line string) {
	w.Helper()
	if got := w.lines()[key]; got != line {
		w.Errorf("%s is\n%s\nwant\n%s", key, got, line)
	}
}

// lines are all nodes and edges by id, or by relation, ends and key.
func (w *world) lines() map[string]string {
	w.Helper()
	all := map[string]string{}
	nodes, edges := w.everything()
	for i := range nodes {
		all[nodes[i].ID()] = string(lines.Node(&nodes[i]))
	}
	for i := range edges {
		e := &edges[i]
		all[edgeKey(e.Relation, e.From, e.To, e.Key)] = string(lines.Edge(e))
	}
	return all
}

// everything reads all nodes and edges that these tests write.
func (w *world) everything() (nodes []store.Node, edges []store.Edge) {
	w.Helper()
	w.must(w.store.Write(w.Context(), func(ctx context.Context, tx store.Tx) (err error) {
		if nodes, err = tx.Nodes(ctx, universe); err != nil {
			return err
		}
		edges, err = tx.EdgesAt(ctx, universe, 10_000)
		return err
	}))
	return nodes, edges
}

// lastChange is the newest entry of the log.
func (w *world) lastChange() *store.Change {
	w.Helper()
	last, err := w.store.LastChange(w.Context())
	w.must(err)
	changes, err := w.store.Changes(w.Context(), last-1, 2)
	w.must(err)
	if len(changes) != 1 {
		w.Fatalf("%d entries behind the last but one", len(changes))
	}
	return &changes[0]
}
