package sqlitestore

import (
	"context"
	"database/sql"

	"innograph/internal/plan"
	"innograph/internal/sqlite"
)

// Stream hands the rows of a connection on, one after the other.
func (s *Store) Stream(ctx context.Context, operation *plan.Operation, row func([]any) error) error {
	if s.counter != nil {
		s.counter.Statement()
	}
	text, args := sqlite.CompileRows(operation)
	rows, err := s.streams.QueryContext(ctx, text, args...)
	if err != nil {
		return s.failure(ctx, err)
	}
	var stopped error // by whoever takes the rows
	err = each(rows, cell(func(text []byte) error {
		cells, err := sqlite.Decode(text)
		if err == nil {
			stopped = row(cells)
			err = stopped
		}
		return err
	}))
	switch {
	case stopped != nil:
		return stopped
	case err != nil:
		return s.failure(ctx, err)
	}
	return nil
}

// cell takes the only cell of a row.
func cell(take func(text []byte) error) func(*sql.Rows) error {
	return func(rows *sql.Rows) error {
		var text []byte
		if err := rows.Scan(&text); err != nil {
			return err
		}
		return take(text)
	}
}
