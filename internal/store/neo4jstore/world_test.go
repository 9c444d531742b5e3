package neo4jstore

import (
	"encoding/json"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/catalog"
	"innograph/internal/neo4jtest"
	"innograph/internal/plan"
	"innograph/internal/store"
)

// The synthetic world of these tests: makers make items, in places.
const model = `
interface Node { id: ID! }
interface Thing implements Node {
  name: String!
  aliases: [String!]!
  version: Long!
  sources: [Source!]! @relationship(type: "STATED_IN", direction: OUT)
  in: [Place!]! @relationship(type: "IN_PLACE", direction: OUT, hierarchy: true)
}
enum Size { BIG SMALL }
type Maker implements Thing & Node @node {
  year: Int
  score: Float
  active: Boolean
  size: Size
  text: String @prose
  makes: [Item!]! @relationship(type: "MAKES", direction: OUT, properties: "Making")
  allies: [Maker!]! @relationship(type: "ALLIED", direction: UNDIRECTED)
}
type Item implements Thing & Node @node {
  year: Int
  madeBy: [Maker!]! @relationship(type: "MAKES", direction: IN, properties: "Making")
}
type Place implements Thing & Node @node {
  holds: [Thing!]! @relationship(type: "IN_PLACE", direction: IN)
  places: [Place!]! @relationship(type: "IN_PLACE", direction: IN)
}
type Source implements Node @node {
  title: String!
  supports: [Thing!]! @relationship(type: "STATED_IN", direction: IN)
}
type Making @relationshipProperties { role: String }
`

// The strings that engines sort in different ways: by code point they stand as here.
const (
	cjk    = "三一"
	hangul = "\uD7FB" // of the block that keys are made of
	wide   = "Ａ"      // full-width A, which folds to a
	emoji  = "😀"
	rare   = "𠀀" // a Han character beyond the first plane
)

type world struct {
	*testing.T
	*catalog.Catalog
	*Store
	statements, other atomic.Int64
}

func (w *world) Statement() { w.statements.Add(1) }
func (w *world) Other()     { w.other.Add(1) }

// empty opens a store in which nothing is.
func empty(t *testing.T) *world {
	t.Helper()
	c, err := catalog.Parse(&ast.Source{Name: "synthetic.graphql", Input: model})
	if err != nil {
		t.Fatal(err)
	}
	w := &world{T: t, Catalog: c}
	w.Store = w.open(neo4jtest.Empty(t))
	return w
}

// open opens another store on a server, with the model of this one.
func (w *world) open(uri string) *Store {
	w.Helper()
	s, err := Open(w.Context(), uri, w.Catalog, Options{Counter: w})
	if err != nil {
		w.Fatal(reason(err))
	}
	w.Cleanup(func() {
		if err := s.Close(); err != nil {
			w.Error(reason(err))
		}
	})
	return s
}

// reason is what a client is not told.
func reason(err error) error {
	if wrapper, ok := err.(interface{ Unwrap() error }); ok && wrapper.Unwrap() != nil {
		return wrapper.Unwrap()
	}
	return err
}

func (w *world) facts() *store.Facts {
	facts := &store.Facts{Dataset: store.Dataset{Name: "Synthetic", AsOf: "2026-11"}}
	node := func(kind, id string, sources []string, values ...any) {
		t := w.Type(kind)
		all := append([]any{id}, values...)
		all = append(all, make([]any, len(t.Properties)-len(all))...)
		facts.Nodes = append(facts.Nodes, store.Node{Type: t, Values: all, Sources: sources})
	}
	edge := func(relation, from, to, key string, confidence *float64, sources []string, values ...any) {
		facts.Edges = append(facts.Edges, store.Edge{
			Relation: w.Relation(relation), From: from, To: to, Key: key, Confidence: confidence, Values: values, Sources: sources,
		})
	}
	one, both := []string{"s/1"}, []string{"s/2", "s/1"}
	node("Source", "s/1", nil, "One")
	node("Source", "s/2", nil, "Two")
	node("Place", "p/city", one, "City", nil, int64(1))
	node("Place", "p/land", one, "Land", nil, int64(1))
	node("Place", "p/ring", one, "Ring", nil, int64(1))
	// Maker: name, aliases, version, year, score, active, size
	node("Maker", "m/a", both, cjk, []string{"A", emoji}, int64(1), int64(2001), 0.5, true, "BIG")
	node("Maker", "m/b", one, hangul+"x", []string{}, int64(1), nil, 2.0, false, "SMALL", "long text")
	node("Maker", "m/c", one, wide+"x", nil, int64(1), int64(1999), nil, nil, "BIG")
	node("Maker", "m/d", one, emoji+"x", nil, int64(1), int64(2001))
	node("Maker", "m/e", nil, rare, nil, int64(1))
	node("Item", "i/1", one, "one", nil, int64(1), int64(2020))
	node("Item", "i/2", one, "two", nil, int64(1))

	half := 0.5
	edge("MAKES", "m/a", "i/1", "", &half, both, "lead")
	edge("MAKES", "m/a", "i/1", emoji, nil, one, nil)
	edge("MAKES", "m/a", "i/1", wide, nil, one, nil)
	edge("MAKES", "m/b", "i/1", "", nil, one, wide)
	edge("MAKES", "m/b", "i/2", "", nil, one, nil)
	edge("ALLIED", "m/b", "m/a", "", nil, one)
	edge("ALLIED", "m/a", "m/a", "", nil, one)
	edge("IN_PLACE", "m/a", "p/city", "", nil, one)
	edge("IN_PLACE", "i/1", "p/ring", "", nil, one)
	edge("IN_PLACE", "p/city", "p/land", "", nil, one)
	edge("IN_PLACE", "p/land", "p/ring", "", nil, one)
	edge("IN_PLACE", "p/ring", "p/land", "", nil, one)
	return facts
}

// value is an expression for a property of a type, `Maker.year`, or of a relation's
// edges, `MAKES.role`.
func (w *world) value(path string) plan.Value {
	owner, name, _ := strings.Cut(path, ".")
	if r := w.Relation(owner); r != nil {
		return plan.Value{Property: r.Property(name), Edge: true}
	}
	return plan.Value{Property: w.Type(owner).Property(name)}
}

func (w *world) hop(path string) plan.Hop {
	owner, name, _ := strings.Cut(path, ".")
	f := w.Type(owner).Field(name)
	return plan.Hop{Field: f, Selective: f.Selective(w.Type(owner))}
}

// row reads properties of a type, given by name, and other columns.
func (w *world) row(kind string, what ...any) *plan.Row {
	t := w.Type(kind)
	var columns []plan.Column
	for _, one := range what {
		if name, ok := one.(string); ok {
			one = w.value(kind + "." + name)
		}
		columns = append(columns, one.(plan.Column))
	}
	return &plan.Row{Type: t, Shapes: []plan.Shape{{Types: t.Members, Columns: columns}}}
}

func (w *world) byID(kind string) plan.Term { return plan.Term{By: w.value(kind + ".id")} }

// where is a root connection with the ids of what meets a condition.
func (w *world) where(kind string, condition plan.Predicate) *plan.Connection {
	return &plan.Connection{
		Set:  plan.Set{Type: w.Type(kind), Where: condition},
		Page: &plan.Page{Order: []plan.Term{w.byID(kind)}, Limit: 20, Row: w.row(kind, "id")},
	}
}

// below is a connection along a field, in the order of id and key.
func (w *world) below(path string, row *plan.Row) *plan.Connection {
	h := w.hop(path)
	c := &plan.Connection{Set: plan.Set{Type: h.Field.Target, Via: &h}}
	if row != nil {
		c.Page = &plan.Page{Order: []plan.Term{w.byID(h.Field.Target.Name), {By: plan.EdgeKey{}}}, Limit: 20, Row: row}
	}
	return c
}

// of looks one node up.
func (w *world) of(kind, id string, row *plan.Row) *plan.Lookup {
	return &plan.Lookup{Type: w.Type(kind), IDs: []string{id}, Row: row}
}

// want holds the cells of the roots, as JSON text, against what they are to be.
func (w *world) want(t *testing.T, want string, roots ...plan.Query) {
	t.Helper()
	cells, err := w.Read(t.Context(), &plan.Operation{Roots: roots})
	if err != nil {
		t.Fatal(reason(err))
	}
	got, err := json.Marshal(cells)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
