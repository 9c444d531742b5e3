package write

import (
	"slices"

	"innograph/internal/store"
)

// readNodes reads the nodes that are not known yet, and where some are not there the
// nodes that they were merged into.
func (s *session) readNodes(ids []string) error {
	missing, err := s.readThese(s.unknown(ids))
	if err != nil || len(missing) == 0 {
		return err
	}
	survivors, err := s.tx.Notes(s, store.MergedNote, missing)
	if err != nil || len(survivors) == 0 {
		return err
	}
	var also []string
	for _, id := range missing {
		if survivor, merged := survivors[id]; merged {
			s.survivors[id] = survivor
			also = append(also, survivor)
		}
	}
	_, err = s.readThese(s.unknown(also))
	return err
}

// unknown lists those of the ids that were not asked for before, each once, and makes
// room for them.
func (s *session) unknown(ids []string) []string {
	var unknown []string
	room := make([]node, 0, len(ids))
	for _, id := range ids {
		if _, known := s.nodes[id]; !known {
			room = append(room, node{id: id})
			s.nodes[id] = &room[len(room)-1]
			unknown = append(unknown, id)
		}
	}
	return unknown
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
	if len(found) == len(ids) {
		return nil, nil
	}
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return s.nodes[id].before != nil }), nil
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
