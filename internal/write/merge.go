package write

import (
	"slices"

	"innograph/internal/catalog"
	"innograph/internal/fault"
	"innograph/internal/store"
)

// merge makes one node of two.
func (s *session) merge(m Merging) error {
	if err := s.readNodes([]string{m.From, m.Into}, nil); err != nil {
		return err
	}
	from, into := s.node(m.From), s.node(m.Into)
	if refusal := s.checkMerge(m, from, into); refusal != nil {
		return refusal
	}
	s.outcome.Nodes = []string{into.id}
	if from == into { // was done before
		s.outcome.Unchanged = 1
		return nil
	}
	found, err := s.tx.EdgesAt(s, []string{from.id}, mostEdges+1)
	if err != nil {
		return err
	}
	if len(found) > mostEdges {
		return tooLarge(within(m.At, "from"), "More than %d edges are at %s: merge %s into it, or link some to %s and unlink them first.",
			mostEdges, from.id, into.id, into.id)
	}
	s.learn(found)
	if err := s.moveEdges(found, from.id, into.id); err != nil {
		return err
	}
	if refusal, err := s.checkAbove(m, from.id, into.id); refusal != nil || err != nil {
		return either(refusal, err)
	}
	after := united(into.after, from.after)
	if refusal, err := s.passOn(m, from, into, after); refusal != nil || err != nil {
		return either(refusal, err)
	}
	from.after, into.after = nil, after
	s.touch(into)
	s.touch(from)
	d := s.diff()
	if err := d.send(s, s.tx, s.freed(d)); err != nil {
		return err
	}
	return s.noteMerge(d, from, into)
}

func (s *session) checkMerge(m Merging, from, into *node) *fault.Error {
	switch {
	case from.after == nil:
		return missing(within(m.At, "from"), "There is no node %q.", m.From)
	case into.after == nil:
		return missing(within(m.At, "into"), "There is no node %q.", m.Into)
	case m.From == m.Into:
		return bad(within(m.At, "into"), "%s cannot be merged into itself: name another node.", m.From)
	case from.after.Type == s.model.Source():
		return bad(within(m.At, "from"), "Sources are not merged: name the right one in what %s states, and delete this one.", m.From)
	case from.after.Type != into.after.Type:
		return bad(within(m.At, "into"), "%s is of type %s and %s of type %s: only nodes of one type can be the same.",
			from.id, from.after.Type.Name, into.id, into.after.Type.Name)
	}
	return s.checkVersion(into, m.IfVersion, m.At)
}

// moveEdges takes all edges from one node to the other. Of that one only the edges are
// read which they meet there: it may have any number.
func (s *session) moveEdges(found []store.Edge, from, into string) error {
	moved := make([]*store.Edge, len(found))
	var places []store.EdgeID
	for i := range found {
		if moved[i], _ = renamed(&found[i], from, into); moved[i] != nil {
			places = append(places, identity(moved[i].ID()))
		}
	}
	if err := s.readEdges(places); err != nil {
		return err
	}
	for i := range found {
		e := s.edges[identity(found[i].ID())]
		e.after = nil
		s.touchEdge(e)
		if moved[i] == nil {
			continue
		}
		target := s.edges[identity(moved[i].ID())]
		if target.after != nil {
			moved[i] = unitedEdge(target.after, moved[i])
		}
		target.after = moved[i]
		s.touchEdge(target)
	}
	return nil
}

// renamed is an edge with one node in another's place, and whether the edge has the node
// at an end at all. An edge between the two is nothing then.
func renamed(e *store.Edge, from, into string) (moved *store.Edge, moves bool) {
	if e.From != from && e.To != from {
		return nil, false
	}
	if e.From == into || e.To == into {
		return nil, true
	}
	out := *e
	if out.From == from {
		out.From = into
	}
	if out.To == from {
		out.To = into
	}
	return &out, true
}

// united is a survivor with what another node has beside: values that it lacks, all items
// of lists, the sources, and the names as aliases.
func united(into, from *store.Node) *store.Node {
	out := &store.Node{Type: into.Type, Values: slices.Clone(into.Values), Sources: unitedSources(into.Sources, from.Sources)}
	fill(into.Type.Properties, out.Values, from.Values)
	aliases := place(into.Type.Properties, "aliases")
	if aliases < 0 {
		return out
	}
	names := namesOf(out)
	list, _ := into.Values[aliases].([]string)
	also, _ := from.Values[aliases].([]string)
	list = slices.Clip(list)
	for _, name := range slices.Concat(namesOf(from), also) {
		if !slices.Contains(names, name) && !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	out.Values[aliases] = list
	return out
}

// namesOf are the names of a node, but for its aliases.
func namesOf(n *store.Node) []string {
	var names []string
	for _, property := range []string{"name", "nameZh"} {
		if at := place(n.Type.Properties, property); at >= 0 {
			if name, ok := n.Values[at].(string); ok {
				names = append(names, name)
			}
		}
	}
	return names
}

// unitedEdge is an edge with what another one says beside.
func unitedEdge(into, from *store.Edge) *store.Edge {
	out := *into
	out.Values = slices.Clone(into.Values)
	out.Sources = unitedSources(into.Sources, from.Sources)
	fill(into.Relation.Properties, out.Values, from.Values)
	if out.Confidence == nil {
		out.Confidence = from.Confidence
	}
	return &out
}

// fill gives values that are missing, and items that lists lack.
func fill(properties []*catalog.Property, values, from []any) {
	for i, p := range properties {
		switch {
		case p.Kind == catalog.ID, p.Computed:
		case p.Kind == catalog.StringList:
			list, _ := values[i].([]string)
			more, _ := from[i].([]string)
			values[i] = union(list, more)
		case values[i] == nil:
			values[i] = from[i]
		}
	}
}

func unitedSources(sources, more []string) []string {
	all := slices.Concat(sources, more)
	slices.Sort(all)
	return slices.Compact(all)
}

// checkAbove refuses a merging that closes a circle in a hierarchy: of a node with one
// that lies above it at more than one step.
func (s *session) checkAbove(m Merging, from, into string) (*fault.Error, error) {
	for of := range s.shape.hierarchy {
		if !slices.ContainsFunc(s.edgesTouched, func(e *edge) bool { return e.before != nil && e.before.Relation == of }) {
			continue
		}
		above, err := s.above(of, []store.Ends{{Upper: from}, {Upper: into}})
		if err != nil {
			return nil, err
		}
		steps := above[from]
		above[into] = append(above[into], steps...)
		for _, next := range above[into] {
			if next == from || next == into {
				continue // the edge between the two goes
			}
			if above.leads(next, from) || above.leads(next, into) {
				return bad(within(m.At, "into"), "%s and %s cannot be the same: %s leads from the one over %s to the other. Take the edge that is wrong away first.",
					from, into, of.Name, next), nil
			}
		}
	}
	return nil, nil
}

// passOn lets the survivor have the other node's unique values.
func (s *session) passOn(m Merging, from, into *node, after *store.Node) (*fault.Error, error) {
	if err := s.holdersOf(s.uniqueValues(from.after, into.after, after)); err != nil {
		return nil, err
	}
	s.release(from)
	return s.hold(into, after, within(m.At, "from")), nil
}

// either is a fault as an error, or else the error.
func either(refusal *fault.Error, err error) error {
	if refusal != nil {
		return refusal
	}
	return err
}
