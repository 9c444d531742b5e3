package write

import (
	"context"

	"innograph/internal/store"
)

// difference is what is not as before.
type difference struct {
	created, updated, deleted  []*node
	linked, relinked, unlinked []*edge
}

// diff finds out what is not as before, and counts it.
func (s *session) diff() *difference {
	d := &difference{}
	for _, n := range s.nodesTouched {
		switch {
		case n.before == nil && n.after == nil: // made and deleted
		case n.before == nil:
			d.created = append(d.created, n)
		case n.after == nil:
			d.deleted = append(d.deleted, n)
		case changedNode(n):
			s.next(n)
			d.updated = append(d.updated, n)
		case n.named:
			s.outcome.Unchanged++
		}
	}
	for _, e := range s.edgesTouched {
		switch {
		case e.before == nil && e.after == nil:
		case e.before == nil:
			d.linked = append(d.linked, e)
		case e.after == nil:
			d.unlinked = append(d.unlinked, e)
		case changedEdge(e):
			d.relinked = append(d.relinked, e)
		case e.named:
			s.outcome.EdgesUnchanged++
		}
	}
	s.outcome.Created, s.outcome.Updated, s.outcome.Deleted = len(d.created), len(d.updated), len(d.deleted)
	s.outcome.Linked, s.outcome.Relinked, s.outcome.Unlinked = len(d.linked), len(d.relinked), len(d.unlinked)
	return d
}

// send writes it, in an order in which the store is never asked for what it forbids.
func (d *difference) send(ctx context.Context, tx store.Tx, freed []store.Node) error {
	if err := tx.Replace(ctx, freed, nil); err != nil {
		return err
	}
	if err := tx.Create(ctx, nodesAfter(d.created), edgesAfter(d.linked)); err != nil {
		return err
	}
	if err := tx.Replace(ctx, nodesAfter(d.updated), edgesAfter(d.relinked)); err != nil {
		return err
	}
	deleted := make([]string, len(d.deleted))
	for i, n := range d.deleted {
		deleted[i] = n.id
	}
	unlinked := make([]store.EdgeID, len(d.unlinked))
	for i, e := range d.unlinked {
		unlinked[i] = e.before.ID()
	}
	return tx.Delete(ctx, deleted, unlinked)
}

// freed are the nodes that others take unique values from, without those: two nodes must
// not have one value for a moment either.
func (s *session) freed(d *difference) []store.Node {
	var freed []store.Node
	for _, list := range [][]*node{d.updated, d.deleted} {
		for _, n := range list {
			if s.early[n.id] {
				freed = append(freed, s.bare(n.before))
			}
		}
	}
	return freed
}

func nodesAfter(nodes []*node) []store.Node {
	out := make([]store.Node, len(nodes))
	for i, n := range nodes {
		out[i] = *n.after
	}
	return out
}

func edgesAfter(edges []*edge) []store.Edge {
	out := make([]store.Edge, len(edges))
	for i, e := range edges {
		out[i] = *e.after
	}
	return out
}
