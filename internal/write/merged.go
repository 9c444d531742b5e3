package write

import (
	"encoding/json"
	"fmt"
	"slices"

	"innograph/internal/store"
)

// Kinds of note that only this package reads.
const (
	// absorbedNote has for the id of a survivor the ids that were merged into it, the
	// newest last, as a JSON list. It stays when the survivor is merged away itself.
	absorbedNote = "absorbed"
	// mergeNote has for the id of a node that was merged away what the merging changed.
	mergeNote = "merge"
)

// absorbed reads what was merged into each of the nodes, right into them.
func (s *session) absorbed(ids []string) (map[string][]string, error) {
	notes, err := s.tx.Notes(s, absorbedNote, ids)
	if err != nil {
		return nil, err
	}
	all := make(map[string][]string, len(notes))
	for id, note := range notes {
		var list []string
		if err := json.Unmarshal([]byte(note), &list); err != nil {
			return nil, fmt.Errorf("the note of what was merged into %s: %w", id, err)
		}
		all[id] = list
	}
	return all, nil
}

// setAbsorbed notes what was merged into a node.
func (s *session) setAbsorbed(id string, absorbed []string) error {
	if len(absorbed) == 0 {
		return s.tx.DropNotes(s, absorbedNote, []string{id})
	}
	text, err := json.Marshal(absorbed)
	if err != nil {
		return err
	}
	return s.tx.PutNotes(s, absorbedNote, map[string]string{id: string(text)})
}

// followers are all ids that lead to the nodes: what was merged into them, and what was
// merged into those before.
func (s *session) followers(ids []string) ([]string, error) {
	var all []string
	for len(ids) > 0 {
		absorbed, err := s.absorbed(ids)
		if err != nil {
			return nil, err
		}
		var next []string
		for _, id := range ids {
			next = append(next, absorbed[id]...)
		}
		all = append(all, next...)
		ids = next
	}
	return all, nil
}

// lead lets ids lead to a node.
func (s *session) lead(ids []string, to string) error {
	notes := make(map[string]string, len(ids))
	for _, id := range ids {
		notes[id] = to
	}
	return s.tx.PutNotes(s, store.MergedNote, notes)
}

// forget drops what is noted of mergings into nodes that are deleted: the ids that led to
// them are free again.
func (s *session) forget(deleted []*node) error {
	ids := make([]string, len(deleted))
	for i, n := range deleted {
		ids[i] = n.id
	}
	followers, err := s.followers(ids)
	if err != nil || len(followers) == 0 {
		return err
	}
	for kind, keys := range map[string][]string{
		store.MergedNote: followers, mergeNote: followers, absorbedNote: slices.Concat(ids, followers),
	} {
		if err := s.tx.DropNotes(s, kind, keys); err != nil {
			return err
		}
	}
	return nil
}
