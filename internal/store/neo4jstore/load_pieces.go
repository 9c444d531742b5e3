package neo4jstore

import (
	"context"
	"errors"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"innograph/internal/catalog"
	"innograph/internal/cypher"
	"innograph/internal/store"
)

// writers is how many transactions write at once. Edges of one node wait for each other;
// more of them would do little but wait.
const writers = 2

// loadInPieces writes all in several transactions. While it does so a mark in the database
// says that what is there is unfinished. One transaction more is open meanwhile, which
// holds the mark, and so tells a load that is under way from one that was interrupted:
// however this program ends, the server lets go of it. That transaction describes the data
// and takes the mark away, as the last of all.
//
// Indexes are made of all nodes at the end, which is faster than one by one.
func (s *Store) loadInPieces(ctx context.Context, facts store.Stream) error {
	if err := s.transaction(ctx, func(tx neo4j.ExplicitTransaction) error {
		if err := s.vacant(ctx, tx); err != nil {
			return err
		}
		return s.run(ctx, tx, cypher.BeginLoad, nil)
	}); err != nil {
		return err
	}
	return s.transaction(ctx, func(tx neo4j.ExplicitTransaction) error {
		if err := s.run(ctx, tx, cypher.HoldLoad, nil); err != nil {
			return err
		}
		if err := s.dropIndexes(ctx, cypher.DropIndexes); err != nil {
			return err
		}
		if err := newLoad(s.catalog, facts, s.commitRows, writers).all(ctx); err != nil {
			return err
		}
		if err := s.define(ctx); err != nil {
			return err
		}
		if err := s.describe(ctx, tx, facts.About()); err != nil {
			return err
		}
		return s.run(ctx, tx, cypher.EndLoad, nil)
	})
}

// commitRows runs a statement with rows as a transaction of its own, and again where the
// server took it back, as when it waited for another that waited for it.
func (s *Store) commitRows(ctx context.Context, text string, rows []any) (answer any, err error) {
	for range 1 + len(pauses) {
		answer, err = s.commit(ctx, text, map[string]any{"rows": rows})
		if _, told := errors.AsType[*neo4j.Neo4jError](err); !told || !neo4j.IsRetryable(err) {
			break
		}
	}
	return answer, err
}

// commit runs a statement as a transaction of its own.
func (s *Store) commit(ctx context.Context, text string, params map[string]any) (any, error) {
	session := s.session(ctx, neo4j.AccessModeWrite)
	defer func() { _ = session.Close(ctx) }() // gives the connection back
	s.countOther()
	result, err := session.Run(ctx, text, params, timeout(ctx), neo4j.WithTxMetadata(loading))
	if err != nil {
		return nil, err
	}
	return only(ctx, result)
}

// dropIndexes drops them all at once, in one transaction: the server does more for the
// end of each than for all that is in it.
func (s *Store) dropIndexes(ctx context.Context, which func(*catalog.Catalog) (string, map[string]any)) error {
	return s.transaction(ctx, func(tx neo4j.ExplicitTransaction) error {
		text, params := which(s.catalog)
		answer, err := s.value(ctx, tx, text, params)
		if err != nil {
			return err
		}
		for _, cell := range store.List(answer) {
			if err := s.run(ctx, tx, store.Text(cell), nil); err != nil {
				return err
			}
		}
		return nil
	})
}
