package write_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"innograph/internal/fault"
	"innograph/internal/write"
)

func TestSplitIsRefused(t *testing.T) {
	for _, c := range []struct {
		name, message string
		since         func(*world)
	}{
		{"an edge was taken away", "MAKES → item/2, which came with the merging, was taken away since", func(w *world) {
			w.apply(&write.Batch{Unlinks: []write.Unlink{{Relation: w.model.Relation("MAKES"), From: "maker/new", To: "item/2"}}})
		}},
		{"a node was deleted", "The node school/1", func(w *world) {
			w.apply(&write.Batch{Deletes: []write.Delete{{ID: "school/1", Cascade: true}}})
		}},
		{"another one was merged later", "split maker/third first", func(w *world) {
			w.apply(&write.Batch{Nodes: []write.Node{w.node("maker/third", map[string]any{"name": "T"}, "source/1")}})
			w.merge("maker/third", "maker/new")
		}},
		{"the survivor was merged", "split maker/new first", func(w *world) {
			w.apply(&write.Batch{Nodes: []write.Node{w.node("maker/third", map[string]any{"name": "T"}, "source/1")}})
			w.merge("maker/new", "maker/third")
		}},
		{"the other end was merged", "The node item/2", func(w *world) { w.merge("item/2", "item/1") }},
		{"the value is another's", `The code "C" is that of school/1`, func(w *world) {
			w.apply(&write.Batch{Nodes: []write.Node{w.node("maker/new", map[string]any{"code": nil})}})
			w.apply(&write.Batch{Nodes: []write.Node{w.node("school/1", map[string]any{"code": "C"})}})
		}},
		{"the source is gone", "The source source/1", func(w *world) {
			var nodes []write.Node
			for _, id := range []string{"maker/new", "item/1", "item/2", "school/1"} {
				nodes = append(nodes, w.node(id, nil, "source/2"))
			}
			batch := &write.Batch{Nodes: nodes, Deletes: []write.Delete{{ID: "source/1"}}}
			for key := range w.lines() {
				if f := strings.Fields(key); len(f) > 1 {
					batch.Edges = append(batch.Edges, w.edge(f[0], f[1], f[2], nil, "source/2"))
				}
			}
			w.apply(batch)
		}},
		{"no source would be left", "maker/new would have no source left", func(w *world) {
			n := w.node("maker/new", nil)
			n.Without = []string{"source/2"}
			w.apply(&write.Batch{Nodes: []write.Node{n}})
		}},
		{"the survivor was deleted", "No node", func(w *world) {
			w.apply(&write.Batch{Deletes: []write.Delete{{ID: "maker/old", Cascade: true}}})
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t, sqlite)
			twins(w)
			w.merge("maker/old", "maker/new")
			c.since(w)
			before := w.lines()
			_, err := w.Split(w.Context(), "anna", write.Splitting{ID: "maker/old"})
			code := fault.Conflict
			if c.name == "the survivor was deleted" {
				code = fault.NotFound
			}
			w.fault(err, code, c.message)
			if !maps.Equal(before, w.lines()) {
				w.Error("it left something")
			}
		})
	}
}

// TestMergeRandomly merges nodes of random graphs and splits them again: the graph is as
// before.
func TestMergeRandomly(t *testing.T) {
	merged := 0
	for seed := range uint64(share(30)) {
		w := newWorld(t, sqlite)
		d := dice{rand.New(rand.NewPCG(seed, 9)), w.model}
		for _, batch := range []*write.Batch{d.begin(), d.batch(), d.batch(), d.batch(), d.batch()} {
			_, err := w.ApplyRest(t.Context(), "random", batch)
			w.must(err)
		}
		type done struct {
			from   string
			before map[string]string
		}
		var stack []done
		for range 12 {
			before := w.lines()
			from, into := d.twins(before)
			outcome, err := w.Merge(t.Context(), "random", write.Merging{From: from, Into: into})
			if err == nil && outcome.Deleted == 1 {
				stack = append(stack, done{from, before})
			}
		}
		merged += len(stack)
		for _, d := range slices.Backward(stack) {
			w.split(d.from)
			if got := w.lines(); !maps.Equal(got, d.before) {
				t.Fatalf("seed %d: after %s came apart there is\n%s\nwant\n%s", seed, d.from, spellLines(got), spellLines(d.before))
			}
		}
	}
	if merged < share(100) {
		t.Errorf("only %d merged: hardly a test", merged)
	}
}

// twins are two nodes of a type.
func (d dice) twins(there map[string]string) (from, into string) {
	var ids []string
	for _, id := range universe {
		if _, is := there[id]; is && !strings.HasPrefix(id, "source/") {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return "", ""
	}
	from = pick(d, ids...)
	prefix, _, _ := strings.Cut(from, "/")
	return from, pick(d, slices.DeleteFunc(ids, func(id string) bool { return !strings.HasPrefix(id, prefix) })...)
}

func spellLines(all map[string]string) string {
	var out strings.Builder
	for _, key := range slices.Sorted(maps.Keys(all)) {
		fmt.Fprintln(&out, all[key])
	}
	return out.String()
}
