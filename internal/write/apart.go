package write

import (
	"slices"

	"innograph/internal/catalog"
	"innograph/internal/fault"
	"innograph/internal/store"
)

// nodesApart makes the node that went again, and takes from the survivor what it got.
func (p *splitting) nodesApart() (*fault.Error, error) {
	at := within(p.at.At, "id")
	was, got := p.before.nodes[p.into.id], p.after.nodes[p.into.id]
	into := &store.Node{Type: was.Type, Values: slices.Clone(p.into.after.Values)}
	giveBack(was.Type.Properties, into.Values, was.Values, got.Values)
	into.Sources = less(p.into.after.Sources, was.Sources, got.Sources)
	if was.Type.Sourced && len(into.Sources) == 0 {
		return conflict(at, "%s would have no source left: give it one of its own first.", p.into.id), nil
	}
	from := p.before.nodes[p.from.id]
	p.begin(from, p.from.id)
	if at := p.shape.version[from.Type]; at >= 0 {
		from.Values[at] = p.version + 1
	}
	if err := p.holdersOf(p.uniqueValues(from, p.into.after, into)); err != nil {
		return nil, err
	}
	if refusal := p.hold(p.into, into, at); refusal != nil {
		return refusal, nil
	}
	p.into.after = into
	p.touch(p.into)
	if refusal := p.hold(p.from, from, at); refusal != nil {
		return refusal, nil
	}
	p.from.after = from
	p.touch(p.from)
	return nil, nil
}

// edgesApart gives the edges back.
func (p *splitting) edgesApart() (*fault.Error, error) {
	for _, was := range sorted(p.before.edges) {
		moved, ours := renamed(was, p.from.id, p.into.id)
		if !ours {
			continue // the survivor's own
		}
		back := was
		if moved != nil {
			id := identity(moved.ID())
			own, got := p.before.edges[id], p.after.edges[id]
			var refusal *fault.Error
			switch {
			case got != nil && own == nil:
				back, refusal = p.moveBack(was, id)
			case got != nil:
				refusal = p.disjoin(own, got, id)
			}
			if refusal != nil {
				return refusal, nil
			}
		}
		if refusal := p.checkSources(back); refusal != nil {
			return refusal, nil
		}
		e := &edge{after: back}
		p.edges[identity(back.ID())] = e
		p.touchEdge(e)
	}
	return nil, nil
}

// moveBack is an edge that moved, at its old place, with what was written to it since.
func (p *splitting) moveBack(was *store.Edge, id store.EdgeID) (*store.Edge, *fault.Error) {
	there := p.edges[id]
	if there.after == nil {
		return nil, conflict(within(p.at.At, "id"), "The edge %s, which came with the merging, was taken away since: link it again first.", told(id))
	}
	back := *there.after
	back.From, back.To = was.From, was.To
	there.after = nil
	p.touchEdge(there)
	return &back, nil
}

// disjoin takes from the survivor's own edge what it got.
func (p *splitting) disjoin(own, got *store.Edge, id store.EdgeID) *fault.Error {
	there := p.edges[id]
	if there.after == nil {
		return nil // taken away since, and not missed
	}
	after := *there.after
	after.Values = slices.Clone(after.Values)
	giveBack(own.Relation.Properties, after.Values, own.Values, got.Values)
	after.Sources = less(after.Sources, own.Sources, got.Sources)
	if own.Confidence == nil && got.Confidence != nil && after.Confidence != nil && *after.Confidence == *got.Confidence {
		after.Confidence = nil
	}
	if len(after.Sources) == 0 && p.sourced(&after) {
		return conflict(within(p.at.At, "id"), "The edge %s would have no source left: give it one of its own first.", told(id))
	}
	there.after = &after
	p.touchEdge(there)
	return nil
}

func (p *splitting) checkSources(e *store.Edge) *fault.Error {
	for _, source := range e.Sources {
		if n := p.nodes[source]; n != nil && n.after == nil {
			return conflict(within(p.at.At, "id"), "The source %s of the edge %s was deleted since: it cannot be as it was.", source, told(e.ID()))
		}
	}
	return nil
}

// giveBack undoes what a merging did to values: those that it set are missing again unless
// they were changed since, and what it added to lists goes.
func giveBack(properties []*catalog.Property, values, was, got []any) {
	for i, prop := range properties {
		switch {
		case prop.Kind == catalog.ID || prop.Computed || same(was[i], got[i]):
		case prop.Kind == catalog.StringList:
			list, _ := values[i].([]string)
			own, _ := was[i].([]string)
			all, _ := got[i].([]string)
			values[i] = less(list, own, all)
		case same(values[i], got[i]):
			values[i] = was[i]
		}
	}
}

// less is a list without what another one had more than its own.
func less(list, own, all []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(item string) bool {
		return slices.Contains(all, item) && !slices.Contains(own, item)
	})
}
