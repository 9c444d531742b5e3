package write_test

import (
	"log/slog"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/catalog"
	"innograph/internal/metrics"
	"innograph/internal/neo4jtest"
	"innograph/internal/store"
	"innograph/internal/store/neo4jstore"
	"innograph/internal/store/sqlitestore"
	"innograph/internal/store/storetest"
	"innograph/internal/write"
)

// synthetic is a made-up model that has each thing that writing looks at.
const synthetic = `
interface Node { id: ID! }
interface Thing implements Node {
  name: String!
  nameZh: String
  aliases: [String!]!
  description: String @prose
  version: Long! @computed
  rank: Float @computed
  sources: [Source!]! @relationship(type: "STATED_IN", direction: OUT)
  locatedIn: [Place!]! @relationship(type: "LOCATED_IN", direction: OUT, hierarchy: true)
}
interface Coded implements Thing & Node {
  code: String @unique
  partners: [Coded!]! @relationship(type: "PARTNERS", direction: UNDIRECTED, properties: "Partnership")
}
type Maker implements Coded & Thing & Node @node {
  year: Int
  makes: [Item!]! @relationship(type: "MAKES", direction: OUT, properties: "Making")
}
type School implements Coded & Thing & Node @node { year: Int }
type Item implements Thing & Node @node {
  scheme: String
  symbol: String @unique(within: "scheme")
  madeBy: [Maker!]! @relationship(type: "MAKES", direction: IN, properties: "Making")
  whole: [Item!]! @relationship(type: "PART_OF", direction: OUT, hierarchy: true)
  parts: [Item!]! @relationship(type: "PART_OF", direction: IN)
}
type Place implements Thing & Node @node(sourced: false) {
  holds: [Thing!]! @relationship(type: "LOCATED_IN", direction: IN)
}
type Source implements Node @node(sourced: false) {
  title: String!
  supports: [Thing!]! @relationship(type: "STATED_IN", direction: IN)
}
type Making @relationshipProperties { role: String share: Float }
type Partnership @relationshipProperties { kind: String year: Int }
`

func sqlite(t *testing.T, model *catalog.Catalog) storetest.Engine {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), sqlitestore.Memory, model, sqlitestore.Options{Counter: metrics.New(), Timeout: time.Minute, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func neo4j(t *testing.T, model *catalog.Catalog) storetest.Engine {
	t.Helper()
	s, err := neo4jstore.Open(t.Context(), neo4jtest.Empty(t), model, neo4jstore.Options{Counter: metrics.New(), Timeout: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// TestNeo4j runs what depends on the engine there too: on one server, which begins empty
// each time because everything is deleted.
func TestNeo4j(t *testing.T) {
	w := newWorld(t, neo4j)
	for _, test := range []struct {
		name string
		run  func(*world)
	}{
		{"refused", refused},
		{"unique values pass", uniquePasses},
		{"once", once},
		{"two writers", func(w *world) { twoWriters(w, 5) }},
		{"merge", mergeTwins},
		{"merge chain", mergeChain},
		{"random", func(w *world) { random(w, 1, 20) }},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := &world{t, w.model, w.store, w.Writer}
			test.run(w)
			w.clear()
		})
	}
}

// clear deletes everything.
func (w *world) clear() {
	w.Helper()
	batch := &write.Batch{}
	nodes, _ := w.everything()
	for _, n := range nodes {
		batch.Deletes = append(batch.Deletes, write.Delete{ID: n.ID(), Cascade: true})
	}
	w.apply(batch)
	for _, kind := range []string{store.MergedNote, "absorbed", "merge"} {
		if notes, err := w.store.Notes(w.Context(), kind); err != nil || len(notes) > 0 {
			w.Errorf("%s: %v, %v", kind, notes, err)
		}
	}
}

// world is a store with a writer.
type world struct {
	*testing.T
	model *catalog.Catalog
	store storetest.Engine
	*write.Writer
}

func newWorld(t *testing.T, open func(*testing.T, *catalog.Catalog) storetest.Engine) *world {
	t.Helper()
	model, err := catalog.Parse(&ast.Source{Name: "synthetic.graphql", Input: synthetic})
	if err != nil {
		t.Fatal(err)
	}
	s := open(t, model)
	return &world{t, model, s, write.New(model, s)}
}
