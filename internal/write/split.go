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
