// Package neo4jtest gives tests a real Neo4j. There is no way to skip what needs it:
// without a JDK and Maven such a test fails, and says what to install.
package neo4jtest

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// Variable names the environment variable with the address of a server to use, such as
// one that scripts/neo4j/run started. ALL ITS DATA ARE DELETED. The packages' tests take
// turns on it. Without the variable, each test binary starts a server of its own.
const Variable = "INNOGRAPH_TEST_NEO4J"

// Empty gives the address of a server without data, constraints and indexes. It is the
// same server for all tests of the binary, so they must not run in parallel.
func Empty(tb testing.TB) (uri string) {
	tb.Helper()
	uri, err := Open(tb.Context())
	if err != nil {
		tb.Fatal(err)
	}
	return uri
}

// Open is Empty for a TestMain.
func Open(ctx context.Context) (uri string, err error) {
	if uri, err = server(); err != nil {
		return "", err
	}
	if err := wipe(ctx, uri); err != nil {
		return "", fmt.Errorf("cannot empty the Neo4j at %s: %w", uri, err)
	}
	return uri, nil
}

// server is the binary's server, once it is there. It ends with the binary.
var server = sync.OnceValues(func() (uri string, err error) {
	if uri := os.Getenv(Variable); uri != "" {
		return uri, lock(uri)
	}
	return shared()
})

// lock waits until no other test binary uses the server, and keeps it until this one ends.
func lock(uri string) error {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune("/\\:?*", r) {
			return '-'
		}
		return r
	}, uri)
	file, err := os.OpenFile(filepath.Join(os.TempDir(), "innograph-test-"+name+".lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	kept = append(kept, file)
	return syscall.Flock(int(file.Fd()), syscall.LOCK_EX)
}

// kept stays open until this process ends: with it go the lock and the server.
var kept []io.Closer

// shared starts the binary's server. It lives until its standard input ends, which it does
// with this process, however that goes.
func shared() (uri string, err error) {
	server, err := launch("--port", "0")
	if err != nil {
		return "", err
	}
	kept = append(kept, server.input)
	return server.URI, nil
}

// Clear deletes the data of the server at uri, and keeps its constraints and indexes.
func Clear(ctx context.Context, uri string) error {
	return with(ctx, uri, func(run runner) error {
		_, err := run(deleteAll)
		return err
	})
}

// Sample has the server at uri count what its indexes hold now, and plan by that from now on.
// By itself it does so some time after much has changed.
func Sample(ctx context.Context, uri string) error {
	return with(ctx, uri, func(run runner) error {
		_, err := run("CALL db.prepareForReplanning(600)")
		return err
	})
}

const deleteAll = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS"

// wipe deletes everything.
func wipe(ctx context.Context, uri string) error {
	return with(ctx, uri, func(run runner) error {
		if _, err := run(deleteAll); err != nil {
			return err
		}
		return dropAll(run)
	})
}

// runner runs a statement.
type runner func(text string) ([]*neo4j.Record, error)

func with(ctx context.Context, uri string, do func(runner) error) error {
	driver, err := neo4j.NewDriverWithContext(uri, neo4j.NoAuth())
	if err != nil {
		return err
	}
	defer func() { _ = driver.Close(ctx) }() // what counts is done by then
	session := driver.NewSession(ctx, neo4j.SessionConfig{})
	return do(func(text string) ([]*neo4j.Record, error) {
		result, err := session.Run(ctx, text, nil)
		if err != nil {
			return nil, err
		}
		return result.Collect(ctx)
	})
}

// dropAll drops the constraints and indexes.
func dropAll(run runner) error {
	for show, drop := range map[string]string{
		"SHOW CONSTRAINTS YIELD name": "DROP CONSTRAINT `%s`",
		"SHOW INDEXES YIELD name, type, owningConstraint WHERE type <> 'LOOKUP' AND owningConstraint IS NULL RETURN name": "DROP INDEX `%s`",
	} {
		records, err := run(show)
		if err != nil {
			return err
		}
		for _, record := range records {
			if _, err := run(fmt.Sprintf(drop, record.Values[0])); err != nil {
				return err
			}
		}
	}
	return nil
}
