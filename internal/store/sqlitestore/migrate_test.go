package sqlitestore

import (
	"bytes"
	"database/sql"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"innograph/internal/fault"
	"innograph/internal/plan"
	"innograph/internal/store"
)

// written makes a file with things of the first model, and then runs statements on it.
func written(t *testing.T, statements ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "graph.db")
	c := parse(t, model)
	s := open(t, path, c, Options{})
	if err := s.Load(t.Context(), facts(c, 4)); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	tamper(t, path, statements...)
	return path
}

func tamper(t *testing.T, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	for _, statement := range statements {
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(statement, err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestModelGrows(t *testing.T) {
	path := written(t)
	c := parse(t, grown)
	s := open(t, path, c, Options{})
	wantFigures(t, s, "4 nodes, 3")
	thing := c.Type("Thing")
	read := func(id string) []any {
		cells, err := s.Read(t.Context(), &plan.Operation{Roots: []plan.Query{&plan.Lookup{
			Type: thing, IDs: []string{id},
			Row: &plan.Row{Type: thing, Shapes: []plan.Shape{{Types: thing.Members, Columns: []plan.Column{
				plan.Value{Property: thing.Property("year")}, plan.Value{Property: thing.Property("tags")},
				plan.Degree{Hop: plan.Hop{Field: thing.Field("parts")}},
			}}}},
		}}})
		if err != nil {
			t.Fatal(err, errors.Unwrap(err))
		}
		return cells[0].([]any)[0].([]any)[1].([]any)
	}
	row := read("t/1")
	if row[0] != nil || len(row[1].([]any)) != 0 || string(row[2].(*store.Raw).Text) != "0" {
		t.Errorf("got %v", row)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	// Once brought up to date, it is just opened; the smaller model no longer knows it.
	wantFigures(t, open(t, path, c, Options{}), "4 nodes, 3")
	_, err := Open(t.Context(), path, parse(t, model), Options{})
	wantFault(t, err, fault.StoreUnavailable, path, "does not know", "newer")
}

func TestIndexesAreMended(t *testing.T) {
	path := written(t, "DROP INDEX node_Thing_name", "CREATE INDEX node_Thing_name ON node(name)", "CREATE INDEX stray ON node(type)",
		"UPDATE meta SET value = 'of another program' WHERE key = 'schema'")
	s := open(t, path, parse(t, model), Options{})
	var names, create string
	if err := s.readers.QueryRow("SELECT group_concat(name), max(sql) FROM sqlite_schema WHERE name IN ('stray', 'node_Thing_name')").Scan(&names, &create); err != nil {
		t.Fatal(err)
	}
	if want := `CREATE INDEX "node_Thing_name" ON node("name", id) WHERE type = 'Thing'`; names != "node_Thing_name" || create != want {
		t.Errorf("got %s: %s", names, create)
	}
	wantFigures(t, s, "4 nodes, 3")
}

func TestRefusedFiles(t *testing.T) {
	directory := t.TempDir()
	text := filepath.Join(directory, "notes.txt")
	if err := os.WriteFile(text, bytes.Repeat([]byte("These are no facts.\n"), 200), 0o600); err != nil {
		t.Fatal(err)
	}
	foreign := filepath.Join(directory, "foreign.db")
	tamper(t, foreign, "CREATE TABLE node (id TEXT)")
	for name, c := range map[string]struct {
		path  string
		model string
		words []string
	}{
		"newer format":    {written(t, "PRAGMA user_version = 2"), model, []string{"newer Innograph", "format 2"}},
		"text":            {text, model, []string{text, "no database of Innograph"}},
		"another program": {foreign, model, []string{foreign, "no database of Innograph"}},
		"no directory":    {filepath.Join(directory, "none", "graph.db"), model, []string{"none", "directory"}},
		"a directory":     {directory, model, []string{directory}},
		"unknown table":   {written(t, "CREATE TABLE edge_LATER (src, dst)", "UPDATE meta SET value = '' WHERE key = 'schema'"), model, []string{"edge_LATER"}},
		"other kind":      {written(t), `type Source @node { id: ID! title: Int! supports: [Thing!]! @relationship(type: "STATED_IN", direction: IN) } type Thing @node { id: ID! sources: [Source!]! @relationship(type: "STATED_IN", direction: OUT) }`, []string{"node.title", "kind"}},
	} {
		t.Run(name, func(t *testing.T) {
			before, _ := os.ReadFile(c.path)
			s, err := Open(t.Context(), c.path, parse(t, c.model), Options{Logger: slog.New(slog.DiscardHandler)})
			if err == nil {
				_ = s.Close()
			}
			wantFault(t, err, fault.StoreUnavailable, c.words...)
			if after, _ := os.ReadFile(c.path); !bytes.Equal(before, after) {
				t.Error("the file was changed")
			}
		})
	}
}

// A value that becomes unique, but is there twice, is told as such, and nothing is changed.
func TestValuesBecomeUnique(t *testing.T) {
	path := written(t, "UPDATE node SET name = 'the same', name_fold = 'the same' WHERE type = 'Thing'")
	unique := parse(t, strings.Replace(model, "name: String!", "name: String! @unique", 1))
	_, err := Open(t.Context(), path, unique, Options{})
	wantFault(t, err, fault.StoreUnavailable, path, "two nodes", "@unique")
	wantFigures(t, open(t, path, parse(t, model), Options{}), "4 nodes, 3")
}
