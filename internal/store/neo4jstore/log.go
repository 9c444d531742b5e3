package neo4jstore

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"innograph/internal/cypher"
	"innograph/internal/store"
)

// pageOfChanges is how many entries of the log are one node: a node for each would take
// several times as long.
const pageOfChanges = 1000

// entry is how an entry of the log is stored; its page knows the sequence.
type entry struct {
	At        string          `json:"at"`
	Actor     string          `json:"actor"`
	Operation store.Operation `json:"operation"`
	Type      string          `json:"type"`
	IDs       []string        `json:"ids"`
	Key       string          `json:"key,omitempty"`
	Before    json.RawMessage `json:"before,omitempty"`
	After     json.RawMessage `json:"after,omitempty"`
}

// Append writes entries to the log, and numbers them.
func (t *tx) Append(ctx context.Context, changes []store.Change) error {
	if len(changes) == 0 {
		return nil
	}
	var pages [][]string
	for page := range slices.Chunk(changes, pageOfChanges) {
		entries := make([]string, len(page))
		for i := range page {
			c := &page[i]
			entries[i] = spell(&entry{c.At, c.Actor, c.Operation, c.Type, c.IDs, c.Key, c.Before, c.After})
		}
		pages = append(pages, entries)
	}
	first, err := t.value(ctx, cypher.Append, map[string]any{"pages": pages})
	if err != nil {
		t.failed = err
		return failure(ctx, err)
	}
	for i := range changes {
		changes[i].Sequence = store.Integer(first) + int64(i)
	}
	return nil
}

// spell writes an entry as JSON, with < and > as they are: what a node was is kept to the
// byte.
func spell(e *entry) string {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(e); err != nil {
		panic(err) // strings, and JSON that was made here
	}
	return string(bytes.TrimSuffix(out.Bytes(), []byte("\n")))
}

// Changes reads the log.
func (s *Store) Changes(ctx context.Context, after int64, limit int) ([]store.Change, error) {
	start := max(after, 0) + 1
	end := start + int64(limit)
	answer, err := s.ask(ctx, statement{
		name: "innograph: changes", text: cypher.Changes, sent: s.countOther,
		params: map[string]any{"start": start, "end": end, "beyond": end + pageOfChanges},
	})
	if err != nil {
		return nil, err
	}
	var changes []store.Change
	for _, page := range store.List(answer) {
		cells := store.List(page)
		first := store.Integer(cells[0])
		for i, text := range store.List(cells[1]) {
			var e entry
			if err := json.Unmarshal([]byte(store.Text(text)), &e); err != nil {
				return nil, failure(ctx, fmt.Errorf("entry %d of the log: %w", first+int64(i), err))
			}
			changes = append(changes, store.Change{
				Sequence: first + int64(i), At: e.At, Actor: e.Actor, Operation: e.Operation,
				Type: e.Type, IDs: e.IDs, Key: e.Key, Before: e.Before, After: e.After,
			})
		}
	}
	return changes, nil
}

// LastChange is the sequence of the newest entry.
func (s *Store) LastChange(ctx context.Context) (int64, error) {
	last, err := s.ask(ctx, statement{name: "innograph: last change", text: cypher.LastChange, sent: s.countOther})
	return store.Integer(last), err
}

// Notes reads all notes of a kind.
func (s *Store) Notes(ctx context.Context, kind string) (map[string]string, error) {
	answer, err := s.ask(ctx, statement{
		name: "innograph: notes", text: cypher.AllNotes, sent: s.countOther, params: map[string]any{"kind": kind},
	})
	if err != nil {
		return nil, err
	}
	return notes(store.List(answer)), nil
}

// Notes reads those of the notes that are there.
func (t *tx) Notes(ctx context.Context, kind string, keys []string) (map[string]string, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	rows, err := t.list(ctx, cypher.Notes, map[string]any{"kind": kind, "keys": keys})
	if err != nil {
		return nil, err
	}
	return notes(rows), nil
}

// NotesBefore reads the first notes with keys before the one given.
func (t *tx) NotesBefore(ctx context.Context, kind, key string, limit int) (map[string]string, error) {
	rows, err := t.list(ctx, cypher.NotesBefore, map[string]any{"kind": kind, "key": key, "limit": int64(limit)})
	if err != nil {
		return nil, err
	}
	return notes(rows), nil
}

// PutNotes writes notes, over those that are there.
func (t *tx) PutNotes(ctx context.Context, kind string, notes map[string]string) error {
	if len(notes) == 0 {
		return nil
	}
	rows := make([]any, 0, len(notes))
	for key, value := range notes {
		rows = append(rows, []string{key, value})
	}
	return t.run(ctx, cypher.PutNotes, map[string]any{"kind": kind, "rows": rows})
}

// DropNotes removes notes.
func (t *tx) DropNotes(ctx context.Context, kind string, keys []string) error {
	if len(keys) == 0 {
		return nil
	}
	return t.run(ctx, cypher.DropNotes, map[string]any{"kind": kind, "keys": keys})
}

func notes(rows []any) map[string]string {
	notes := make(map[string]string, len(rows))
	for _, row := range rows {
		cells := store.List(row)
		notes[store.Text(cells[0])] = store.Text(cells[1])
	}
	return notes
}
