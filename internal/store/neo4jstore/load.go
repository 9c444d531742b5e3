package neo4jstore

import (
	"cmp"
	"context"
	"errors"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"innograph/internal/cypher"
	"innograph/internal/fault"
	"innograph/internal/store"
)

// mostAtOnce is how many nodes and edges are loaded in one transaction, which Neo4j holds
// in its heap, some 3 KB for each. More are loaded in several.
const mostAtOnce = 50_000

// Load writes facts into an empty store, all or nothing. Its time is bounded by ctx alone.
func (s *Store) Load(ctx context.Context, facts store.Stream) error {
	if err := s.clear(ctx); err != nil {
		return failure(ctx, err)
	}
	size := facts.CountEdges()
	for _, t := range s.catalog.Concrete() {
		size += facts.Count(t)
	}
	if size <= cmp.Or(s.atOnce, mostAtOnce) {
		if err := s.loadInOne(ctx, facts); err != nil {
			return failure(ctx, err)
		}
		return nil
	}
	if err := s.loadInPieces(ctx, facts); err != nil {
		// Where this fails as well, such as for a server that is gone, the next load does it.
		return failure(ctx, errors.Join(err, s.clear(ctx)))
	}
	return nil
}

// loading is what the transactions of a load are called.
var loading = map[string]any{"operation": "innograph: load"}

// loadInOne writes all in one transaction.
func (s *Store) loadInOne(ctx context.Context, facts store.Stream) error {
	return s.transaction(ctx, func(tx neo4j.ExplicitTransaction) error {
		if err := s.vacant(ctx, tx); err != nil {
			return err
		}
		send := func(ctx context.Context, text string, rows []any) (any, error) {
			return s.value(ctx, tx, text, map[string]any{"rows": rows})
		}
		if err := newLoad(s.catalog, facts, send, 1).all(ctx); err != nil {
			return err
		}
		return s.describe(ctx, tx, facts.About())
	})
}

// transaction commits what work has done, unless it fails.
func (s *Store) transaction(ctx context.Context, work func(neo4j.ExplicitTransaction) error) error {
	session := s.session(ctx, neo4j.AccessModeWrite)
	defer func() { _ = session.Close(ctx) }() // gives the connection back
	tx, err := session.BeginTransaction(ctx, timeout(ctx), neo4j.WithTxMetadata(loading))
	if err != nil {
		return err
	}
	defer func() { _ = tx.Close(ctx) }() // without effect once committed
	if err := work(tx); err != nil {
		return err
	}
	return tx.Commit(ctx)
}

// value runs a statement as part of a transaction, and gives the value that it answers
// with, or nil.
func (s *Store) value(ctx context.Context, tx neo4j.ExplicitTransaction, text string, params map[string]any) (any, error) {
	s.countOther()
	result, err := tx.Run(ctx, text, params)
	if err != nil {
		return nil, err
	}
	return only(ctx, result)
}

// only is the value of the one record of a result; nil of none.
func only(ctx context.Context, result neo4j.ResultWithContext) (any, error) {
	if !result.Next(ctx) {
		return nil, result.Err()
	}
	value := result.Record().Values[0]
	_, err := result.Consume(ctx)
	return value, err
}

func (s *Store) vacant(ctx context.Context, tx neo4j.ExplicitTransaction) error {
	empty, err := s.value(ctx, tx, cypher.Empty, nil)
	if err == nil && empty != true {
		err = fault.New(fault.Conflict, "The store is not empty. A data set is loaded into an empty store: choose another database.")
	}
	return err
}

func (s *Store) describe(ctx context.Context, tx neo4j.ExplicitTransaction, d store.Dataset) error {
	described := map[string]any{}
	for name, value := range map[string]string{"name": d.Name, "version": d.Version, "asOf": d.AsOf, "licence": d.Licence, "measuredAt": d.MeasuredAt} {
		if value != "" {
			described[name] = value
		}
	}
	return s.run(ctx, tx, cypher.CreateDataset, map[string]any{"dataset": described})
}
