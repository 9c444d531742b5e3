package sqlitestore

import (
	"context"

	"innograph/internal/catalog"
)

// bulk is work that writes a great deal. Whoever has the lock on writing has it.
type bulk struct {
	cleared map[string]bool // types whose indexes are out of the way, by name
	numbers numbers
}

// Bulk keeps indexes that only pages and filters need out of the way while work writes,
// since to write a row into each takes most of the time, and makes them anew then: those of
// the types of which nodes are made. If the program ends before that, the next one to open
// the database makes them.
func (s *Store) Bulk(ctx context.Context, work func(context.Context) error) (err error) {
	s.bulk.Store(&bulk{cleared: map[string]bool{}})
	defer func() {
		done := s.bulk.Swap(nil)
		if len(done.cleared) == 0 {
			return
		}
		// Also where the caller has gone.
		made := s.change(context.WithoutCancel(ctx), s.schema.Fingerprint(), func(exec func(string) error) error {
			for _, index := range s.schema.Indexes {
				if index.Sorts {
					if err := exec(index.CreateIfMissing()); err != nil {
						return err
					}
				}
			}
			return nil
		})
		if err == nil {
			err = made
		}
	}()
	return work(ctx)
}

// clear drops the indexes that new nodes of a type would be written into, in bulk. A
// transaction that comes to nothing takes that back: then they stay, which is slow but right.
func (t *transaction) clear(ctx context.Context, of *catalog.Type) error {
	running := t.bulk.Load()
	if running == nil || running.cleared[of.Name] {
		return nil
	}
	running.cleared[of.Name] = true
	statements := []string{"UPDATE meta SET value = '' WHERE key = 'schema'"}
	for _, index := range t.schema.Indexes {
		if index.Sorts && (index.Of == nil || index.Of.Name == of.Name) {
			statements = append(statements, index.DropIfThere())
		}
	}
	for _, text := range statements {
		t.other()
		if _, err := t.tx.ExecContext(ctx, text); err != nil {
			t.broken = t.failure(ctx, err)
			return t.broken
		}
	}
	return nil
}

// change changes the schema, and notes what it is then: of another fingerprint than the
// model's where it is to be mended at the next start.
func (s *Store) change(ctx context.Context, fingerprint string, work func(exec func(string) error) error) error {
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return s.failure(ctx, err)
	}
	defer func() { _ = tx.Rollback() }() // without effect once committed
	err = work(func(text string) error {
		s.other()
		_, err := tx.ExecContext(ctx, text)
		return err
	})
	if err != nil {
		return s.failure(ctx, err)
	}
	s.other()
	if _, err := tx.ExecContext(ctx, "UPDATE meta SET value = ? WHERE key = 'schema'", fingerprint); err != nil {
		return s.failure(ctx, err)
	}
	if err := tx.Commit(); err != nil {
		return s.failure(ctx, err)
	}
	return nil
}
