package neo4jstore

import (
	"context"

	"innograph/internal/cypher"
)

// Known gives those of the ids that nodes have.
func (t *tx) Known(ctx context.Context, ids []string) ([]string, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	rows, err := t.list(ctx, cypher.Known, map[string]any{"ids": ids})
	return texts(rows), err
}
