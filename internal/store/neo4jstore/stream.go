package neo4jstore

import (
	"context"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"innograph/internal/cypher"
	"innograph/internal/plan"
	"innograph/internal/store"
)

// Stream hands the rows of a connection on, one after the other, as the server gives them.
func (s *Store) Stream(ctx context.Context, operation *plan.Operation, row func([]any) error) error {
	text, params := cypher.CompileRows(operation)
	s.countRead()
	session := s.session(ctx, neo4j.AccessModeRead)
	defer func() { _ = session.Close(ctx) }() // gives the connection back
	result, err := session.Run(ctx, text, params, timeout(ctx), neo4j.WithTxMetadata(map[string]any{"operation": operation.Name}))
	if err != nil {
		return failure(ctx, err)
	}
	for result.Next(ctx) {
		if err := row(store.List(result.Record().Values[0])); err != nil {
			return err
		}
	}
	if err := result.Err(); err != nil {
		return failure(ctx, err)
	}
	return nil
}
