// Package random makes synthetic graphs and operations by a seed, asks whoever answers
// them, and cuts down what they disagree on to its smallest form. Operations are made from
// the SDL alone: what is new in it is asked for without a line here.
package random

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/catalog"
	"innograph/internal/store"
)

// Generator makes operations over one graph. An operation's shape comes from one source
// of chance, and what may differ between operations of one shape from another: the values
// of filters, ids, the sizes of pages, the rows whose cursors are taken. The graph is of
// account for the values alone, so that one shape can be asked of many graphs.
type Generator struct {
	schema *ast.Schema
	types  []*catalog.Type  // of the nodes that the graph is likely to have
	enums  map[string]bool  // those that properties have; others say what is asked for
	pools  map[string][]any // the graph's values by property, so that filters meet something
	ids    []string
	clash  map[string]bool // names of leaf fields that have several types
}

// NewGenerator reads what there is to ask for of a graph of these types.
func NewGenerator(schema *ast.Schema, model *catalog.Catalog, types []*catalog.Type, facts *store.Facts) *Generator {
	g := &Generator{schema: schema, types: types, enums: map[string]bool{}, pools: map[string][]any{}, clash: map[string]bool{}}
	for _, e := range model.Enums {
		g.enums[e.Name] = true
	}
	keep := func(properties []*catalog.Property, values []any) {
		for i, p := range properties {
			switch v := values[i].(type) {
			case nil:
			case []string:
				for _, item := range v {
					g.pools[p.Name] = append(g.pools[p.Name], item)
				}
			default:
				g.pools[p.Name] = append(g.pools[p.Name], v)
			}
		}
	}
	for _, n := range facts.Nodes {
		keep(n.Type.Properties, n.Values)
		g.ids = append(g.ids, n.ID())
	}
	for _, e := range facts.Edges {
		keep(e.Relation.Properties, e.Values)
		if e.Confidence != nil {
			g.pools[catalog.Confidence.Name] = append(g.pools[catalog.Confidence.Name], *e.Confidence)
		}
	}
	known := map[string]string{}
	for _, definition := range schema.Types {
		for _, f := range definition.Fields {
			if before, ok := known[f.Name]; ok && before != f.Type.String() {
				g.clash[f.Name] = true
			}
			known[f.Name] = f.Type.String()
		}
	}
	return g
}

// The bounds of one operation, well within those of the API.
const (
	mostFields      = 60
	mostConnections = 14
	mostTerms       = 40
	mostTimes       = 4000 // how often a selection may be answered
	deepest         = 11
	deepestFilter   = 3
)

// Operation makes one of that shape, with those values.
func (g *Generator) Operation(shape, values *rand.Rand) *Operation {
	m := &making{Generator: g, Rand: shape, values: values, operation: &Operation{}, terms: mostTerms}
	m.fields, m.connections, m.wrong = 4+m.IntN(mostFields), 1+m.IntN(mostConnections), chance(shape, 25)
	query := g.schema.Query
	for range 1 + max(0, m.IntN(5)-2) {
		root := m.root(query)
		m.operation.Selections = append(m.operation.Selections, root)
		if chance(shape, 3) {
			m.operation.Selections = append(m.operation.Selections, m.sibling(query, root)...)
		}
	}
	if chance(shape, 20) {
		m.operation.Selections = append(m.operation.Selections, &Selection{Name: "__typename"})
	}
	return m.operation
}

// making is the making of one operation.
type making struct {
	*Generator
	*rand.Rand // of the shape
	values     *rand.Rand
	operation  *Operation
	fields     int // how many more there may be
	// connections and terms likewise.
	connections, terms int
	wrong              bool // one thing in the operation is to be refused
	names              int
	fragments          []fragment
	cursors            [][]string // where cursors stand in the answer
}

type fragment struct {
	name, on string
	in       scope
}

// scope is where a selection stands.
type scope struct {
	depth, times int
	path         []string // response keys
}

func (in scope) under(key string) scope {
	in.depth++
	in.path = append(slices.Clone(in.path), key)
	return in
}

// readable tells the fields of Query that read entities; an analysis has other arguments.
func readable(f *ast.FieldDefinition) bool {
	known := []string{"id", "ids", "where", "orderBy", "first", "after", "last", "before"}
	return !strings.HasPrefix(f.Name, "__") && !slices.ContainsFunc(f.Arguments, func(a *ast.ArgumentDefinition) bool {
		return !slices.Contains(known, a.Name)
	})
}

func (m *making) root(query *ast.Definition) *Selection {
	var fields []*ast.FieldDefinition
	for _, f := range query.Fields {
		if readable(f) {
			fields = append(fields, f)
		}
	}
	f := pick(m.Rand, fields)
	for !m.peopled(f) && m.IntN(5) > 0 {
		f = pick(m.Rand, fields)
	}
	return m.field(query, f, scope{depth: 1, times: 1})
}

// sibling makes another page of the same root in the same order, but of another set: it
// continues at a cursor whose row it may not have.
func (m *making) sibling(query *ast.Definition, root *Selection) []*Selection {
	f := query.Fields.ForName(root.Name)
	if f.Arguments.ForName("after") == nil || m.connections <= 0 {
		return nil
	}
	own := func(path []string) bool { return path[0] != root.Alias || len(path) != 3 }
	paths := slices.DeleteFunc(slices.Clone(m.cursors), own)
	if len(paths) == 0 {
		return nil
	}
	s := m.field(query, f, scope{depth: 1, times: 1})
	s.Arguments = slices.DeleteFunc(s.Arguments, func(a Member) bool {
		return slices.Contains([]string{"orderBy", "after", "before"}, a.Name)
	})
	for _, a := range root.Arguments {
		if a.Name == "orderBy" {
			s.Arguments = append(s.Arguments, a)
		}
	}
	for _, name := range []string{"after", "before"} {
		if !chance(m.Rand, 3) {
			s.Arguments = append(s.Arguments, Member{name, Cursor{Variable: m.unique("c"), Path: pick(m.Rand, paths), Pick: m.values.IntN(1000)}})
		}
	}
	return []*Selection{s}
}

// peopled tells whether the graph is likely to have nodes that a root field can give.
func (m *making) peopled(f *ast.FieldDefinition) bool {
	t := m.schema.Types[f.Type.Name()]
	if nodes := t.Fields.ForName("nodes"); nodes != nil && m.schema.Types[nodes.Type.Name()].IsCompositeType() {
		t = m.schema.Types[nodes.Type.Name()]
	}
	return t.Kind == ast.Interface || slices.ContainsFunc(m.types, func(known *catalog.Type) bool { return known.Name == t.Name })
}

// unique is a name that the operation has not used.
func (m *making) unique(prefix string) string {
	m.names++
	return fmt.Sprintf("%s%d", prefix, m.names)
}

// selections makes a selection of a type, never empty.
func (m *making) selections(t *ast.Definition, in scope) []*Selection {
	var out []*Selection
	for range 1 + m.IntN(5) {
		out = append(out, m.selection(t, in))
	}
	if chance(m.Rand, 8) { // a second mention, to be merged
		if again := pick(m.Rand, out); again.Kind == Field && again.Selections != nil {
			twin := *again
			twin.Directives = nil
			definition := t.Fields.ForName(again.Name)
			key := again.Name
			if again.Alias != "" {
				key = again.Alias
			}
			below := again.beneath(in).under(key)
			twin.Selections = m.selections(m.schema.Types[definition.Type.Name()], below)
			out = append(out, &twin)
		}
	}
	return out
}

func (m *making) selection(t *ast.Definition, in scope) *Selection {
	s := m.undirected(t, in)
	if chance(m.Rand, 16) {
		s.Directives = append(s.Directives, Member{pick(m.Rand, []string{"skip", "include"}), m.input(ast.NonNullNamedType("Boolean", nil), "", 0)})
	}
	return s
}

func (m *making) undirected(t *ast.Definition, in scope) *Selection {
	abstract := t.Kind == ast.Interface
	switch choice := m.IntN(20); {
	case choice == 0:
		return &Selection{Name: "__typename"}
	case m.fields > 0 && (choice == 1 || abstract && choice < 7):
		m.fields--
		on := m.narrower(t)
		return &Selection{Kind: Inline, On: on, Selections: m.selections(m.schema.Types[cmp.Or(on, t.Name)], in)}
	case m.fields > 3 && choice == 7:
		m.fields--
		return m.spread(t, in)
	}
	var leaves, others []*ast.FieldDefinition
	for _, f := range t.Fields {
		switch {
		case strings.HasPrefix(f.Name, "__"):
		case m.schema.Types[f.Type.Name()].IsLeafType():
			leaves = append(leaves, f)
		default:
			others = append(others, f)
		}
	}
	m.fields--
	if len(others) > 0 && (len(leaves) == 0 || m.IntN(5) < 3) && m.fields > 0 && in.depth < deepest {
		if f := pick(m.Rand, others); f.Arguments.ForName("after") == nil || m.connections > 0 && in.times < mostTimes {
			return m.field(t, f, in)
		}
	}
	if len(leaves) == 0 {
		return &Selection{Name: "__typename"}
	}
	return m.field(t, pick(m.Rand, leaves), in)
}

// narrower picks a type condition that can hold for a t; "" is none.
func (m *making) narrower(t *ast.Definition) string {
	possible := slices.Clone(t.Interfaces)
	possible = append(possible, t.Name, "")
	for _, p := range m.schema.GetPossibleTypes(t) {
		possible = append(possible, p.Name, p.Name)
		for _, above := range p.Interfaces {
			if !slices.Contains(possible, above) {
				possible = append(possible, above)
			}
		}
	}
	return pick(m.Rand, possible)
}

// spread makes a named fragment, or uses one again.
func (m *making) spread(t *ast.Definition, in scope) *Selection {
	for _, known := range m.fragments {
		if known.on == t.Name && in.depth <= known.in.depth && in.times <= known.in.times && chance(m.Rand, 2) {
			return &Selection{Kind: Spread, Name: known.name}
		}
	}
	on := cmp.Or(m.narrower(t), t.Name)
	made := &Selection{Name: m.unique("f"), On: on}
	made.Selections = m.selections(m.schema.Types[on], in)
	m.operation.Fragments = append(m.operation.Fragments, made)
	m.fragments = append(m.fragments, fragment{made.Name, on, in})
	return &Selection{Kind: Spread, Name: made.Name}
}

// cursorFields are never given an alias, so that a reader of the answer finds them.
var cursorFields = []string{"cursor", "startCursor", "endCursor"}

func (m *making) field(parent *ast.Definition, f *ast.FieldDefinition, in scope) *Selection {
	s := &Selection{Name: f.Name}
	t := m.schema.Types[f.Type.Name()]
	switch {
	case slices.Contains(cursorFields, f.Name):
	case len(f.Arguments) > 0 || chance(m.Rand, 12):
		s.Alias = m.unique("a")
	case m.clash[f.Name]:
		s.Alias = parent.Name + "_" + f.Name
	}
	if t.IsLeafType() {
		return s
	}
	key := cmp.Or(s.Alias, s.Name)
	if f.Arguments.ForName("after") != nil {
		m.connections--
	}
	s.Arguments, s.most = m.arguments(f, in)
	below := s.beneath(in).under(key)
	s.Selections = m.selections(t, below)
	if f.Arguments.ForName("after") != nil && m.IntN(3) > 0 {
		s.Selections = append(s.Selections, &Selection{Name: "pageInfo", Selections: []*Selection{
			{Name: "startCursor"}, {Name: "endCursor"}, {Name: "hasNextPage"}, {Name: "hasPreviousPage"},
		}}, &Selection{Name: "edges", Selections: []*Selection{{Name: "cursor"}}})
		m.cursors = append(m.cursors, append(slices.Clone(below.path), "pageInfo", pick(m.Rand, cursorFields[1:])))
		m.cursors = append(m.cursors, append(slices.Clone(below.path), "edges", "*", "cursor"))
		m.turn(s)
	}
	return s
}

// beneath is the scope of what a field gives.
func (s *Selection) beneath(in scope) scope {
	in.times *= max(s.most, 1)
	return in
}

// turn has a connection begin or end at a cursor of its own first page, or of another's.
func (m *making) turn(s *Selection) {
	for _, name := range []string{"after", "before"} {
		if !chance(m.Rand, 2) {
			continue
		}
		path := m.cursors[len(m.cursors)-1-m.IntN(2)]
		if chance(m.Rand, 8) {
			path = pick(m.Rand, m.cursors)
		}
		s.Arguments = slices.DeleteFunc(s.Arguments, func(a Member) bool { return a.Name == name })
		s.Arguments = append(s.Arguments, Member{name, Cursor{Variable: m.unique("c"), Path: path, Pick: m.values.IntN(1000)}})
	}
}
