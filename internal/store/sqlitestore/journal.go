package sqlitestore

import (
	"context"
	"database/sql"
)

// writeAhead has what is written go into a log first, so that readers do not wait for it.
const writeAhead = "PRAGMA journal_mode = WAL"

// intoFile runs a transaction of millions of pages. They go right into the file, where a
// page is found by its place: in a write-ahead log as long as that it is searched for in
// one table after the other. Whoever reads has to wait then, so that the log stays where
// another program has the file open, and is back afterwards.
func (s *Store) intoFile(ctx context.Context, work func() error) (err error) {
	if s.anchor != nil {
		return work() // there is no file
	}
	for _, idle := range []*sql.DB{s.readers, s.streams} {
		idle.SetMaxIdleConns(0)
		defer idle.SetMaxIdleConns(idle.Stats().MaxOpenConnections)
	}
	s.other()
	_, taken := s.writer.ExecContext(ctx, "PRAGMA busy_timeout = 0; PRAGMA journal_mode = DELETE")
	if _, err := s.writer.ExecContext(ctx, "PRAGMA busy_timeout = "+patience); err != nil {
		return s.failure(ctx, err)
	}
	if taken == nil { // else it is somebody's
		defer func() {
			if _, kept := s.writer.ExecContext(context.WithoutCancel(ctx), writeAhead); kept != nil && err == nil {
				err = s.failure(ctx, kept)
			}
		}()
	}
	return work()
}
