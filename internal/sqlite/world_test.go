package sqlite_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/catalog"
	"innograph/internal/plan"
	"innograph/internal/sqlite"
	"innograph/internal/store"
	"innograph/internal/store/sqlitestore"
)

// The synthetic world of these tests: makers make items, in places.
const model = `
interface Node { id: ID! }
interface Thing implements Node {
  name: String!
  aliases: [String!]!
  sources: [Source!]! @relationship(type: "STATED_IN", direction: OUT)
  in: [Place!]! @relationship(type: "IN_PLACE", direction: OUT, hierarchy: true)
}
enum Size { BIG SMALL }
type Maker implements Thing & Node @node {
  year: Int
  score: Float
  budget: Long
  active: Boolean
  size: Size
  makes: [Item!]! @relationship(type: "MAKES", direction: OUT, properties: "Making")
  allies: [Maker!]! @relationship(type: "ALLIED", direction: UNDIRECTED, properties: "Alliance")
}
type Item implements Thing & Node @node {
  year: Int
  madeBy: [Maker!]! @relationship(type: "MAKES", direction: IN, properties: "Making")
  partOf: [Item!]! @relationship(type: "PART_OF", direction: OUT, hierarchy: true)
  parts: [Item!]! @relationship(type: "PART_OF", direction: IN)
}
type Place implements Thing & Node @node {
  holds: [Thing!]! @relationship(type: "IN_PLACE", direction: IN)
  places: [Place!]! @relationship(type: "IN_PLACE", direction: IN)
}
type Source implements Node @node {
  title: String!
  supports: [Thing!]! @relationship(type: "STATED_IN", direction: IN)
}
type Making @relationshipProperties { role: String share: Int }
type Alliance @relationshipProperties { note: String }
`

// world is the synthetic model and its facts in a store.
type world struct {
	*testing.T
	*catalog.Catalog
	store *sqlitestore.Store
}

func newWorld(t *testing.T) *world {
	t.Helper()
	c, err := catalog.Parse(&ast.Source{Name: "synthetic.graphql", Input: model})
	if err != nil {
		t.Fatal(err)
	}
	s, err := sqlitestore.Open(t.Context(), sqlitestore.Memory, c, sqlitestore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	w := &world{t, c, s}
	if err := s.Load(t.Context(), w.facts()); err != nil {
		t.Fatal(err)
	}
	return w
}

const awkward = "Ga\"mma\\ 'q' </a>\n\u0001"

func (w *world) facts() *store.Facts {
	facts := &store.Facts{Dataset: store.Dataset{Name: "Synthetic", AsOf: "2026-11"}}
	node := func(kind, id string, sources []string, values ...any) {
		facts.Nodes = append(facts.Nodes, store.Node{Type: w.Type(kind), Values: append([]any{id}, values...), Sources: sources})
	}
	edge := func(relation, from, to, key string, confidence *float64, sources []string, values ...any) {
		facts.Edges = append(facts.Edges, store.Edge{
			Relation: w.Relation(relation), From: from, To: to, Key: key, Confidence: confidence, Values: values, Sources: sources,
		})
	}
	s1, s2, both := []string{"s/1"}, []string{"s/2"}, []string{"s/2", "s/1"}
	node("Source", "s/1", nil, "One")
	node("Source", "s/2", nil, "二 \\ \"two\" 😀")
	node("Place", "p/city", s1, "City", nil)
	node("Place", "p/far", s1, "Far", nil)
	node("Place", "p/land", s1, "Land", nil)
	node("Place", "p/ring", s1, "Ring", nil)
	// Maker: name, aliases, year, score, budget, active, size
	node("Maker", "m/a", both, "Alpha", []string{"A", "Alef"}, int64(2001), 0.1, int64(9007199254740991), true, "BIG")
	node("Maker", "m/b", s1, "beta", []string{}, nil, 3.0, int64(1), false, "SMALL")
	node("Maker", "m/c", s2, awkward, []string{"中文", "😀"}, int64(2001), nil, nil, nil, "BIG")
	node("Maker", "m/d", s2, "三一重工", nil, int64(1999), -1e-7, int64(-5), true, nil)
	node("Maker", "m/e", nil, "😀 emoji", []string{`"`}, int64(2010), 1.0/3, nil, nil, "BIG")
	node("Maker", "m/f", nil, "Ａlpha", nil, nil, 1e300, nil, false, nil)
	// Item: name, aliases, year
	node("Item", "i/1", s1, "one", nil, int64(2020))
	node("Item", "i/2", s1, "two", nil, nil)
	node("Item", "i/3", s1, "three", nil, int64(2020))
	node("Item", "i/4", s1, "four", nil, int64(2021))

	half, most := 0.5, 0.9
	edge("MAKES", "m/a", "i/1", "", &half, both, "lead", int64(60))
	edge("MAKES", "m/a", "i/1", "2", nil, s1, nil, nil)
	edge("MAKES", "m/a", "i/2", "", nil, s1, "lead", int64(10))
	edge("MAKES", "m/b", "i/1", "", nil, s2, "supplier", int64(40))
	edge("MAKES", "m/b", "i/3", "", &most, s2, nil, nil)
	edge("MAKES", "m/c", "i/3", "", nil, s2, "lead", int64(5))
	edge("ALLIED", "m/b", "m/a", "", nil, s1, "first")
	edge("ALLIED", "m/a", "m/b", "k2", nil, s1, nil)
	edge("ALLIED", "m/a", "m/c", "", nil, s1, nil)
	edge("ALLIED", "m/d", "m/d", "", nil, s1, "itself")
	edge("PART_OF", "i/1", "i/2", "", nil, s1)
	edge("PART_OF", "i/2", "i/3", "", nil, s1)
	edge("PART_OF", "i/3", "i/1", "", nil, s1)
	edge("PART_OF", "i/4", "i/1", "", nil, s1)
	edge("IN_PLACE", "m/a", "p/city", "", nil, s1)
	edge("IN_PLACE", "m/b", "p/land", "", nil, s1)
	edge("IN_PLACE", "m/c", "p/far", "", nil, s1)
	edge("IN_PLACE", "i/1", "p/city", "", nil, s1)
	edge("IN_PLACE", "p/city", "p/land", "", nil, s1)
	edge("IN_PLACE", "p/land", "p/ring", "", nil, s1)
	edge("IN_PLACE", "p/ring", "p/land", "", nil, s1)
	return facts
}

// value is an expression for a property of a type: `Maker.year`, or of a relation's
// edges: `MAKES.role`.
func (w *world) value(path string) plan.Value {
	owner, name, _ := strings.Cut(path, ".")
	if r := w.Relation(owner); r != nil {
		if name == catalog.Confidence.Name {
			return plan.Value{Property: catalog.Confidence, Edge: true}
		}
		return plan.Value{Property: r.Property(name), Edge: true}
	}
	p := w.Type(owner).Property(name)
	if p == nil {
		w.Fatalf("no %s in the synthetic model", path)
	}
	return plan.Value{Property: p}
}

func (w *world) hop(path string) plan.Hop {
	owner, name, _ := strings.Cut(path, ".")
	f := w.Type(owner).Field(name)
	return plan.Hop{Field: f, Selective: f.Selective(w.Type(owner))}
}

// columns of a type's properties, and whatever else is given.
func (w *world) columns(kind string, what ...any) []plan.Column {
	var columns []plan.Column
	for _, one := range what {
		switch one := one.(type) {
		case string:
			columns = append(columns, w.value(kind+"."+one))
		case plan.Column:
			columns = append(columns, one)
		}
	}
	return columns
}

func (w *world) row(kind string, what ...any) *plan.Row {
	t := w.Type(kind)
	return &plan.Row{Type: t, Shapes: []plan.Shape{{Types: t.Members, Columns: w.columns(kind, what...)}}}
}

// page of at most ten rows of a type in the order of id.
func (w *world) page(kind string, what ...any) *plan.Page {
	return &plan.Page{Order: w.byID(kind), Limit: 10, Row: w.row(kind, what...)}
}

func (w *world) byID(kind string) []plan.Term { return []plan.Term{{By: w.value(kind + ".id")}} }

// below is a connection along a field, in the order of id and key.
func (w *world) below(path string, page *plan.Page) *plan.Connection {
	h := w.hop(path)
	if page != nil {
		page.Order = append(slices.Clone(page.Order), plan.Term{By: plan.EdgeKey{}})
	}
	return &plan.Connection{Set: plan.Set{Type: h.Field.Target, Via: &h}, Page: page}
}

// answer is the answer to roots as JSON text, each root's cell on a line.
func (w *world) answer(roots ...plan.Query) string {
	w.Helper()
	cells, err := w.store.Read(w.Context(), &plan.Operation{Roots: roots})
	if err != nil {
		text, args := sqlite.Compile(&plan.Operation{Roots: roots})
		w.Fatalf("%v\n%.2000s\n%.500v", unwrapped(err), text, args)
	}
	return spell(cells)
}

func unwrapped(err error) error {
	if wrapper, ok := err.(interface{ Unwrap() error }); ok {
		return wrapper.Unwrap()
	}
	return err
}

// spell writes cells as JSON text again.
func spell(cells []any) string {
	var plain func(cell any) any
	plain = func(cell any) any {
		switch cell := cell.(type) {
		case []any:
			list := make([]any, len(cell))
			for i := range cell {
				list[i] = plain(cell[i])
			}
			return list
		case *store.Raw:
			return json.RawMessage(cell.Text)
		}
		return cell
	}
	var text strings.Builder
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(plain(cells)); err != nil {
		panic(err)
	}
	return strings.TrimSpace(text.String())
}

func (w *world) want(want string, roots ...plan.Query) {
	w.Helper()
	if got := w.answer(roots...); got != want {
		w.Errorf("got  %s\nwant %s", got, want)
	}
}

// value is a cell as a plan has it: of the kind of the expression it was read by.
func value(cell any, by any) any {
	raw, ok := cell.(*store.Raw)
	if !ok {
		if truth, isBool := cell.(bool); isBool {
			return truth
		}
		return nil
	}
	var scalar any
	decoder := json.NewDecoder(strings.NewReader(string(raw.Text)))
	decoder.UseNumber()
	if err := decoder.Decode(&scalar); err != nil {
		panic(err)
	}
	number, ok := scalar.(json.Number)
	if !ok {
		return scalar
	}
	if p, ok := by.(plan.Value); ok && p.Property.Kind == catalog.Float {
		f, _ := number.Float64()
		return f
	}
	n, err := number.Int64()
	if err != nil {
		panic(err)
	}
	return n
}
