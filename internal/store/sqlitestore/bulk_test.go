package sqlitestore

import (
	"context"
	"path/filepath"
	"testing"

	"innograph/internal/store"
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
	err := s.Bulk(t.Context(), func(ctx context.Context) error {
		if n := indexes(); n != all {
			t.Errorf("there are %d indexes, not %d, before anything is written", n, all)
		}
		if err := s.Write(ctx, func(ctx context.Context, tx store.Tx) error {
			return tx.Create(ctx, []store.Node{{Type: c.Type("Source"), Values: []any{"s/1", "One"}}}, nil)
		}); err != nil {
			return err
		}
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
