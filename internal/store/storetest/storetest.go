// Package storetest gives tests a second way into a store's database, past the store: to
// see all that it holds, and to do to it what other programs do.
package storetest

import (
	"context"
	"strings"

	"innograph/internal/plan"
	"innograph/internal/store"
)

// Database is a store's database.
type Database interface {
	// Digest sums up all that there is. Two digests are equal when nothing has changed.
	Digest(ctx context.Context) (Digest, error)

	// Steps are those in which the engine reads the operation, in the engine's order.
	Steps(ctx context.Context, operation *plan.Operation) ([]Step, error)

	// Insert writes nodes and then edges, in one transaction.
	Insert(ctx context.Context, nodes []store.Node, edges []store.Edge) error

	// Delete deletes nodes and the edges at them, in one transaction.
	Delete(ctx context.Context, ids ...string) error

	// Close ends the connection.
	Close() error
}

// Digest is what a database holds.
type Digest struct {
	Rows int    // nodes and edges, in the engine's own count
	Sum  uint64 // a checksum over every value
}

// Open opens the database of the store at that address. One in SQLite must be a file.
func Open(ctx context.Context, address string) (Database, error) {
	if path, ok := strings.CutPrefix(address, "sqlite:"); ok {
		return openSQLite(ctx, path)
	}
	return OpenNeo4j(address)
}
