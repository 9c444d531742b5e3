package write

import (
	"encoding/json"
	"fmt"
	"slices"

	"innograph/internal/catalog"
	"innograph/internal/fault"
	"innograph/internal/store"
)

// splitting is a merging that is taken back.
type splitting struct {
	*session
	at            Splitting
	from, into    *node
	version       int64 // that the node had which went
	before, after parts
	absorbed      []string // by the survivor, the newest last
}

// split takes a merging back.
func (s *session) split(at Splitting) error {
	p := &splitting{session: s, at: at}
	steps := []func() (*fault.Error, error){p.recall, p.checkNodes, p.nodesApart, p.edgesApart, p.checkRungs}
	for _, step := range steps {
		if refusal, err := step(); refusal != nil || err != nil {
			return either(refusal, err)
		}
	}
	s.outcome.Nodes = []string{p.from.id, p.into.id}
	d := s.diff()
	if err := d.send(s, s.tx, s.freed(d)); err != nil {
		return err
	}
	return p.note(d)
}

// recall reads what is noted of the merging, and all that it touched.
func (p *splitting) recall() (*fault.Error, error) {
	at := within(p.at.At, "id")
	notes, err := p.tx.Notes(p, mergeNote, []string{p.at.ID})
	if err != nil {
		return nil, err
	}
	note, merged := notes[p.at.ID]
	if !merged {
		return missing(at, "No node %q was merged into another one.", p.at.ID), nil
	}
	var r record
	if err := json.Unmarshal([]byte(note), &r); err != nil {
		return nil, fmt.Errorf("the note of the merging of %s: %w", p.at.ID, err)
	}
	if p.before, err = p.parse(r.Before); err != nil {
		return nil, err
	}
	if p.after, err = p.parse(r.After); err != nil {
		return nil, err
	}
	ids, edges := []string{p.at.ID, r.Into}, []store.EdgeID{}
	for _, part := range []parts{p.before, p.after} {
		for id, e := range part.edges {
			edges = append(edges, id)
			ids = append(append(ids, e.From, e.To), e.Sources...)
		}
		for _, n := range part.nodes {
			ids = append(ids, n.Sources...)
		}
	}
	// By their own ids: where something was merged away since, that stands in the way.
	if _, err := p.readThese(p.unread(ids)); err != nil {
		return nil, err
	}
	if err := p.readEdges(edges); err != nil {
		return nil, err
	}
	p.from, p.into, p.version = p.nodes[p.at.ID], p.nodes[r.Into], r.Version
	absorbed, err := p.session.absorbed([]string{r.Into})
	p.absorbed = absorbed[r.Into]
	return nil, err
}

// checkNodes refuses to split where a node that the merging touched is not there any more.
func (p *splitting) checkNodes() (*fault.Error, error) {
	at := within(p.at.At, "id")
	if p.into.after == nil {
		survivors, err := p.tx.Notes(p, store.MergedNote, []string{p.into.id})
		return conflict(at, "%s was merged into %s, and that into %s since: split %s first.", p.from.id, p.into.id, survivors[p.into.id], p.into.id), err
	}
	if newest := p.absorbed[len(p.absorbed)-1]; newest != p.from.id {
		return conflict(at, "%s was merged into %s later than %s: split %s first.", newest, p.into.id, p.from.id, newest), nil
	}
	gone := func(id, what string) *fault.Error {
		return conflict(at, "%s %s, which %s had before it was merged, was deleted or merged since: it cannot be as it was.", what, id, p.from.id)
	}
	for _, source := range p.before.nodes[p.from.id].Sources {
		if p.nodes[source].after == nil {
			return gone(source, "The source"), nil
		}
	}
	for _, e := range sorted(p.before.edges) {
		if _, ours := renamed(e, p.from.id, p.into.id); !ours {
			continue
		}
		for _, end := range []string{e.From, e.To} {
			if end != p.from.id && p.nodes[end].after == nil {
				return gone(end, "The node"), nil
			}
		}
	}
	return nil, nil
}

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

// checkRungs refuses to split where edges that come back close a circle with later ones.
func (p *splitting) checkRungs() (*fault.Error, error) {
	back, gone := map[*catalog.Relation][]store.Ends{}, map[*catalog.Relation][]store.Ends{}
	for _, e := range p.edgesTouched {
		at, into := e.after, back
		if at == nil {
			at, into = e.before, gone
		}
		if ends, is := p.rungs(at.Relation, at.From, at.To); is {
			into[at.Relation] = append(into[at.Relation], ends)
		}
	}
	for of, ends := range back {
		above, err := p.above(of, ends)
		if err != nil {
			return nil, err
		}
		for _, e := range gone[of] {
			if i := slices.Index(above[e.Lower], e.Upper); i >= 0 {
				above[e.Lower] = slices.Delete(above[e.Lower], i, i+1)
			}
		}
		above = above.with(ends)
		for _, e := range ends {
			if above.leads(e.Upper, e.Lower) {
				return conflict(within(p.at.At, "id"), "%s from %s to %s would close a circle with edges that were written since: take those away first.",
					of.Name, e.Lower, e.Upper), nil
			}
		}
	}
	return nil, nil
}

// note leaves the splitting in the log, and drops what was noted of the merging.
func (p *splitting) note(d *difference) error {
	if err := p.tx.DropNotes(p, mergeNote, []string{p.from.id}); err != nil {
		return err
	}
	if err := p.tx.DropNotes(p, store.MergedNote, []string{p.from.id}); err != nil {
		return err
	}
	followers, err := p.followers([]string{p.from.id})
	if err != nil {
		return err
	}
	if err := p.lead(followers, p.from.id); err != nil {
		return err
	}
	if err := p.setAbsorbed(p.into.id, p.absorbed[:len(p.absorbed)-1]); err != nil {
		return err
	}
	before, after := d.states(p.from, p.into)
	return p.appendState(store.Split, p.into.after, p.from.id, p.into.id, before, after)
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
