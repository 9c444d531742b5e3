package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"innograph/internal/fault"
	"innograph/internal/store"
)

// everything writes, changes and removes things of all kinds.
func (w *writing) everything(ctx context.Context, tx store.Tx) {
	w.Helper()
	w.must(tx.Create(ctx, []store.Node{w.node("Item", "i/new", nil, "s/1")}, []store.Edge{w.edge("PART_OF", "i/new", "i/1", "", nil, "s/1")}))
	w.must(tx.Replace(ctx, []store.Node{w.node("Maker", "m/b", nil, "s/2")}, []store.Edge{w.edge("PARTNERS", "m/b", "m/a", "", nil, "s/1")}))
	w.must(tx.Delete(ctx, []string{"x/c"}, []store.EdgeID{w.edgeID("PARTNERS", "x/c", "m/a", "k")}))
	w.must(tx.Append(ctx, []store.Change{change("i/new")}))
	w.must(tx.PutNotes(ctx, store.MergedNote, map[string]string{"a": "b"}))
}

// untouched wants nothing of it, and that another write succeeds.
func (w *writing) untouched() {
	w.Helper()
	w.want(w.nodes("i/new", "m/b", "x/c"), `Maker m/b name="the m/b" version=1 code="B" | s/1`, `School x/c name="the x/c" version=1 code="C" | s/1`)
	w.want(w.edgesAt("m/b", "x/c"), `MAKES m/b i/1 | s/1`, `PARTNERS m/b m/a kind="friends" year=2001 | s/2`, `PARTNERS x/c m/a key=k | s/1`)
	w.figures(10, 9)
	w.last(0)
	found, err := w.second.Notes(w.Context(), store.MergedNote)
	w.must(err)
	if len(found) > 0 {
		w.Errorf("there are notes: %v", found)
	}
	w.write(func(ctx context.Context, tx store.Tx) error {
		w.everything(ctx, tx)
		return nil
	})
	w.figures(10, 9)
	w.last(1)
}

func rollback(w *writing) {
	w.load()
	refused := fault.New(fault.Conflict, "Not like this.")
	err := w.first.Write(w.Context(), func(ctx context.Context, tx store.Tx) error {
		w.everything(ctx, tx)
		return refused
	})
	if got, ok := err.(*fault.Error); !ok || got != refused { //nolint:errorlint // the very same
		w.Errorf("the error came back as %v", err)
	}
	w.untouched()
}

// A statement that failed may have left a part of what it was to write: work cannot pass
// over it.
func failures(w *writing) {
	w.load()
	err := w.first.Write(w.Context(), func(ctx context.Context, tx store.Tx) error {
		w.everything(ctx, tx)
		if tx.Create(ctx, []store.Node{w.node("Item", "i/8", nil), w.node("Item", "i/1", nil)}, nil) == nil {
			w.Error("a node is created twice")
		}
		return nil
	})
	if err == nil {
		w.Error("it is passed over")
	}
	w.want(w.nodes("i/8"))
	w.untouched()
}

func panics(w *writing) {
	w.load()
	func() {
		defer func() {
			if recover() != "by accident" {
				w.Error("there was no panic")
			}
		}()
		w.must(w.first.Write(w.Context(), func(ctx context.Context, tx store.Tx) error {
			w.everything(ctx, tx)
			panic("by accident")
		}))
	}()
	w.untouched()
}

func cancelled(w *writing) {
	w.load()
	ctx, cancel := context.WithCancel(w.Context())
	defer cancel()
	err := w.first.Write(ctx, func(ctx context.Context, tx store.Tx) error {
		w.everything(ctx, tx)
		cancel()
		return nil
	})
	if failed, ok := errors.AsType[*fault.Error](err); !ok || failed.Code != fault.Timeout {
		w.Errorf("got %v", err)
	}
	w.untouched()
}

func unseenBeforeItsEnd(w *writing) {
	w.load()
	w.write(func(ctx context.Context, tx store.Tx) error {
		w.everything(ctx, tx)
		w.figures(10, 9)
		w.last(0)
		w.want([]string{w.partners("m/a")}, `3: m/a "" "" m/b "" "friends" x/c "k" ""`)
		return nil
	})
	w.last(1)
	w.want([]string{w.partners("m/a")}, `2: m/a "" "" m/b "" ""`)
}

// Writers on two servers read a version and write the next one. None is lost, and the
// log has them in the order in which they happened.
func writersInTurn(w *writing) {
	w.load()
	const writers, times = 4, 5
	var all sync.WaitGroup
	for i := range writers {
		engine := []Engine{w.first, w.second}[i%2]
		all.Go(func() {
			for range times {
				err := engine.Write(w.Context(), func(ctx context.Context, tx store.Tx) error {
					found, err := tx.Nodes(ctx, []string{"i/1"})
					if err != nil || len(found) != 1 {
						return errors.Join(err, fmt.Errorf("found %d nodes", len(found)))
					}
					version := found[0].Values[3].(int64) + 1
					found[0].Values[3] = version
					if err := tx.Replace(ctx, found, nil); err != nil {
						return err
					}
					return tx.Append(ctx, []store.Change{change(fmt.Sprint(version))})
				})
				if err != nil {
					w.Error(reason(err))
				}
			}
		})
	}
	all.Wait()
	w.want(w.nodes("i/1"), fmt.Sprintf(`Item i/1 name="the i/1" version=%d | s/1`, 1+writers*times))
	changes, err := w.first.Changes(w.Context(), 0, 100)
	w.must(err)
	if len(changes) != writers*times {
		w.Errorf("%d entries", len(changes))
	}
	for i, c := range changes {
		if c.Sequence != int64(i+1) || c.IDs[0] != fmt.Sprint(i+2) {
			w.Errorf("entry %d has sequence %d and version %s", i, c.Sequence, c.IDs[0])
		}
	}
}

// many writes enough for several batches of any engine.
func many(w *writing) {
	w.load()
	const n = 2345
	var nodes []store.Node
	var edges []store.Edge
	var ids []string
	for i := range n {
		id := fmt.Sprintf("many/%04d", i)
		ids = append(ids, id)
		nodes = append(nodes, w.node("School", id, values{"code": id}, "s/1", "s/2"))
		edges = append(edges, w.edge("PARTNERS", id, "m/a", "", values{"year": int64(i)}, "s/1"))
	}
	w.create(nodes, edges)
	w.figures(10+n, 9+n)
	edgeIDs := make([]store.EdgeID, n)
	w.write(func(ctx context.Context, tx store.Tx) error {
		read, err := tx.Nodes(ctx, ids)
		w.must(err)
		w.want(spellAll(read, spellNode), spellAll(nodes, spellNode)...)
		for i := range edges {
			edgeIDs[i] = store.EdgeID{Relation: edges[i].Relation, From: edges[i].To, To: edges[i].From}
			nodes[i].Values[2], nodes[i].Sources = []string{fmt.Sprint(i)}, []string{"s/3"}
			edges[i].Values[1] = nil
		}
		return tx.Replace(ctx, nodes, edges)
	})
	w.want(w.nodes(ids...), spellAll(nodes, spellNode)...)
	w.want(w.edges(edgeIDs...), spellAll(edges, spellEdge)...)
	w.write(func(ctx context.Context, tx store.Tx) error { return tx.Delete(ctx, ids, edgeIDs) })
	w.figures(10, 9)
	w.want([]string{w.evidence("s/3")}, "")
}

// Within Bulk everything is as it is without, and afterwards too, however work ends.
func bulk(w *writing) {
	w.load()
	refused := errors.New("refused")
	for i, result := range []error{nil, refused, nil} {
		err := w.first.Bulk(w.Context(), func(ctx context.Context) error {
			w.create([]store.Node{w.node("Maker", fmt.Sprint("m/", i), nil, "s/1")}, nil)
			w.want([]string{w.named(fmt.Sprint("the m/", i))}, fmt.Sprint("m/", i))
			w.figures(11+int64(i), 9)
			return result
		})
		if !errors.Is(err, result) {
			w.Errorf("the error came back as %v", err)
		}
	}
	w.figures(13, 9)
}

// Who writes in bulk knows what others have done meanwhile, also where a new node takes the
// place of one that went.
func bulkAmongOthers(w *writing) {
	w.load()
	edge := w.edge("PART_OF", "i/4", "i/6", "", nil, "s/1")
	for _, other := range []Engine{w.first, w.second} {
		w.must(w.first.Bulk(w.Context(), func(ctx context.Context) error {
			w.create([]store.Node{w.node("Item", "i/5", nil, "s/1")}, nil)
			for _, work := range []func(context.Context, store.Tx) error{
				func(ctx context.Context, tx store.Tx) error { return tx.Delete(ctx, []string{"i/5"}, nil) },
				func(ctx context.Context, tx store.Tx) error {
					return tx.Create(ctx, []store.Node{w.node("Item", "i/6", nil, "s/1")}, nil)
				},
			} {
				w.must(other.Write(ctx, work))
			}
			w.write(func(ctx context.Context, tx store.Tx) error {
				ids, err := tx.Known(ctx, []string{"i/4", "i/5", "i/6"})
				slices.Sort(ids)
				w.want(ids, "i/4", "i/6")
				return err
			})
			w.create(nil, []store.Edge{edge})
			return nil
		}))
		w.want(w.edges(edge.ID()), spellEdge(&edge))
		w.write(func(ctx context.Context, tx store.Tx) error {
			return tx.Delete(ctx, []string{"i/6"}, []store.EdgeID{edge.ID()})
		})
	}
}
