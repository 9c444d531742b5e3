package neo4jstore

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"

	"innograph/internal/catalog"
	"innograph/internal/cypher"
	"innograph/internal/fault"
)

// Open connects to the server at uri (neo4j:// routes through a cluster, bolt:// speaks
// to one server; with +s over TLS) and makes the model's constraints and indexes where
// they are not there yet.
func Open(ctx context.Context, uri string, catalog *catalog.Catalog, options Options) (*Store, error) {
	options = options.orDefaults()
	auth := neo4j.NoAuth()
	if options.User != "" {
		auth = neo4j.BasicAuth(options.User, options.Password, "")
	}
	driver, err := neo4j.NewDriverWithContext(uri, auth, configure)
	if err != nil {
		return nil, fault.New(fault.StoreUnavailable, "%s is no address of Neo4j; write neo4j://HOST:7687 or bolt://HOST:7687, with +s after the scheme for TLS.", uri).Because(err)
	}
	s := &Store{driver: driver, catalog: catalog, options: options}
	if strings.HasPrefix(uri, "neo4j") {
		s.bookmarks = neo4j.NewBookmarkManager(neo4j.BookmarkManagerConfig{})
	}
	if err := s.prepare(ctx, uri); err != nil {
		_ = s.Close() // the reason for it is what counts
		return nil, err
	}
	return s, nil
}

func configure(c *config.Config) {
	c.TelemetryDisabled = true
	// The server's hints at what could be written better are not asked to be left out,
	// although nobody reads them: filtering them costs it more than sending them.
}

// prepare makes the database ready to be read.
func (s *Store) prepare(ctx context.Context, uri string) error {
	server, err := s.driver.GetServerInfo(ctx)
	if err != nil {
		return unusable(uri, s.options, err)
	}
	if err := checkVersion(server.Agent()); err != nil {
		return err
	}
	if err := s.define(ctx); err != nil {
		return unusable(uri, s.options, err)
	}
	return nil
}

// define makes the constraints and indexes that are not there yet, all at once, and waits
// until they can be used: on a full database they are filled first, which may take its
// time.
func (s *Store) define(ctx context.Context) error {
	session := s.session(ctx, neo4j.AccessModeWrite)
	defer func() { _ = session.Close(ctx) }() // gives the connection back
	tx, err := session.BeginTransaction(ctx, timeout(ctx), neo4j.WithTxMetadata(map[string]any{"operation": "innograph: schema"}))
	if err != nil {
		return err
	}
	defer func() { _ = tx.Close(ctx) }() // without effect once committed
	for _, text := range slices.Concat(cypher.Schema(s.catalog), cypher.Beside(s.catalog)) {
		if err := s.run(ctx, tx, text, nil); err != nil {
			return err
		}
	}
	if err := tx.Commit(ctx); err != nil {
		return err
	}
	_, err = s.attempt(ctx, statement{name: "innograph: schema", text: cypher.AwaitIndexes, sent: s.countOther})
	return err
}

// run sends a statement without an answer as part of a transaction.
func (s *Store) run(ctx context.Context, tx neo4j.ExplicitTransaction, text string, params map[string]any) error {
	s.countOther()
	result, err := tx.Run(ctx, text, params)
	if err != nil {
		return err
	}
	_, err = result.Consume(ctx)
	return err
}

// checkVersion refuses a server that does not understand what cypher writes. The agent
// is `Neo4j/5.26.25`, of Aura `Neo4j/5.27-aura`; later versions are called after years.
func checkVersion(agent string) error {
	var major, minor int
	if _, err := fmt.Sscanf(agent, "Neo4j/%d.%d", &major, &minor); err != nil {
		return fault.New(fault.StoreUnavailable, "The server calls itself %q, which is no Neo4j.", agent).Because(err)
	}
	if major < 5 || major == 5 && minor < 26 {
		return fault.New(fault.StoreUnavailable, "The server is Neo4j %d.%d; Innograph needs 5.26 or later. Update the server.", major, minor)
	}
	return nil
}
