package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"innograph/internal/catalog"
	"innograph/internal/store"
	"innograph/internal/store/engines"
	"innograph/schema"
)

// engine is a store with the data set in it, ready to be asked.
type engine struct {
	store   string   // its address
	process *process // nil for an embedded one
}

// starts are how the engines are started.
var starts = map[string]func(ctx context.Context, d *dataset) (*engine, error){
	"neo4j":  startNeo4j,
	"sqlite": startSQLite,
}

func startSQLite(ctx context.Context, d *dataset) (*engine, error) {
	name := "sqlite-" + d.size + ".db"
	address := "sqlite:" + cache(name)
	err := d.fill(ctx, name, func() (store.Store, error) {
		for _, end := range []string{"", "-wal", "-shm"} {
			_ = os.Remove(cache(name + end)) // mostly there is none
		}
		return open(ctx, address)
	})
	return &engine{store: address}, err
}

func startNeo4j(ctx context.Context, d *dataset) (*engine, error) {
	name := "neo4j-" + d.size
	home, err := filepath.Abs(cache(name))
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(loaded(name)); err != nil {
		if err := os.RemoveAll(home); err != nil {
			return nil, err
		}
	}
	p, err := start(ctx, nil, "bolt://", "scripts/neo4j/run", "--port", "0", "--home", home, "--until-eof", "--memory", memory(d))
	if err != nil {
		return nil, err
	}
	e := &engine{store: p.address, process: p}
	if err := d.fill(ctx, name, func() (store.Store, error) { return open(ctx, p.address) }); err != nil {
		return e, err
	}
	return e, help(ctx, p.address)
}

// memory is that of Neo4j's heap; the pages that it keeps of its files are half as much.
func memory(d *dataset) string {
	if d.copies > 100 {
		return "6g"
	}
	return "2g"
}

func open(ctx context.Context, address string) (store.Store, error) {
	model, err := catalog.Load(schema.Files)
	if err != nil {
		return nil, err
	}
	return engines.Open(ctx, address, engines.Options{Catalog: model, Timeout: 24 * time.Hour})
}

// help gives Neo4j the indexes that the rival's own statements need: it sorts and filters
// by the properties themselves, not by the encoded ones beside them.
func help(ctx context.Context, address string) error {
	driver, err := neo4j.NewDriverWithContext(address, neo4j.NoAuth())
	if err != nil {
		return err
	}
	defer func() { _ = driver.Close(ctx) }() // what counts is done by then
	for on := range strings.FieldsSeq("Product.name Technology.name Patent.name Enterprise.city Institution.city Product.category") {
		label, property, _ := strings.Cut(on, ".")
		text := "CREATE INDEX IF NOT EXISTS FOR (n:" + label + ") ON (n." + property + ")"
		if _, err := neo4j.ExecuteQuery(ctx, driver, text, nil, neo4j.EagerResultTransformer); err != nil {
			return err
		}
	}
	_, err = neo4j.ExecuteQuery(ctx, driver, "CALL db.awaitIndexes(86400)", nil, neo4j.EagerResultTransformer)
	return err
}
