package conform_test

import (
	"path/filepath"
	"testing"

	"go.uber.org/goleak"

	"innograph/internal/catalog"
	"innograph/internal/conform"
	"innograph/internal/neo4jtest"
	"innograph/internal/store"
	"innograph/internal/store/storetest"
	"innograph/schema"
	"innograph/seed"
)

func TestMain(m *testing.M) {
	neo4jtest.Thorough()
	goleak.VerifyTestMain(m, neo4jtest.Running())
}

// open gives every engine that is asked, each with the seed. The first records the answers
// of the corpus.
func open(t *testing.T) []*conform.Engine {
	model, facts := hunan(t)
	engines := []*conform.Engine{openAt(t, embedded, "sqlite::memory:", model, facts)}
	if !alone() {
		engines = append(engines, openAt(t, neo4j, neo4jtest.Empty(t), model, facts))
	}
	return engines
}

// alone tells to ask the embedded engine alone: with -short, which is for the race detector.
// It has little to learn from the other, beside what the tests of that store show it; and
// nothing from tests that ask one thing after another, which are not built for it at all.
func alone() bool { return testing.Short() }

// hunan is the model and the seed.
func hunan(tb testing.TB) (*catalog.Catalog, *store.Facts) {
	tb.Helper()
	model, err := catalog.Load(schema.Files)
	if err != nil {
		tb.Fatal(err)
	}
	facts, err := seed.Read(model, seed.Hunan())
	if err != nil {
		tb.Fatal(err)
	}
	return model, facts
}

func openAt(tb testing.TB, name, address string, model *catalog.Catalog, facts *store.Facts) *conform.Engine {
	tb.Helper()
	engine, err := conform.Open(tb.Context(), name, address, model)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := engine.Store.Close(); err != nil {
			tb.Error(err)
		}
	})
	if err := engine.Store.Load(tb.Context(), facts); err != nil {
		tb.Fatal(err)
	}
	return engine
}

// The engines' names.
const (
	embedded = "the embedded engine"
	neo4j    = "Neo4j"
)

// both runs a test on each engine that is asked, with the facts in it and its database at hand.
func both(t *testing.T, model *catalog.Catalog, facts *store.Facts, test func(*testing.T, *conform.Engine, storetest.Database)) {
	on(t, embedded, model, facts, test)
	if !alone() {
		on(t, neo4j, model, facts, test)
	}
}

// on runs a test on one engine.
func on(t *testing.T, name string, model *catalog.Catalog, facts *store.Facts, test func(*testing.T, *conform.Engine, storetest.Database)) {
	t.Run(name, func(t *testing.T) {
		address := "sqlite:" + filepath.Join(t.TempDir(), "graph.db")
		if name == neo4j {
			address = neo4jtest.Empty(t)
		}
		engine := openAt(t, name, address, model, facts)
		database, err := storetest.Open(t.Context(), address)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := database.Close(); err != nil {
				t.Error(err)
			}
		})
		test(t, engine, database)
	})
}
