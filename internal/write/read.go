package write

import (
	"slices"

	"innograph/internal/store"
)

// readNodes reads the nodes that are not known yet; of ends it only finds out whether they
// are there. Where one is not there it reads the node that it was merged into.
func (s *session) readNodes(ids, ends []string) error {
	missing, err := s.readThese(s.unread(ids))
	if err != nil {
		return err
	}
	more, err := s.find(ends)
	if err != nil {
		return err
	}
	missing = append(missing, more...)
	if len(missing) == 0 {
		return nil
	}
	survivors, err := s.tx.Notes(s, store.MergedNote, missing)
	if err != nil || len(survivors) == 0 {
		return err
	}
	var also, alsoEnds []string
	for _, id := range missing {
		survivor, merged := survivors[id]
		switch {
		case !merged:
			continue
		case s.nodes[id].read:
			also = append(also, survivor)
		default:
			alsoEnds = append(alsoEnds, survivor)
		}
		s.survivors[id] = survivor
	}
	if _, err := s.readThese(s.unread(also)); err != nil {
		return err
	}
	_, err = s.find(alsoEnds)
	return err
}

// unread lists those of the ids that were not read before, each once, and makes room for
// them.
func (s *session) unread(ids []string) []string {
	var unread []string
	room := make([]node, 0, len(ids))
	for _, id := range ids {
		n := s.nodes[id]
		if n == nil {
			room = append(room, node{id: id})
			n = &room[len(room)-1]
			s.nodes[id] = n
		}
		if !n.read {
			n.read = true
			unread = append(unread, id)
		}
	}
	return unread
}

// find finds out which of the nodes are there, as far as nothing is known of them: their
// types are all that is needed of ends. It gives those that are not there.
func (s *session) find(ids []string) (missing []string, err error) {
	var unknown []string
	room := make([]node, 0, len(ids))
	for _, id := range ids {
		if s.nodes[id] == nil {
			room = append(room, node{id: id})
			s.nodes[id] = &room[len(room)-1]
			unknown = append(unknown, id)
		}
	}
	if len(unknown) == 0 {
		return nil, nil
	}
	known, err := s.tx.Known(s, unknown)
	if err != nil {
		return nil, err
	}
	for _, id := range known {
		n := s.nodes[id]
		n.before = &store.Node{Type: s.typeOf(id)}
		n.after = n.before
	}
	return s.absent(unknown, len(known)), nil
}

// absent are those of the ids that are not there.
func (s *session) absent(ids []string, found int) []string {
	if found == len(ids) {
		return nil
	}
	return slices.DeleteFunc(ids, func(id string) bool { return s.nodes[id].before != nil })
}

// readThese gives those that are not there.
func (s *session) readThese(ids []string) (missing []string, err error) {
	found, err := s.tx.Nodes(s, ids)
	if err != nil {
		return nil, err
	}
	for i := range found {
		n := s.nodes[found[i].ID()]
		n.before, n.after = &found[i], &found[i]
	}
	return s.absent(ids, len(found)), nil
}

// readEdges reads the edges that are not known yet. The identities are the session's.
func (s *session) readEdges(ids []store.EdgeID) error {
	unknown := make([]store.EdgeID, 0, len(ids))
	room := make([]edge, 0, len(ids))
	for _, id := range ids {
		if _, known := s.edges[id]; !known {
			room = append(room, edge{})
			s.edges[id] = &room[len(room)-1]
			unknown = append(unknown, id)
		}
	}
	found, err := s.tx.Edges(s, unknown)
	if err != nil {
		return err
	}
	s.learn(found)
	return nil
}

// learn keeps edges that were read, unless they were known.
func (s *session) learn(found []store.Edge) {
	for i := range found {
		id := identity(found[i].ID())
		e := s.edges[id]
		if e == nil {
			e = &edge{}
			s.edges[id] = e
		}
		if e.before == nil && !e.named {
			e.before, e.after = &found[i], &found[i]
		}
	}
}
