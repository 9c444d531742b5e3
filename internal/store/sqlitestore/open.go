package sqlitestore

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"runtime"
	"sync/atomic"

	_ "modernc.org/sqlite" // the driver

	"innograph/internal/catalog"
	"innograph/internal/fault"
	"innograph/internal/sqlite"
)

// Memory is the path of a database that lives as long as its store.
const Memory = ":memory:"

// Open opens the database at path, a file or Memory, and makes it where there is none. A
// file of an earlier program or a smaller model is brought up to date; one of a later
// program, of a larger model or of something else is refused and left as it is.
func Open(ctx context.Context, path string, catalog *catalog.Catalog, options Options) (*Store, error) {
	options = options.orDefaults()
	schema, err := sqlite.NewSchema(catalog)
	if err != nil {
		return nil, fault.New(fault.Internal, "The model cannot be stored: %s.", err).Because(err)
	}
	s := &Store{
		catalog: catalog, schema: schema,
		timeout: options.Timeout, counter: options.Counter, logger: options.Logger,
	}
	name := dataSource(path)
	// What a load sorts for an index of millions of rows goes to a file: it is more than
	// memory may hold.
	if s.writer, err = connect(name, "_txlock=immediate&_pragma=synchronous(normal)&_pragma=cache_size(-65536)", 1); err != nil {
		return nil, s.unusable(path, err)
	}
	readers := max(4, runtime.GOMAXPROCS(0))
	if s.readers, err = connect(name, "_pragma=query_only(true)&_pragma=cache_size(-16384)&_pragma=temp_store(memory)", readers+1); err != nil {
		return nil, s.unusable(path, err)
	}
	// Who reads what is long neither keeps others from reading nor sorts in memory.
	if s.streams, err = connect(name, "_pragma=query_only(true)&_pragma=cache_size(-8192)", streams); err != nil {
		return nil, s.unusable(path, err)
	}
	s.cache, s.written = newStatements(s.readers), newStatements(s.writer)
	s.nodesText = sqlite.StoredNodes(catalog)
	if err := s.prepare(ctx, path); err != nil {
		_ = s.Close() // the reason for it is what counts
		return nil, err
	}
	return s, nil
}

// streams is how many may read what is long at once.
const streams = 8

// prepare makes the database ready to be read.
func (s *Store) prepare(ctx context.Context, path string) error {
	if path == Memory {
		// The database ends with its last connection: one is never used, and so never lost.
		anchor, err := s.readers.Conn(ctx)
		if err != nil {
			return s.unusable(path, err)
		}
		s.anchor = anchor
	}
	if err := s.migrate(ctx, path); err != nil {
		return err
	}
	if path != Memory {
		s.other()
		if _, err := s.writer.ExecContext(ctx, writeAhead); err != nil {
			return s.unusable(path, err)
		}
	}
	return nil
}

// memories numbers the databases in memory, which are told apart by name.
var memories atomic.Int64

// dataSource is the name of the database for the driver.
func dataSource(path string) string {
	if path == Memory {
		// Unlike a shared cache, this file system in memory has no locks on tables.
		return fmt.Sprintf("file:/innograph-%d?vfs=memdb&", memories.Add(1))
	}
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?"
}

// patience is how long every connection waits for the writer, in milliseconds; each
// statement's own time bounds it, too.
const patience = "10000"

// pragmas are those of every connection. The file is read, not mapped into memory: if
// somebody cut a mapped file short, the next look at it would end the whole program.
const pragmas = "&_pragma=busy_timeout(" + patience + ")&_pragma=mmap_size(0)"

func connect(name, parameters string, connections int) (*sql.DB, error) {
	db, err := sql.Open("sqlite", name+parameters+pragmas)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return db, nil
}
