package neo4jstore

import (
	"context"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"innograph/internal/cypher"
	"innograph/internal/store"
)

// Topology goes through the nodes that are measured, and the edges.
func (s *Store) Topology(ctx context.Context, names []string, node func(store.Measured), edge func(from, to string)) error {
	err := s.records(ctx, cypher.MeasuredNodes(s.catalog, names), func(values []any) {
		node(store.Measured{ID: store.Text(values[0]), Values: store.List(values[1])})
	})
	if err != nil {
		return err
	}
	return s.records(ctx, cypher.MeasuredEdges(s.catalog), func(values []any) {
		edge(store.Text(values[0]), store.Text(values[1]))
	})
}

// records runs a statement that reads, and hands on each record.
func (s *Store) records(ctx context.Context, text string, each func([]any)) error {
	session := s.session(ctx, neo4j.AccessModeRead)
	defer func() { _ = session.Close(ctx) }() // gives the connection back
	s.countOther()
	result, err := session.Run(ctx, text, nil, timeout(ctx), neo4j.WithTxMetadata(map[string]any{"operation": "innograph: topology"}))
	if err != nil {
		return failure(ctx, err)
	}
	for result.Next(ctx) {
		each(result.Record().Values)
	}
	if err := result.Err(); err != nil {
		return failure(ctx, err)
	}
	return nil
}

// Measure sets computed values.
func (t *tx) Measure(ctx context.Context, names []string, nodes []store.Measured, at string) error {
	rows := make([]any, len(nodes))
	for i := range nodes {
		values := make(map[string]any, len(names))
		for j, name := range names {
			values[name] = nodes[i].Values[j]
		}
		rows[i] = map[string]any{"id": nodes[i].ID, "values": values}
	}
	if err := t.each(ctx, cypher.Measure, rows); err != nil || at == "" {
		return err
	}
	return t.run(ctx, cypher.MeasuredAt, map[string]any{"at": at})
}
