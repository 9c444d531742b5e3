package sqlitestore

import (
	"context"
	"database/sql"
	"encoding/json"

	"innograph/internal/sqlite"
	"innograph/internal/store"
)

// Topology goes through the nodes that are measured, and the edges.
func (s *Store) Topology(ctx context.Context, names []string, node func(store.Measured), edge func(from, to string)) error {
	err := s.stream(ctx, sqlite.MeasuredNodes(s.catalog, names), func(rows *sql.Rows) error {
		found := store.Measured{Values: make([]any, len(names))}
		into := []any{&found.ID}
		for i := range found.Values {
			into = append(into, &found.Values[i])
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		node(found)
		return nil
	})
	if err != nil {
		return err
	}
	return s.stream(ctx, sqlite.MeasuredEdges(s.catalog), func(rows *sql.Rows) error {
		var from, to string
		if err := rows.Scan(&from, &to); err != nil {
			return err
		}
		edge(from, to)
		return nil
	})
}

// stream runs a statement that reads much, on a connection for that.
func (s *Store) stream(ctx context.Context, text string, scan func(*sql.Rows) error) error {
	s.other()
	rows, err := s.streams.QueryContext(ctx, text)
	if err != nil {
		return s.failure(ctx, err)
	}
	if err := each(rows, scan); err != nil {
		return s.failure(ctx, err)
	}
	return nil
}

// Measure sets computed values.
func (t *transaction) Measure(ctx context.Context, names []string, nodes []store.Measured, at string) error {
	if len(nodes) > 0 {
		rows := make([][]any, len(nodes))
		for i := range nodes {
			rows[i] = append([]any{nodes[i].ID}, nodes[i].Values...)
		}
		list, err := json.Marshal(rows)
		if err != nil {
			return t.failure(ctx, err)
		}
		if _, err := t.exec(ctx, sqlite.Measure(names), string(list)); err != nil {
			return err
		}
	}
	if at == "" {
		return nil
	}
	_, err := t.exec(ctx, sqlite.MeasuredAt, at)
	return err
}
