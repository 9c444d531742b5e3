// Package neo4jstore is the production engine: a graph in Neo4j, alone, clustered or Aura.
package neo4jstore

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"innograph/internal/catalog"
	"innograph/internal/cypher"
	"innograph/internal/plan"
	"innograph/internal/store"
)

// Options are what may be left out.
type Options struct {
	User, Password string        // without a user, none is named to the server
	Database       string        // the server's default one where it is empty
	Timeout        time.Duration // of one statement; 10 s where it is 0
	Counter        store.Counter // told of every statement; may be nil
	Logger         *slog.Logger  // slog.Default() where it is nil
}

// defaultTimeout of a statement.
const defaultTimeout = 10 * time.Second

// Store is a store.Store on Neo4j.
type Store struct {
	driver    neo4j.DriverWithContext
	bookmarks neo4j.BookmarkManager // in a cluster, whoever wrote reads what was written; nil with a single server
	catalog   *catalog.Catalog
	options   Options
	atOnce    int // nodes and edges are loaded in one transaction; mostAtOnce where it is 0
}

var _ store.Store = (*Store)(nil)

// Read runs the operation as one statement, in one round trip. The cells are the
// driver's own values.
func (s *Store) Read(ctx context.Context, operation *plan.Operation) ([]any, error) {
	text, params := cypher.Compile(operation)
	answer, err := s.ask(ctx, statement{name: operation.Name, text: text, params: params, sent: s.countRead})
	if err != nil {
		return nil, err
	}
	cells, ok := answer.([]any)
	if !ok {
		return nil, failure(ctx, fmt.Errorf("the answer is %T, no list", answer))
	}
	return cells, nil
}

// Empty tells whether nothing has been loaded yet.
func (s *Store) Empty(ctx context.Context) (bool, error) {
	answer, err := s.ask(ctx, statement{name: "innograph: empty", text: cypher.Empty, sent: s.countOther})
	return answer == true, err
}

// Ready asks the engine for a sign of life.
func (s *Store) Ready(ctx context.Context) error {
	_, err := s.ask(ctx, statement{name: "innograph: ready", text: "RETURN true", sent: s.countOther})
	return err
}

// Close ends all connections.
func (s *Store) Close() error {
	if err := s.driver.Close(context.Background()); err != nil {
		return failure(context.Background(), err)
	}
	return nil
}

// statement is one that answers with one record of one value.
type statement struct {
	name   string // for the server's log of queries
	text   string
	params map[string]any
	sent   func() // told of each attempt
}

// The pauses before a statement is tried again; what is wrong for longer is told.
var pauses = []time.Duration{50 * time.Millisecond, 200 * time.Millisecond, 500 * time.Millisecond}

// ask runs a statement that only reads, and again where the failure may pass: a
// connection that was lost, a leader that changed.
func (s *Store) ask(ctx context.Context, of statement) (any, error) {
	ctx, cancel := store.Within(ctx, s.options.Timeout)
	defer cancel()
	for attempt := 0; ; attempt++ {
		answer, err := s.attempt(ctx, of)
		if err == nil {
			return answer, nil
		}
		if attempt == len(pauses) || !neo4j.IsRetryable(err) {
			return nil, failure(ctx, err)
		}
		select {
		case <-ctx.Done():
			return nil, failure(ctx, errors.Join(ctx.Err(), err))
		case <-time.After(pauses[attempt]):
		}
	}
}

// attempt is an auto-commit transaction: one round trip, where a managed one takes three.
func (s *Store) attempt(ctx context.Context, of statement) (any, error) {
	session := s.session(ctx, neo4j.AccessModeRead)
	defer func() { _ = session.Close(ctx) }() // gives the connection back
	start := time.Now()
	of.sent()
	result, err := session.Run(ctx, of.text, of.params, timeout(ctx), neo4j.WithTxMetadata(map[string]any{"operation": of.name}))
	if err != nil {
		return nil, err
	}
	record, err := result.Single(ctx)
	if err != nil {
		return nil, err
	}
	s.options.Logger.DebugContext(ctx, "neo4j statement", "operation", of.name, "duration", time.Since(start))
	return record.Values[0], nil
}

func (s *Store) session(ctx context.Context, mode neo4j.AccessMode) neo4j.SessionWithContext {
	return s.driver.NewSession(ctx, neo4j.SessionConfig{
		AccessMode: mode, DatabaseName: s.options.Database, BookmarkManager: s.bookmarks,
	})
}

// timeout has the server end a transaction when the caller's time is over, even if word
// of that does not reach it. Without a deadline there is none.
func timeout(ctx context.Context) func(*neo4j.TransactionConfig) {
	deadline, ok := ctx.Deadline()
	if !ok {
		return neo4j.WithTxTimeout(0)
	}
	return neo4j.WithTxTimeout(max(time.Until(deadline), time.Millisecond))
}

func (s *Store) countRead() {
	if s.options.Counter != nil {
		s.options.Counter.Statement()
	}
}

func (s *Store) countOther() {
	if s.options.Counter != nil {
		s.options.Counter.Other()
	}
}

func (o Options) orDefaults() Options {
	o.Timeout = cmp.Or(o.Timeout, defaultTimeout)
	o.Logger = cmp.Or(o.Logger, slog.Default())
	return o
}
