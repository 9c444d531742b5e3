package neo4jstore

import "context"

// Bulk runs work: Neo4j needs nothing else for it.
func (s *Store) Bulk(ctx context.Context, work func(context.Context) error) error { return work(ctx) }
