package sqlitestore

import "context"

// Bulk keeps the indexes that only pages and filters need out of the way while work
// writes, since to write a row into each takes most of the time, and makes them anew then.
// If the program ends before that, the next one to open the database makes them.
func (s *Store) Bulk(ctx context.Context, work func(context.Context) error) (err error) {
	if err := s.change(ctx, "", func(exec func(string) error) error {
		for _, index := range s.schema.Indexes {
			if index.Sorts {
				if err := exec(index.DropIfThere()); err != nil {
					return err
				}
			}
		}
		return nil
	}); err != nil {
		return err
	}
	defer func() {
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
