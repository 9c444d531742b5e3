// Package engines chooses the engine for a store's address. It is the one place that
// knows them all.
package engines

import (
	"context"
	"fmt"
	"strings"
	"time"

	"innograph/internal/catalog"
	"innograph/internal/store"
	"innograph/internal/store/neo4jstore"
	"innograph/internal/store/sqlitestore"
)

// Options are what a store needs to know beside its address.
type Options struct {
	Catalog *catalog.Catalog
	Counter store.Counter
	Timeout time.Duration // the longest that a statement may take
	// How to sign in to Neo4j; the embedded engine needs none.
	User, Password, Database string
}

// Open opens the store at an address: `sqlite:FILE`, `sqlite::memory:`, or a `neo4j://` or
// `bolt://` URI. Its tables, constraints and indexes are there afterwards.
func Open(ctx context.Context, address string, options Options) (store.Store, error) {
	scheme, rest, _ := strings.Cut(address, ":")
	switch scheme {
	case "sqlite":
		return sqlitestore.Open(ctx, rest, options.Catalog, sqlitestore.Options{Counter: options.Counter, Timeout: options.Timeout})
	case "neo4j", "neo4j+s", "bolt", "bolt+s":
		return neo4jstore.Open(ctx, address, options.Catalog, neo4jstore.Options{
			User: options.User, Password: options.Password, Database: options.Database,
			Counter: options.Counter, Timeout: options.Timeout,
		})
	}
	return nil, fmt.Errorf("%q is no address of a store; it is sqlite:FILE, sqlite::memory:, or a neo4j:// or bolt:// URI", address)
}
