package sqlite_test

import (
	"database/sql"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"innograph/internal/catalog"
	"innograph/internal/conform"
	"innograph/internal/plan"
	"innograph/internal/sqlite"
	"innograph/schema"
	"innograph/seed"
)

// whole is a step that goes through a table from end to end, with no index at all, if it is
// not through rows that another step has made. (To go through the index of one type, or
// of a relation, is what a count of it costs.)
var whole = regexp.MustCompile(`^SCAN ([ne]\d+|node)$`)

// No operation of the corpus goes through all nodes, or all edges of a relation, row by row.
func TestCorpusUsesIndexes(t *testing.T) {
	model, err := catalog.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	facts, err := seed.Read(model, seed.Hunan())
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "graph.db")
	engine, err := conform.Open(t.Context(), "plans", "sqlite:"+file, model)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = engine.Store.Close() })
	if err := engine.Store.Load(t.Context(), facts); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", "file:"+file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	cases, err := conform.Cases("../../testdata/ops")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		answers, err := c.Run(t.Context(), engine)
		if err != nil {
			t.Fatal(err)
		}
		for _, answer := range answers {
			if answer.Plan != nil {
				checkSteps(t, c.Name, db, answer.Plan)
			}
		}
	}
}

func checkSteps(t *testing.T, name string, db *sql.DB, operation *plan.Operation) {
	t.Helper()
	text, args := sqlite.Compile(operation)
	steps := explain(t, db, text, args)
	for _, step := range steps {
		if found := whole.FindStringSubmatch(step); found != nil && !slices.Contains(steps, "CO-ROUTINE "+found[1]) {
			t.Errorf("%s: %s in\n%s\n%s", name, step, text, strings.Join(steps, "\n"))
		}
	}
}
