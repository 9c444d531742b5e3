package sqlite

import (
	"encoding/json"

	"innograph/internal/store"
)

// Beside the graph there are the log of what was changed, and notes.

func logTables() []Table {
	return []Table{
		{Name: "change", Columns: []Column{
			{"sequence", "INTEGER", "PRIMARY KEY"},
			{"at", "TEXT", "NOT NULL"},
			{"actor", "TEXT", "NOT NULL"},
			{"operation", "TEXT", "NOT NULL"},
			{"type", "TEXT", "NOT NULL"},
			{"ids", "TEXT", "NOT NULL"}, // JSON
			{"key", "TEXT", "NOT NULL"},
			{"before", "TEXT", ""}, // JSON
			{"after", "TEXT", ""},  // JSON
		}},
		{Name: "note", Columns: []Column{
			{"kind", "TEXT", "NOT NULL"},
			{"key", "TEXT", "NOT NULL"},
			{"value", "TEXT", "NOT NULL"},
		}},
	}
}

func logIndexes() []Index {
	return []Index{{Name: "note_key", Create: "CREATE UNIQUE INDEX note_key ON note(kind, key)"}}
}

// AppendChanges is the statement that writes so many entries of the log, each of which gets
// the next sequence; ChangeArguments gives the arguments of each.
func AppendChanges(rows int) string {
	return insert("change", []string{"at", "actor", "operation", "type", "ids", "key", "before", "after"}, rows)
}

// ChangeArguments are those of AppendChanges.
func ChangeArguments(c *store.Change) []any {
	return []any{c.At, c.Actor, string(c.Operation), c.Type, jsonList(c.IDs), c.Key, optional(c.Before), optional(c.After)}
}

func optional(text json.RawMessage) any {
	if text == nil {
		return nil
	}
	return string(text)
}

// What is read of and done to the log and the notes. Keys are a JSON list.
const (
	// LastChange reads the sequence of the newest entry.
	LastChange = "SELECT coalesce(max(sequence), 0) FROM change"
	// ChangesAfter reads the entries behind a sequence, in order, at most so many.
	ChangesAfter = "SELECT sequence, at, actor, operation, type, ids, key, before, after FROM change WHERE sequence > ? ORDER BY sequence LIMIT ?"
	// AllNotes reads the keys and values of the notes of a kind; NotesOf of those given by key.
	AllNotes = "SELECT key, value FROM note WHERE kind = ?"
	NotesOf  = AllNotes + " AND key IN (SELECT value FROM json_each(?))"
	// NotesBefore reads those before a key, at most so many.
	NotesBefore = AllNotes + " AND key < ? ORDER BY key LIMIT ?"
	// PutNotes writes notes of a kind, given as a JSON object of keys and values.
	PutNotes = "INSERT INTO note (kind, key, value) SELECT ?, key, value FROM json_each(?) WHERE TRUE ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value"
	// DropNotes deletes notes.
	DropNotes = "DELETE FROM note WHERE kind = ? AND key IN (SELECT value FROM json_each(?))"
)

// JSONList is a list as one argument.
func JSONList[T any](values []T) string { return jsonList(values) }
