package write

import (
	"innograph/internal/fault"
	"innograph/internal/store"
)

// apply writes a batch: it reads what is there, goes through the items one after the
// other, and writes what is not as before.
func (s *session) apply(batch *Batch, rest bool) error {
	s.rest = rest
	for _, step := range []func(*Batch) error{
		s.readBatch, s.readHolders, s.readCircles, s.putNodes, s.putEdges, s.unlink, s.deletes,
	} {
		if err := step(batch); err != nil {
			return err
		}
	}
	s.tell(batch)
	d := s.diff()
	if err := d.send(s, s.tx, s.freed(d)); err != nil {
		return err
	}
	if err := s.forget(d.deleted); err != nil {
		return err
	}
	return s.append(s.log(d))
}

// tell lists the nodes and edges that the batch names, where they are there now.
func (s *session) tell(b *Batch) {
	for i := range b.Nodes {
		if n := s.node(b.Nodes[i].ID); n.named && n.after != nil && !n.told {
			n.told = true
			s.outcome.Nodes = append(s.outcome.Nodes, n.id)
		}
	}
	for i := range b.Edges {
		item := &b.Edges[i]
		e := s.edges[s.edgeID(item.Relation, item.From, item.To, item.Key)]
		if e.named && e.after != nil && !e.told {
			e.told = true
			s.outcome.Edges = append(s.outcome.Edges, EdgeRef(e.after.ID()))
		}
	}
}

// refuse leaves an item out, or gives the whole batch up.
func (s *session) refuse(part Part, index int, refusal *fault.Error) error {
	if !s.rest {
		return refusal
	}
	s.outcome.Refused = append(s.outcome.Refused, Refusal{part, index, refusal})
	return nil
}

// readBatch reads the nodes and edges that the batch names.
func (s *session) readBatch(b *Batch) error {
	ids := make([]string, 0, len(b.Nodes)+len(b.Deletes))
	ends := make([]string, 0, len(b.Nodes)+3*len(b.Edges)+2*len(b.Unlinks))
	for i := range b.Nodes {
		ids = append(ids, b.Nodes[i].ID)
		ends = append(ends, b.Nodes[i].Sources...)
	}
	for i := range b.Edges {
		ends = append(append(ends, b.Edges[i].From, b.Edges[i].To), b.Edges[i].Sources...)
	}
	for i := range b.Unlinks {
		ends = append(ends, b.Unlinks[i].From, b.Unlinks[i].To)
	}
	for i := range b.Deletes {
		ids = append(ids, b.Deletes[i].ID)
	}
	if err := s.readNodes(ids, ends); err != nil {
		return err
	}
	edges := make([]store.EdgeID, 0, len(b.Edges)+len(b.Unlinks))
	for i := range b.Edges {
		e := &b.Edges[i]
		edges = append(edges, s.edgeID(e.Relation, e.From, e.To, e.Key))
	}
	for i := range b.Unlinks {
		u := &b.Unlinks[i]
		edges = append(edges, s.edgeID(u.Relation, u.From, u.To, u.Key))
	}
	if err := s.readEdges(edges); err != nil {
		return err
	}
	return s.readDeletes(b)
}
