package neo4jstore

import (
	"context"

	"innograph/internal/cypher"
)

// Bulk keeps the indexes that only reading needs out of the way while work writes, since to
// write a node into each takes most of the time, and makes them anew then, at once of all
// nodes. If the program ends before that, the next one to open the database makes them.
func (s *Store) Bulk(ctx context.Context, work func(context.Context) error) (err error) {
	if err := s.dropIndexes(ctx, cypher.DropReading); err != nil {
		return failure(ctx, err)
	}
	defer func() {
		// Also where the caller has gone.
		if made := s.define(context.WithoutCancel(ctx)); made != nil && err == nil {
			err = failure(ctx, made)
		}
	}()
	return work(ctx)
}
