package lookahead

import (
	"slices"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/answer"
	"innograph/internal/catalog"
	"innograph/internal/plan"
)

// rows plans what is read of each row of a page: everything that any selection of its
// nodes and edges asks, once. The common cells come as they are asked for, the node's
// when all is known (finish), since their place depends on the former.
type rows struct {
	*request
	static *catalog.Type
	row    *plan.Row
	in     scope // of one row
	uses   []*use
}

// use is one selection of the nodes: `nodes { … }`, or `node { … }` of edges.
type use struct {
	selections ast.SelectionSet
	depth      int
	layout     *answer.Node
}

// common gives the cell of a value that does not depend on the node's type.
func (b *rows) common(e plan.Expr) int {
	if i := slices.Index(b.row.Common, plan.Column(e)); i >= 0 {
		return i
	}
	b.row.Common = append(b.row.Common, e)
	return len(b.row.Common) - 1
}

// edgeSources reads the sources that vouch for the edge.
func (b *rows) edgeSources(f graphql.CollectedField, in scope) answer.Source {
	in.times = b.in.times
	column, layout := b.sources(f, vouchers, in)
	b.row.Common = append(b.row.Common, column)
	return answer.Sources{At: len(b.row.Common) - 1, Common: true, Node: layout}
}

// node notes a selection of the nodes.
func (b *rows) node(selections ast.SelectionSet, in scope) *answer.Node {
	u := &use{selections: selections, depth: in.depth, layout: &answer.Node{}}
	b.uses = append(b.uses, u)
	return u.layout
}

// finish plans the nodes. Concrete types of which the same is asked share a shape.
func (b *rows) finish() {
	classes := b.classes()
	typeAt := len(b.row.Common)
	nested := len(classes) > 1
	b.row.Named = nested
	for _, class := range classes {
		b.row.Named = b.row.Named || b.static.Interface && class.named()
	}
	base := typeAt
	switch {
	case nested:
		base = 0
	case b.row.Named:
		base++
	}
	for _, u := range b.uses {
		u.layout.TypeAt, u.layout.Nested = -1, nested
		if nested {
			u.layout.TypeAt, u.layout.Objects = typeAt, map[string]*answer.Object{}
		}
	}
	for _, class := range classes {
		shape := &shape{rows: b, types: class.types, base: base, typeAt: typeAt}
		for i, u := range b.uses {
			object := shape.object(class.fields[i], scope{depth: u.depth, times: b.in.times})
			if !nested {
				u.layout.Object = object
				continue
			}
			for _, t := range class.types {
				u.layout.Objects[t.Name] = object
			}
		}
		b.row.Shapes = append(b.row.Shapes, plan.Shape{Types: class.types, Columns: shape.columns})
	}
}

// class is the concrete types of which the same is asked: in each use, the same fields.
type class struct {
	types  []*catalog.Type
	fields [][]graphql.CollectedField
}

func (c class) named() bool {
	return slices.ContainsFunc(c.fields, func(fields []graphql.CollectedField) bool {
		return slices.ContainsFunc(fields, func(f graphql.CollectedField) bool { return f.Name == "__typename" })
	})
}

func (b *rows) classes() []class {
	var classes []class
	for _, t := range b.static.Members {
		fields := make([][]graphql.CollectedField, len(b.uses))
		for i, u := range b.uses {
			fields[i] = b.collect(u.selections, b.satisfies[t])
		}
		same := func(c class) bool { return slices.EqualFunc(c.fields, fields, sameFields) }
		if i := slices.IndexFunc(classes, same); i >= 0 {
			classes[i].types = append(classes[i].types, t)
			continue
		}
		classes = append(classes, class{types: []*catalog.Type{t}, fields: fields})
	}
	return classes
}

// sameFields tells whether two types were asked the same: the same fields of the
// operation's text, with the same selections beneath.
func sameFields(a, b []graphql.CollectedField) bool {
	return slices.EqualFunc(a, b, func(a, b graphql.CollectedField) bool {
		return a.Field == b.Field && slices.Equal(a.Selections, b.Selections)
	})
}

// shape plans the columns of one class.
type shape struct {
	*rows
	types   []*catalog.Type
	base    int // the place of the first column among the cells that the layout reads
	typeAt  int
	columns []plan.Column
}

// column gives the cell of a property, read once however often it is asked for.
func (s *shape) column(p *catalog.Property) int {
	column := plan.Column(plan.Value{Property: p})
	if i := slices.Index(s.columns, column); i >= 0 {
		return s.base + i
	}
	return s.add(column)
}

func (s *shape) add(column plan.Column) int {
	s.columns = append(s.columns, column)
	return s.base + len(s.columns) - 1
}

// object plans one selection of the class's nodes.
func (s *shape) object(fields []graphql.CollectedField, in scope) *answer.Object {
	t := s.types[0] // what is asked of one of them is asked, and found, in all
	object := &answer.Object{Type: t.Name, Fields: make([]answer.Field, 0, len(fields))}
	for _, f := range fields {
		object.Add(f.Name, f.Alias, f.Definition.Type.NonNull, s.field(t, f, in))
	}
	return object
}

func (s *shape) field(t *catalog.Type, f graphql.CollectedField, in scope) answer.Source {
	if f.Name == "__typename" {
		if s.static.Interface {
			return answer.TypeName{At: s.typeAt}
		}
		return answer.Text(t.Name)
	}
	if p := t.Property(f.Name); p != nil {
		return answer.Scalar{At: s.column(p), Kind: p.Kind}
	}
	field := t.Field(f.Name)
	hop := plan.Hop{Field: field, Selective: slices.ContainsFunc(s.types, field.Selective)}
	if field.Relation.Evidence && field.Direction == catalog.Out {
		s.checkDepth(f, in)
		column, layout := s.sources(f, hop, in)
		return answer.Sources{At: s.add(column), Node: layout, Field: field}
	}
	connection, layout := s.connection(f, field.Target, &hop, in)
	return answer.Below{At: s.add(connection), Connection: layout, Field: field}
}

// sources plans a list of sources.
func (r *request) sources(f graphql.CollectedField, via plan.Hop, in scope) (*plan.Sources, *answer.Node) {
	limit := pageSize(place{f, "first"}, r.arguments(f)["first"].(int64))
	list := &rows{request: r, static: r.source, row: &plan.Row{Type: r.source}}
	layout := list.node(f.Selections, in.deeper())
	list.in = r.countNodes(f, in, limit)
	list.finish()
	return &plan.Sources{Via: via, Limit: limit, Row: list.row}, layout
}
