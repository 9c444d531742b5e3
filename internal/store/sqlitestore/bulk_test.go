package sqlitestore

import (
	"context"
	"path/filepath"
	"testing"
)

// Whoever opens the database in the middle, as after a crash, finds it as it should be.
func TestBulkCutShort(t *testing.T) {
	c := parse(t, model)
	path := filepath.Join(t.TempDir(), "graph.db")
	s := open(t, path, c, Options{})
	indexes := func() (count int) {
		t.Helper()
		if err := s.readers.QueryRowContext(t.Context(), "SELECT count(*) FROM sqlite_schema WHERE type = 'index'").Scan(&count); err != nil {
			t.Fatal(err)
		}
		return count
	}
	all := indexes()
	err := s.Bulk(t.Context(), func(context.Context) error {
		if n := indexes(); n >= all {
			t.Errorf("there are still %d indexes", n)
		}
		open(t, path, c, Options{})
		if n := indexes(); n != all {
			t.Errorf("there are %d indexes, not %d", n, all)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n := indexes(); n != all {
		t.Errorf("there are %d indexes afterwards, not %d", n, all)
	}
}
