package sqlitestore

import (
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	"innograph/internal/fault"
)

// The disk is full while a load is under way: nothing of it stays, what reads goes on
// reading, and once there is room again the load succeeds. The room is SQLite's own
// bound, so that the test needs no disk of a few MiB.
func TestFullDisk(t *testing.T) {
	c := parse(t, model)
	s := open(t, filepath.Join(t.TempDir(), "graph.db"), c, Options{})
	room := func(pages int) {
		t.Helper()
		if _, err := s.writer.ExecContext(t.Context(), fmt.Sprintf("PRAGMA max_page_count = %d", pages)); err != nil {
			t.Fatal(err)
		}
	}
	for _, pages := range []int{1, 20, 40, 60} { // less than there are makes it those that there are
		room(pages)
		wantFault(t, s.Load(t.Context(), facts(c, 3000)), fault.StoreUnavailable, "no room left")
		wantEmpty(t, s, true)
		wantFigures(t, s, "0 nodes, 0")
	}
	room(1 << 20)
	if err := s.Load(t.Context(), facts(c, 3000)); err != nil {
		t.Fatal(err, errors.Unwrap(err))
	}
	wantFigures(t, s, "3000 nodes, 2999")
}

// A writer that waits for another one does not wait longer than its caller.
func TestWriterBehindAnother(t *testing.T) {
	c := parse(t, model)
	path := filepath.Join(t.TempDir(), "graph.db")
	first, second := open(t, path, c, Options{}), open(t, path, c, Options{})
	tx, err := first.writer.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	wantFigures(t, second, "0 nodes, 0") // readers do not wait
	loaded := make(chan error)
	go func() { loaded <- second.Load(t.Context(), facts(c, 5)) }()
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := <-loaded; err != nil {
		t.Fatal(err, errors.Unwrap(err))
	}
	wantFigures(t, first, "5 nodes, 4")
}
