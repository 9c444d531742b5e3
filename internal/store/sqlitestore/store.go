// Package sqlitestore is the embedded engine: a graph in a SQLite file, or in memory.
package sqlitestore

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"log/slog"
	"sync/atomic"
	"time"

	"innograph/internal/catalog"
	"innograph/internal/plan"
	"innograph/internal/sqlite"
	"innograph/internal/store"
)

// Options are what may be left out.
type Options struct {
	Timeout time.Duration // of one statement; 10 s where it is 0
	Counter store.Counter // told of every statement; may be nil
	Logger  *slog.Logger  // slog.Default() where it is nil
}

// defaultTimeout of a statement.
const defaultTimeout = 10 * time.Second

// Store is a store.Store on SQLite. Several readers work beside one writer.
type Store struct {
	catalog *catalog.Catalog
	schema  *sqlite.Schema
	readers *sql.DB
	writer  *sql.DB
	streams *sql.DB     // reads what is long
	anchor  *sql.Conn   // keeps a database in memory alive; nil for a file
	cache   *statements // of readers
	written *statements // of the writer
	// nodesText is the statement that reads nodes to change them.
	nodesText string
	bulk      atomic.Pointer[bulk] // while there is one
	timeout   time.Duration
	counter   store.Counter
	logger    *slog.Logger
}

var (
	_ store.Store  = (*Store)(nil)
	_ store.Writer = (*Store)(nil)
)

// Read runs the operation as one statement.
func (s *Store) Read(ctx context.Context, operation *plan.Operation) ([]any, error) {
	ctx, cancel := store.Within(ctx, s.timeout)
	defer cancel()
	text, args := sqlite.Compile(operation)
	statement, err := s.cache.take(ctx, text)
	if err != nil {
		return nil, s.failure(ctx, err)
	}
	defer s.cache.release(statement)
	if s.counter != nil {
		s.counter.Statement()
	}
	start := time.Now()
	var answer []byte
	if err := statement.QueryRowContext(ctx, args...).Scan(&answer); err != nil {
		return nil, s.failure(ctx, err)
	}
	s.logger.DebugContext(ctx, "sqlite statement", "operation", operation.Name, "duration", time.Since(start), "bytes", len(answer))
	cells, err := sqlite.Decode(answer)
	if err != nil {
		return nil, s.failure(ctx, err)
	}
	return cells, nil
}

// Empty tells whether nothing has been loaded yet.
func (s *Store) Empty(ctx context.Context) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	s.other()
	var empty bool
	if err := s.readers.QueryRowContext(ctx, "SELECT NOT EXISTS (SELECT 1 FROM node)").Scan(&empty); err != nil {
		return false, s.failure(ctx, err)
	}
	return empty, nil
}

// Ready asks the engine for a sign of life.
func (s *Store) Ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	s.other()
	var one int
	if err := s.readers.QueryRowContext(ctx, "SELECT count(*) FROM (SELECT 1 FROM node LIMIT 1)").Scan(&one); err != nil {
		return s.failure(ctx, err)
	}
	return nil
}

// Close ends all connections. The writer's is the last, and so moves what stands in the
// write-ahead log into the file.
func (s *Store) Close() error {
	var anchor error
	if s.anchor != nil {
		anchor = s.anchor.Close()
	}
	if err := errors.Join(s.cache.close(), s.written.close(), anchor, s.streams.Close(), s.readers.Close(), s.writer.Close()); err != nil {
		return s.failure(context.Background(), err)
	}
	return nil
}

// other counts a statement that is no GraphQL operation.
func (s *Store) other() {
	if s.counter != nil {
		s.counter.Other()
	}
}

func (o Options) orDefaults() Options {
	o.Timeout = cmp.Or(o.Timeout, defaultTimeout)
	o.Logger = cmp.Or(o.Logger, slog.Default())
	return o
}
