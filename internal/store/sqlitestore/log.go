package sqlitestore

import (
	"context"
	"database/sql"
	"encoding/json"

	"innograph/internal/sqlite"
	"innograph/internal/store"
)

// Changes reads the log behind a sequence.
func (s *Store) Changes(ctx context.Context, after int64, limit int) ([]store.Change, error) {
	var changes []store.Change
	err := s.query(ctx, func(rows *sql.Rows) error {
		var c store.Change
		var ids, before, after []byte
		if err := rows.Scan(&c.Sequence, &c.At, &c.Actor, &c.Operation, &c.Type, &ids, &c.Key, &before, &after); err != nil {
			return err
		}
		c.Before, c.After = before, after
		changes = append(changes, c)
		return json.Unmarshal(ids, &changes[len(changes)-1].IDs)
	}, sqlite.ChangesAfter, after, limit)
	return changes, err
}

// LastChange is the sequence of the newest entry.
func (s *Store) LastChange(ctx context.Context) (int64, error) {
	var last int64
	err := s.query(ctx, func(rows *sql.Rows) error { return rows.Scan(&last) }, sqlite.LastChange)
	return last, err
}

// Notes reads all notes of a kind.
func (s *Store) Notes(ctx context.Context, kind string) (map[string]string, error) {
	notes := map[string]string{}
	return notes, s.query(ctx, notesInto(notes), sqlite.AllNotes, kind)
}

// query runs a statement that is no GraphQL operation on a connection that reads.
func (s *Store) query(ctx context.Context, scan func(*sql.Rows) error, text string, args ...any) error {
	ctx, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	statement, err := s.cache.take(ctx, text)
	if err != nil {
		return s.failure(ctx, err)
	}
	defer s.cache.release(statement)
	s.other()
	rows, err := statement.QueryContext(ctx, args...)
	if err != nil {
		return s.failure(ctx, err)
	}
	if err := each(rows, scan); err != nil {
		return s.failure(ctx, err)
	}
	return nil
}

// Append writes entries to the log, and numbers them.
func (t *transaction) Append(ctx context.Context, changes []store.Change) error {
	if err := t.rows(ctx, len(changes), sqlite.AppendChanges, func(i int) []any { return sqlite.ChangeArguments(&changes[i]) }); err != nil {
		return err
	}
	var last int64 // nobody else writes, so the entries are the last ones
	if err := t.query(ctx, func(rows *sql.Rows) error { return rows.Scan(&last) }, sqlite.LastChange); err != nil {
		return err
	}
	for i := range changes {
		changes[i].Sequence = last - int64(len(changes)-1-i)
	}
	return nil
}

// Notes reads those of the notes that are there.
func (t *transaction) Notes(ctx context.Context, kind string, keys []string) (map[string]string, error) {
	notes := map[string]string{}
	if len(keys) == 0 {
		return notes, nil
	}
	return notes, t.query(ctx, notesInto(notes), sqlite.NotesOf, kind, sqlite.JSONList(keys))
}

// NotesBefore reads the first notes with keys before the one given.
func (t *transaction) NotesBefore(ctx context.Context, kind, key string, limit int) (map[string]string, error) {
	notes := map[string]string{}
	return notes, t.query(ctx, notesInto(notes), sqlite.NotesBefore, kind, key, limit)
}

// PutNotes writes notes, over those that are there.
func (t *transaction) PutNotes(ctx context.Context, kind string, notes map[string]string) error {
	if len(notes) == 0 {
		return nil
	}
	object, err := json.Marshal(notes)
	if err != nil {
		return t.failure(ctx, err)
	}
	_, err = t.exec(ctx, sqlite.PutNotes, kind, string(object))
	return err
}

// DropNotes removes notes.
func (t *transaction) DropNotes(ctx context.Context, kind string, keys []string) error {
	if len(keys) == 0 {
		return nil
	}
	_, err := t.exec(ctx, sqlite.DropNotes, kind, sqlite.JSONList(keys))
	return err
}

func notesInto(notes map[string]string) func(*sql.Rows) error {
	return func(rows *sql.Rows) error {
		var key, value string
		if err := rows.Scan(&key, &value); err != nil {
			return err
		}
		notes[key] = value
		return nil
	}
}
