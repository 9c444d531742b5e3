package write

import (
	"slices"

	"innograph/internal/catalog"
	"innograph/internal/fault"
	"innograph/internal/lines"
	"innograph/internal/store"
)

// putNodes goes through the nodes: sources first, because the others name them.
func (s *session) putNodes(b *Batch) error {
	for _, sources := range []bool{true, false} {
		for i := range b.Nodes {
			item := &b.Nodes[i]
			if sources != (item.Type == s.model.Source()) {
				continue
			}
			if refusal := s.putNode(item); refusal != nil {
				if !s.there(item.ID) {
					s.refused[item.ID] = true
				}
				if err := s.refuse(Nodes, i, refusal); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// putNode makes a node what an item says, or leaves it as it is.
func (s *session) putNode(item *Node) *fault.Error {
	if err := lines.CheckID(item.Type, item.ID); err != nil {
		return bad(within(item.At, "id"), "The id is wrong: %v.", err)
	}
	n := s.node(item.ID)
	if n.after == nil && item.Mode == Patch {
		return missing(within(item.At, "id"), "There is no %s %s.", item.Type.Name, lines.Shown(item.ID))
	}
	if refusal := s.checkVersion(n, item.IfVersion, item.At); refusal != nil {
		return refusal
	}
	var there store.Node
	if n.after != nil {
		there = *n.after
	}
	values, refusal := (&given{item.Type.Name, item.Values, item.Fill, item.At}).over(item.Type.Properties, there.Values)
	if refusal != nil {
		return refusal
	}
	sources, refusal := s.sources(there.Sources, item.Sources, item.Without, item.At)
	switch {
	case refusal != nil:
		return refusal
	case item.Type == s.model.Source() && len(sources) > 0:
		return bad(within(item.At, "sources"), "A source has no sources of its own: take them out.")
	case item.Type.Sourced && len(sources) == 0:
		return unsourced(item.Type.Name, item.At)
	}
	after := &store.Node{Type: item.Type, Values: values, Sources: sources}
	if n.after == nil {
		s.begin(after, n.id)
	}
	if refusal := s.hold(n, after, item.At); refusal != nil {
		return refusal
	}
	n.after = after
	n.named = true
	s.touch(n)
	return nil
}

// begin gives a node that is new what it begins with.
func (s *session) begin(n *store.Node, id string) {
	n.Values[0] = id
	if at := s.shape.version[n.Type]; at >= 0 {
		n.Values[at] = int64(1)
	}
	for i, p := range n.Type.Properties {
		if p.NonNull && p.Kind == catalog.StringList && n.Values[i] == nil {
			n.Values[i] = []string{}
		}
	}
}

// changedNode tells whether a node that stays is not as before.
func changedNode(n *node) bool {
	if n.before == n.after {
		return false
	}
	if !slices.Equal(n.before.Sources, n.after.Sources) {
		return true
	}
	for i, value := range n.after.Values {
		if !same(n.before.Values[i], value) {
			return true
		}
	}
	return false
}
