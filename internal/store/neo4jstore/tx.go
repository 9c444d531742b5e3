package neo4jstore

import (
	"context"
	"errors"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"innograph/internal/cypher"
	"innograph/internal/store"
)

var _ store.Writer = (*Store)(nil)

// Write runs work in one transaction. Its time is bounded by ctx alone: it may have to
// wait for other writers.
func (s *Store) Write(ctx context.Context, work func(context.Context, store.Tx) error) error {
	for attempt := 0; ; attempt++ {
		passes, err := s.transact(ctx, work)
		if err == nil {
			return nil
		}
		if attempt == len(pauses) || !passes {
			return err
		}
		select {
		case <-ctx.Done():
			return failure(ctx, errors.Join(ctx.Err(), err))
		case <-time.After(pauses[attempt]):
		}
	}
}

// transact tries once. It tells whether what went wrong may pass; a commit of which no word
// came back may have been one, and does not.
func (s *Store) transact(ctx context.Context, work func(context.Context, store.Tx) error) (passes bool, err error) {
	session := s.session(ctx, neo4j.AccessModeWrite)
	defer func() { _ = session.Close(ctx) }() // gives the connection back
	begun, err := session.BeginTransaction(ctx, timeout(ctx), neo4j.WithTxMetadata(map[string]any{"operation": "innograph: write"}))
	if err != nil {
		return neo4j.IsRetryable(err), failure(ctx, err)
	}
	defer func() { _ = begun.Close(ctx) }() // without effect once committed
	t := &tx{store: s, tx: begun, numbers: map[string]int64{}}
	if err := t.run(ctx, cypher.Lock, nil); err != nil {
		return neo4j.IsRetryable(t.failed), err
	}
	if err := work(ctx, t); err != nil {
		return neo4j.IsRetryable(t.failed), err
	}
	if err := begun.Commit(ctx); err != nil {
		_, answered := errors.AsType[*neo4j.Neo4jError](err)
		return answered && neo4j.IsRetryable(err), failure(ctx, err)
	}
	return false, nil
}

// tx is a store.Tx.
type tx struct {
	store   *Store
	tx      neo4j.ExplicitTransaction
	numbers map[string]int64 // that the server gave to nodes, by id, as far as they are known
	failed  error            // the driver's own error, of the statement that failed
}

// run sends a statement without an answer.
func (t *tx) run(ctx context.Context, text string, params map[string]any) error {
	if err := t.store.run(ctx, t.tx, text, params); err != nil {
		t.failed = err
		return failure(ctx, err)
	}
	return nil
}

// list sends a statement that answers with one list.
func (t *tx) list(ctx context.Context, text string, params map[string]any) ([]any, error) {
	answer, err := t.value(ctx, text, params)
	if err != nil {
		t.failed = err
		return nil, failure(ctx, err)
	}
	return store.List(answer), nil
}

// value sends a statement that answers with one record of one value.
func (t *tx) value(ctx context.Context, text string, params map[string]any) (any, error) {
	t.store.countOther()
	result, err := t.tx.Run(ctx, text, params)
	if err != nil {
		return nil, err
	}
	record, err := result.Single(ctx)
	if err != nil {
		return nil, err
	}
	return record.Values[0], nil
}
