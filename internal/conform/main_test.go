package conform_test

import (
	"testing"

	"innograph/internal/catalog"
	"innograph/internal/conform"
	"innograph/internal/neo4jtest"
	"innograph/schema"
	"innograph/seed"
)

// open gives every engine that there is, each with the seed. The first records the
// answers of the corpus.
func open(t *testing.T) []*conform.Engine {
	t.Helper()
	model, err := catalog.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	facts, err := seed.Read(model, seed.Hunan())
	if err != nil {
		t.Fatal(err)
	}
	var engines []*conform.Engine
	for _, at := range []struct{ name, address string }{
		{"the embedded engine", "sqlite::memory:"},
		{"Neo4j", neo4jtest.Empty(t)},
	} {
		engine, err := conform.Open(t.Context(), at.name, at.address, model)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = engine.Store.Close() })
		if err := engine.Store.Load(t.Context(), facts); err != nil {
			t.Fatal(err)
		}
		engines = append(engines, engine)
	}
	return engines
}
