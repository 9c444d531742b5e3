package write

import (
	"context"

	"innograph/internal/store"
)

// writes are what a transaction sends to the store.
type writes struct {
	freed             []store.Node // give up unique values that others take
	created, replaced []store.Node
	deleted           []string
	linked, relinked  []store.Edge
	unlinked          []store.EdgeID
}

// finish writes what is not as before, and the log of it.
func (s *session) finish() error {
	log := s.newLog()
	w := s.diff(log)
	if err := w.send(s, s.tx); err != nil {
		return err
	}
	return s.append(log.entries)
}

// diff finds out what is not as before, counts it, and logs it in an order in which it
// could be done again: what is new before what leads to it, and what goes after that.
func (s *session) diff(log *changes) *writes {
	w := &writes{}
	var deleted []*node
	var unlinked []*edge
	for _, n := range s.nodesTouched {
		switch {
		case n.before == nil && n.after == nil: // made and deleted
		case n.before == nil:
			s.outcome.Created++
			w.created = append(w.created, *n.after)
			log.node(store.Created, n)
		case n.after == nil:
			deleted = append(deleted, n)
		case changedNode(n):
			s.outcome.Updated++
			s.next(n)
			if s.early[n.id] {
				w.freed = append(w.freed, s.bare(n.after))
			}
			w.replaced = append(w.replaced, *n.after)
			log.node(store.Updated, n)
		case n.named:
			s.outcome.Unchanged++
		}
	}
	for _, e := range s.edgesTouched {
		switch {
		case e.before == nil && e.after == nil:
		case e.before == nil:
			s.outcome.Linked++
			w.linked = append(w.linked, *e.after)
			log.edge(store.Linked, e)
		case e.after == nil:
			unlinked = append(unlinked, e)
		case changedEdge(e):
			s.outcome.Relinked++
			w.relinked = append(w.relinked, *e.after)
			log.edge(store.Relinked, e)
		case e.named:
			s.outcome.EdgesUnchanged++
		}
	}
	for _, e := range unlinked {
		s.outcome.Unlinked++
		w.unlinked = append(w.unlinked, e.before.ID())
		log.edge(store.Unlinked, e)
	}
	for _, n := range deleted {
		s.outcome.Deleted++
		w.deleted = append(w.deleted, n.id)
		log.node(store.Deleted, n)
	}
	return w
}

// send writes in an order in which the store is never asked for what it forbids.
func (w *writes) send(ctx context.Context, tx store.Tx) error {
	if err := tx.Replace(ctx, w.freed, nil); err != nil {
		return err
	}
	if err := tx.Create(ctx, w.created, w.linked); err != nil {
		return err
	}
	if err := tx.Replace(ctx, w.replaced, w.relinked); err != nil {
		return err
	}
	return tx.Delete(ctx, w.deleted, w.unlinked)
}
