package write_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"

	"innograph/internal/fault"
	"innograph/internal/store"
	"innograph/internal/write"
)

// Writing the same again changes nothing, and leaves nothing in the log.
func TestAgain(t *testing.T) {
	w := newWorld(t, sqlite)
	twins(w)
	twins(w)
	change := w.lastChange()
	if change.Sequence != 14 {
		t.Errorf("the log has %d entries", change.Sequence)
	}
	outcome := w.apply(&write.Batch{
		Nodes: []write.Node{w.node("maker/new", map[string]any{"year": int64(2000), "aliases": []string{"N"}, "description": nil}, "source/2")},
		Edges: []write.Edge{w.edge("PARTNERS", "maker/old", "maker/new", nil, "source/1")}, // from its other end
	})
	if want := (&write.Outcome{
		Nodes: []string{"maker/new"}, Edges: []write.EdgeRef{{Relation: w.model.Relation("PARTNERS"), From: "maker/new", To: "maker/old"}},
		Unchanged: 1, EdgesUnchanged: 1,
	}); !reflect.DeepEqual(outcome, want) {
		t.Errorf("the outcome is %+v, want %+v", outcome, want)
	}
}

// Unique values pass from node to node within a batch.
func TestUniquePasses(t *testing.T) { uniquePasses(newWorld(t, sqlite)) }

func uniquePasses(w *world) {
	twins(w)
	w.apply(&write.Batch{Nodes: []write.Node{
		w.node("maker/old", map[string]any{"code": "D"}),
		w.node("maker/new", map[string]any{"code": "C"}),
		w.node("maker/5", map[string]any{"name": "Five", "code": "E"}, "source/1"),
	}})
	w.apply(&write.Batch{Nodes: []write.Node{ // in a ring
		w.node("maker/old", map[string]any{"code": nil}),
		w.node("maker/new", map[string]any{"code": "D"}),
		w.node("maker/5", map[string]any{"code": "C"}),
		w.node("maker/old", map[string]any{"code": "E"}),
		w.node("maker/6", map[string]any{"name": "Six", "code": "F"}, "source/1"),
	}})
	codes := ""
	nodes, _ := w.everything()
	for _, n := range nodes {
		for i, p := range n.Type.Properties {
			if p.Name == "code" && n.Values[i] != nil {
				codes += fmt.Sprint(n.ID(), " ", n.Values[i], ", ")
			}
		}
	}
	if want := "maker/5 C, maker/6 F, maker/new D, maker/old E, "; codes != want {
		w.Errorf("the codes are %s want %s", codes, want)
	}
}

// Deleting takes away what cascades, and a source from all that has another one.
func TestDelete(t *testing.T) {
	w := newWorld(t, sqlite)
	twins(w)
	w.merge("maker/old", "maker/new")
	outcome := w.apply(&write.Batch{Deletes: []write.Delete{{ID: "source/2"}, {ID: "item/2", Cascade: true}, {ID: "item/2"}}})
	if outcome.Deleted != 2 || outcome.Unlinked != 1 || outcome.Updated != 1 || outcome.Relinked != 1 {
		t.Errorf("the outcome is %+v", outcome)
	}
	w.there(`MAKES maker/new item/2 ""`, "")
	w.there(`MAKES maker/new item/1 ""`, `{"type":"MAKES","from":"maker/new","to":"item/1","props":{"role":"lead","share":0.5},"sources":["source/1"]}`)
	if line := w.lines()["maker/new"]; !strings.HasSuffix(line, `"sources":["source/1"]}`) {
		t.Error(line)
	}
	if change := w.lastChange(); change.Operation != store.Deleted || change.After != nil || !strings.Contains(string(change.Before), `"title":"Two"`) {
		t.Errorf("the log says %+v", change)
	}
}

// A request that comes again is not done again.
func TestOnce(t *testing.T) { once(newWorld(t, sqlite)) }

func once(w *world) {
	twins(w)
	batch := &write.Batch{
		Nodes:   []write.Node{w.node("maker/5", map[string]any{"name": "Five"}, "source/1"), w.node("maker/6", nil, "source/1")},
		Edges:   []write.Edge{w.edge("MAKES", "maker/5", "item/1", nil, "source/1")},
		Unlinks: []write.Unlink{{Relation: w.model.Relation("MAKES"), From: "maker/old", To: "item/2"}},
	}
	first, err := w.ApplyRest(w.Context(), "anna", batch, write.Once("key", "five"))
	w.must(err)
	again, err := w.ApplyRest(w.Context(), "anna", batch, write.Once("key", "five"), write.Also(func(context.Context, store.Tx, *write.Outcome) error {
		return errors.New("is done again")
	}))
	w.must(err)
	first.Refused[0].Fault.Argument = nil // is not kept
	if !reflect.DeepEqual(first, again) || first.Unlinked != 1 || len(first.Refused) != 1 {
		w.Errorf("first %+v, then %+v", first, again)
	}
	_, err = w.Apply(w.Context(), "anna", batch, write.Once("key", "six"))
	w.fault(err, fault.Conflict, `The idempotency key "key" was used for another request`)
	_, err = w.ApplyRest(w.Context(), "berta", batch, write.Once("key", "five"))
	w.must(err)
	if last := w.lastChange().Sequence; last != first.Last { // berta's is another one, and changed nothing
		w.Errorf("the last entry is %d, not %d", last, first.Last)
	}
	// What was refused may be tried again under its key.
	wrong := &write.Batch{Deletes: []write.Delete{{ID: "maker/5"}}}
	_, err = w.Apply(w.Context(), "anna", wrong, write.Once("delete", "five"))
	w.fault(err, fault.Conflict, "cascade")
	wrong.Deletes[0].Cascade = true
	_, err = w.Apply(w.Context(), "anna", wrong, write.Once("delete", "five, cascade"))
	w.must(err)
}

// What is done also is in the same transaction.
func TestAlso(t *testing.T) {
	w := newWorld(t, sqlite)
	twins(w)
	batch := &write.Batch{Nodes: []write.Node{w.node("maker/5", map[string]any{"name": "Five"}, "source/1")}}
	note := func(value string, err error) write.Option {
		return write.Also(func(ctx context.Context, tx store.Tx, _ *write.Outcome) error {
			return errors.Join(tx.PutNotes(ctx, store.ImportNote, map[string]string{"file": value}), err)
		})
	}
	refusal := errors.New("refused")
	if _, err := w.Apply(t.Context(), "anna", batch, note("half", refusal)); !errors.Is(err, refusal) {
		t.Error(err)
	}
	w.there("maker/5", "")
	_, err := w.Apply(t.Context(), "anna", &write.Batch{}, note("whole", nil))
	w.must(err)
	if notes, err := w.store.Notes(t.Context(), store.ImportNote); err != nil || notes["file"] != "whole" {
		t.Errorf("%v, %v", notes, err)
	}
}

// Of writers who have seen the same version of a node, exactly one writes.
func TestTwoWriters(t *testing.T) { twoWriters(newWorld(t, sqlite), 40) }

func twoWriters(w *world, rounds int) {
	twins(w)
	for round := range rounds {
		var together sync.WaitGroup
		errs := make([]error, 4)
		for i := range errs {
			together.Go(func() {
				n := w.node("maker/new", map[string]any{"year": int64(100*round + i)})
				n.IfVersion = new(int64(1 + round))
				_, errs[i] = w.Apply(w.Context(), fmt.Sprint("writer ", i), &write.Batch{Nodes: []write.Node{n}})
			})
		}
		together.Wait()
		wrote := 0
		for i, err := range errs {
			if err == nil {
				wrote++
				w.there("maker/new", strings.Replace(`{"id":"maker/new","type":"Maker","name":"New","aliases":["N"],"props":{"year":Y},"sources":["source/2"]}`, "Y", fmt.Sprint(100*round+i), 1))
				continue
			}
			w.fault(err, fault.Conflict, "read it again")
		}
		if wrote != 1 {
			w.Fatalf("%d of %d wrote: %v", wrote, len(errs), errs)
		}
	}
}
