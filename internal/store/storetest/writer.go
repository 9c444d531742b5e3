package storetest

import (
	"context"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/catalog"
	"innograph/internal/plan"
	"innograph/internal/store"
)

// Engine is a store that can be written to.
type Engine interface {
	store.Store
	store.Writer
}

// Pair opens two stores of a model on one empty database, as two servers do. They are
// closed with the test.
type Pair func(t *testing.T, model *catalog.Catalog) (first, second Engine)

// test is one of the suite.
type test struct {
	name string
	run  func(*writing)
}

// Readers tests that who reads does not wait for who writes, and sees nothing of a
// transaction before its end. A database in memory does not promise that.
func Readers(t *testing.T, open Pair) {
	t.Helper()
	run(t, open, []test{{"nothing is seen before its end", unseenBeforeItsEnd}})
}

// Writer tests what store.Writer and store.Tx promise.
func Writer(t *testing.T, open Pair) {
	t.Helper()
	run(t, open, []test{
		{"nodes are created", createNodes},
		{"edges are created", createEdges},
		{"what was created is read by plans", createdIsRead},
		{"nothing is created twice", createTwice},
		{"which ids are known", known},
		{"edges at nodes", edgesAt},
		{"what cites a source", citing},
		{"computed values", measures},
		{"ancestry", ancestry},
		{"holders of unique values", holders},
		{"unique values are unique", uniqueValues},
		{"nodes are replaced", replaceNodes},
		{"edges are replaced", replaceEdges},
		{"edges are deleted", deleteEdges},
		{"nodes are deleted", deleteNodes},
		{"sources are deleted", deleteSources},
		{"many at once", many},
		{"many in bulk", bulk},
		{"others write beside a bulk", bulkAmongOthers},
		{"rows are streamed", streamed},
		{"a stream ends early", streamEnds},
		{"the log", logEntries},
		{"the log has no gaps", logWithoutGaps},
		{"a long log", longLog},
		{"notes", notes},
		{"log and notes are no part of the graph", logIsNoGraph},
		{"an error takes everything back", rollback},
		{"a failed statement takes everything back", failures},
		{"a panic takes everything back", panics},
		{"a context that ends takes everything back", cancelled},
		{"writers come one after the other", writersInTurn},
	})
}

func run(t *testing.T, open Pair, tests []test) {
	t.Helper()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := &writing{T: t, model: written(t)}
			w.first, w.second = open(t, w.model)
			test.run(w)
		})
	}
}

// written is the synthetic model of these tests. It has each kind of value and relation.
func written(t *testing.T) *catalog.Catalog {
	t.Helper()
	model, err := catalog.Parse(&ast.Source{Name: "synthetic.graphql", Input: `
interface Node { id: ID! }
interface Thing implements Node {
  name: String!
  aliases: [String!]!
  version: Long!
  rank: Float @computed
  sources: [Source!]! @relationship(type: "STATED_IN", direction: OUT)
}
interface Coded implements Thing & Node {
  code: String @unique
  partners: [Coded!]! @relationship(type: "PARTNERS", direction: UNDIRECTED, properties: "Partnership")
}
enum Size { BIG SMALL }
type Maker implements Coded & Thing & Node @node {
  year: Int
  score: Float
  active: Boolean
  size: Size
  founded: PartialDate
  motto: String @prose
  budget: Long
  makes: [Item!]! @relationship(type: "MAKES", direction: OUT, properties: "Making")
}
type School implements Coded & Thing & Node @node { year: Int value: String }
type Item implements Thing & Node @node {
  madeBy: [Maker!]! @relationship(type: "MAKES", direction: IN, properties: "Making")
  partOf: [Item!]! @relationship(type: "PART_OF", direction: OUT, hierarchy: true)
  parts: [Item!]! @relationship(type: "PART_OF", direction: IN)
}
enum Scheme { ONE OTHER }
type Symbol implements Thing & Node @node {
  scheme: Scheme
  symbol: String @unique(within: "scheme")
}
type Source implements Node @node(sourced: false) {
  title: String!
  supports: [Thing!]! @relationship(type: "STATED_IN", direction: IN)
}
type Making @relationshipProperties { role: String share: Float tags: [String!]! }
type Partnership @relationshipProperties { kind: String year: Int }
`})
	if err != nil {
		t.Fatal(err)
	}
	return model
}

// writing is a test with two stores on one database.
type writing struct {
	*testing.T
	model         *catalog.Catalog
	first, second Engine
}

// write runs work in a transaction of the first store, which is to succeed.
func (w *writing) write(work func(context.Context, store.Tx) error) {
	w.Helper()
	w.must(w.first.Write(w.Context(), work))
}

func (w *writing) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(reason(err))
	}
}

// reason is what a client is not told.
func reason(err error) error {
	if wrapper, ok := err.(interface{ Unwrap() error }); ok && wrapper.Unwrap() != nil {
		return wrapper.Unwrap()
	}
	return err
}

// create writes nodes and edges.
func (w *writing) create(nodes []store.Node, edges []store.Edge) {
	w.Helper()
	w.write(func(ctx context.Context, tx store.Tx) error { return tx.Create(ctx, nodes, edges) })
}

// values are those of a node or an edge, by name.
type values map[string]any

// node makes a node. Where no version is given it is 1, and the name is the id.
func (w *writing) node(kind, id string, given values, sources ...string) store.Node {
	t := w.model.Type(kind)
	all := make([]any, len(t.Properties))
	for i, p := range t.Properties {
		all[i] = given[p.Name]
		switch {
		case all[i] != nil:
		case p.Name == "version":
			all[i] = int64(1)
		case p.Name == "name" || p.Name == "title":
			all[i] = "the " + id
		}
	}
	all[0] = id
	return store.Node{Type: t, Values: all, Sources: sources}
}

// edge makes an edge without confidence.
func (w *writing) edge(relation, from, to, key string, given values, sources ...string) store.Edge {
	r := w.model.Relation(relation)
	edge := store.Edge{Relation: r, From: from, To: to, Key: key, Sources: sources}
	for _, p := range r.Properties {
		edge.Values = append(edge.Values, given[p.Name])
	}
	return edge
}

func (w *writing) edgeID(relation, from, to, key string) store.EdgeID {
	return store.EdgeID{Relation: w.model.Relation(relation), From: from, To: to, Key: key}
}

// load loads the world that most of these tests change.
func (w *writing) load() {
	w.Helper()
	half := 0.5
	making := w.edge("MAKES", "m/a", "i/1", "", values{"role": "lead", "share": 0.25, "tags": []string{"x"}}, "s/1", "s/2")
	making.Confidence = &half
	w.must(w.first.Load(w.Context(), &store.Facts{
		Dataset: store.Dataset{Name: "Synthetic"},
		Nodes: []store.Node{
			w.node("Source", "s/1", nil), w.node("Source", "s/2", nil), w.node("Source", "s/3", nil),
			w.node("Maker", "m/a", values{"code": "A", "aliases": []string{"α"}, "year": int64(1999), "score": 2.0, "active": true, "size": "BIG"}, "s/1", "s/2"),
			w.node("Maker", "m/b", values{"code": "B"}, "s/1"),
			w.node("School", "x/c", values{"code": "C"}, "s/1"),
			w.node("Item", "i/1", nil, "s/1"), w.node("Item", "i/2", nil, "s/1"), w.node("Item", "i/3", nil, "s/1"), w.node("Item", "i/4", nil, "s/1"),
			w.node("Symbol", "y/1", values{"scheme": "ONE", "symbol": "G06"}, "s/1"),
			w.node("Symbol", "y/2", values{"scheme": "OTHER", "symbol": "G06"}, "s/1"),
			w.node("Symbol", "y/3", values{"symbol": "G06"}, "s/1"),
		},
		Edges: []store.Edge{
			making,
			w.edge("MAKES", "m/a", "i/1", "again", nil, "s/1"),
			w.edge("MAKES", "m/b", "i/1", "", nil, "s/1"),
			w.edge("PARTNERS", "m/b", "m/a", "", values{"kind": "friends", "year": int64(2001)}, "s/2"),
			w.edge("PARTNERS", "m/a", "m/a", "", nil, "s/1"),
			w.edge("PARTNERS", "x/c", "m/a", "k", nil, "s/1"),
			w.edge("PART_OF", "i/1", "i/2", "", nil, "s/1"),
			w.edge("PART_OF", "i/2", "i/3", "", nil, "s/1"),
			w.edge("PART_OF", "i/3", "i/2", "", nil, "s/1"),
		},
	}))
}

// figures wants so many entities and edges as plans count them.
func (w *writing) figures(nodes, edges int64) {
	w.Helper()
	for _, engine := range []Engine{w.first, w.second} {
		cells, err := engine.Read(w.Context(), &plan.Operation{Roots: []plan.Query{
			&plan.Dataset{Parts: []plan.DatasetPart{plan.DatasetNodes, plan.DatasetEdges}},
		}})
		w.must(err)
		counts := store.List(cells[0])
		if got := [2]int64{store.Integer(counts[0]), store.Integer(counts[1])}; got != [2]int64{nodes, edges} {
			w.Errorf("there are %d nodes and %d edges, not %d and %d", got[0], got[1], nodes, edges)
		}
	}
}
