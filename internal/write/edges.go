package write

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/catalog"
	"innograph/internal/fault"
	"innograph/internal/lines"
	"innograph/internal/store"
)

// putEdges goes through the edges.
func (s *session) putEdges(b *Batch) error {
	for i := range b.Edges {
		if refusal := s.putEdge(&b.Edges[i]); refusal != nil {
			if err := s.refuse(Edges, i, refusal); err != nil {
				return err
			}
		}
	}
	return nil
}

// putEdge makes an edge what an item says, or leaves it as it is.
func (s *session) putEdge(item *Edge) *fault.Error {
	from, to, refusal := s.ends(item)
	if refusal != nil {
		return refusal
	}
	e := s.edges[identity(store.EdgeID{Relation: item.Relation, From: from.id, To: to.id, Key: item.Key})]
	there := store.Edge{Relation: item.Relation, From: from.id, To: to.id, Key: item.Key}
	if e.after != nil {
		there = *e.after
	}
	after := there
	after.Values, refusal = (&given{item.Relation.Name, item.Values, item.Fill, item.At}).over(item.Relation.Properties, there.Values)
	if refusal != nil {
		return refusal
	}
	after.Confidence = item.confidence(there.Confidence)
	after.Sources, refusal = s.sources(there.Sources, item.Sources, item.Without, item.At)
	if refusal != nil {
		return refusal
	}
	if len(after.Sources) == 0 && (from.after.Type.Sourced || to.after.Type.Sourced) {
		return unsourced(item.Relation.Name, item.At)
	}
	if e.after == nil {
		if refusal := s.climb(&after, item.At); refusal != nil {
			return refusal
		}
	}
	e.after, e.named = &after, true
	s.touchEdge(e)
	return nil
}

// confidence is how sure an edge is to be.
func (item *Edge) confidence(there *float64) *float64 {
	switch {
	case item.Fill && there != nil:
		return there
	case item.Confidence != nil:
		return item.Confidence
	case item.NoConfidence:
		return nil
	}
	return there
}

// ends gives the two nodes when both are there and the relation joins such nodes.
func (s *session) ends(item *Edge) (from, to *node, refusal *fault.Error) {
	r := item.Relation
	if r.Evidence {
		return nil, nil, bad(item.At, "%s is no edge to be written: name the source in what it states.", r.Name)
	}
	if from, refusal = s.end(item.From, within(item.At, "from")); refusal != nil {
		return nil, nil, refusal
	}
	if to, refusal = s.end(item.To, within(item.At, "to")); refusal != nil {
		return nil, nil, refusal
	}
	if from == to && item.From != item.To {
		return nil, nil, bad(item.At, "%s and %s were merged into one node, %s: an edge between them says nothing.", item.From, item.To, from.id)
	}
	start, end := from.after.Type, to.after.Type
	if r.Joins(start, end) {
		return from, to, nil
	}
	return nil, nil, s.cannotJoin(r, start, end, item.At)
}

func (s *session) end(id string, at ast.Path) (*node, *fault.Error) {
	n := s.node(id)
	switch {
	case n.after != nil:
		return n, nil
	case id == "":
		return nil, bad(at, "An end is missing: write the ids of both nodes.")
	case s.refused[n.id]:
		return nil, bad(at, "The node %s was refused, and this edge with it.", lines.Shown(id))
	}
	return nil, bad(at, "There is no node %s: write the node first, or in the same request.", lines.Shown(id))
}

// cannotJoin says where the relation leads instead.
func (s *session) cannotJoin(r *catalog.Relation, start, end *catalog.Type, at ast.Path) *fault.Error {
	if r.Joins(end, start) {
		return bad(at, "%s does not lead from %s to %s but the other way round: swap from and to.", r.Name, start.Name, end.Name)
	}
	if ends := s.types(func(t *catalog.Type) bool { return r.Joins(start, t) }); len(ends) > 0 {
		return bad(at, "%s does not lead from %s to %s: from %s it leads to %s.", r.Name, start.Name, end.Name, start.Name, typeNames(ends))
	}
	starts := s.types(func(t *catalog.Type) bool {
		return len(s.types(func(to *catalog.Type) bool { return r.Joins(t, to) })) > 0
	})
	return bad(at, "%s does not start at %s: it starts at %s.", r.Name, start.Name, typeNames(starts))
}

// types lists the concrete types of a kind.
func (s *session) types(suits func(*catalog.Type) bool) []*catalog.Type {
	return slices.DeleteFunc(s.model.Concrete(), func(t *catalog.Type) bool { return !suits(t) })
}

// changedEdge tells whether an edge that stays is not as before.
func changedEdge(e *edge) bool {
	b, a := e.before, e.after
	if b == a {
		return false
	}
	sure := b.Confidence == a.Confidence || b.Confidence != nil && a.Confidence != nil && *b.Confidence == *a.Confidence
	return !sure || !slices.Equal(b.Sources, a.Sources) || !slices.EqualFunc(b.Values, a.Values, same)
}

// unlink takes edges away.
func (s *session) unlink(b *Batch) error {
	for i := range b.Unlinks {
		item := &b.Unlinks[i]
		e := s.edges[s.edgeID(item.Relation, item.From, item.To, item.Key)]
		if e.after != nil {
			s.outcome.Edges = append(s.outcome.Edges, EdgeRef(e.after.ID()))
			e.after = nil
			s.touchEdge(e)
			continue
		}
		id := store.EdgeID{Relation: item.Relation, From: item.From, To: item.To, Key: item.Key}
		if err := s.refuse(Unlinks, i, missing(item.At, "There is no edge %s.", told(id))); err != nil {
			return err
		}
	}
	return nil
}
