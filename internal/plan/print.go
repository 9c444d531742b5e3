package plan

import (
	"fmt"
	"strings"

	"innograph/internal/catalog"
)

// Print gives the plan as indented text, for people and for the corpus. Values stand in
// it; two plans of equal shape differ in nothing else.
func Print(o *Operation) string {
	p := &printer{operation: o}
	for _, root := range o.Roots {
		p.query(root)
	}
	return p.out.String()
}

type printer struct {
	operation *Operation
	out       strings.Builder
	depth     int
}

func (p *printer) line(format string, args ...any) {
	p.out.WriteString(strings.Repeat("  ", p.depth))
	fmt.Fprintf(&p.out, format, args...)
	p.out.WriteByte('\n')
}

// inner prints one level deeper.
func (p *printer) inner(print func()) {
	p.depth++
	print()
	p.depth--
}

func (p *printer) query(q Query) {
	switch q := q.(type) {
	case *Lookup:
		ids := any(q.IDs)
		if q.ID != nil {
			ids = p.operation.Fill([]any{q.ID})
		}
		p.line("lookup %s %q", q.Type.Name, ids)
		p.inner(func() { p.row(q.Row) })
	case *Dataset:
		p.line("dataset %v", q.Parts)
	case *Expand:
		p.line("expand %q, limit %d", q.From, q.Limit)
		p.inner(func() { p.steps(q.Steps, q.Reads) })
	case *Meet:
		p.line("meet %q, limit %d", q.Groups, q.Limit)
		p.inner(func() { p.steps(q.Steps, q.Reads) })
	case *Connection:
		p.connection(q)
	}
}

func (p *printer) steps(steps []Step, reads []Value) {
	for _, step := range steps {
		p.line("%s", arrow(step.Direction)+step.Relation.Name)
	}
	for _, value := range reads {
		p.line("%s", p.expr(value))
	}
}

func (p *printer) connection(c *Connection) {
	p.line("connection %s%s", c.Set.Type.Name, via(c.Set.Via))
	p.inner(func() {
		p.condition("where", c.Set.Where)
		if c.Page != nil {
			p.page(c.Page)
		}
		if c.Total {
			p.line("total")
		}
		for _, a := range c.Aggregates {
			p.line("aggregate %s %v", a.Property.Name, a.Functions)
		}
		for _, f := range c.Facets {
			p.facet(f)
		}
	})
}

func (p *printer) facet(f Facet) {
	switch {
	case f.ByType:
		p.line("facet by type, limit %d", f.Limit)
	case f.Property != nil:
		p.line("facet by %s, limit %d", f.Property.Name, f.Limit)
	default:
		p.line("facet%s, limit %d", via(f.Via), f.Limit)
	}
	if f.Row != nil {
		p.inner(func() { p.row(f.Row) })
	}
}

func (p *printer) page(page *Page) {
	p.line("page of %d%s%s", page.Limit, flag(page.More, " and one more"), flag(page.Backward, ", backward"))
	p.inner(func() {
		for _, term := range page.Order {
			p.line("order %s%s%s", p.expr(term.By), flag(term.Desc, " descending"),
				flag(term.Nullable, ", missing "+map[bool]string{true: "first", false: "last"}[term.NullsFirst]))
		}
		p.condition("after", page.After)
		p.condition("before", page.Before)
		if len(page.Stretches) > 1 {
			for _, stretch := range page.Stretches {
				p.condition("stretch", And(stretch.Where))
			}
		}
		p.condition("preceding", page.Preceding)
		p.condition("following", page.Following)
		p.row(page.Row)
	})
}

func (p *printer) row(r *Row) {
	p.columns("common", r.Common)
	if r.Named {
		p.line("type")
	}
	for _, shape := range r.Shapes {
		names := make([]string, len(shape.Types))
		for i, t := range shape.Types {
			names[i] = t.Name
		}
		p.columns("row "+strings.Join(names, " "), shape.Columns)
	}
}

func (p *printer) columns(head string, columns []Column) {
	if len(columns) == 0 {
		return
	}
	p.line("%s", head)
	p.inner(func() {
		for _, column := range columns {
			switch c := column.(type) {
			case Expr:
				p.line("%s", p.expr(c))
			case *Connection:
				p.connection(c)
			case *Sources:
				p.line("sources%s, limit %d", via(&c.Via), c.Limit)
				p.inner(func() { p.row(c.Row) })
			}
		}
	})
}

func (p *printer) condition(head string, condition Predicate) {
	if condition != nil {
		p.line("%s %s", head, p.predicate(condition))
	}
}

func flag(set bool, text string) string {
	if set {
		return text
	}
	return ""
}

func via(h *Hop) string {
	switch {
	case h == nil:
		return ""
	case h.Field == nil:
		return " via the edge's sources"
	}
	return " via " + arrow(h.Field.Direction) + h.Field.Relation.Name + flag(h.Selective, " of its type")
}

func arrow(d catalog.Direction) string {
	return map[catalog.Direction]string{catalog.Out: "->", catalog.In: "<-", catalog.Both: "--"}[d]
}

func (p *printer) expr(e Expr) string {
	switch e := e.(type) {
	case Value:
		return flag(e.Edge, "edge.") + e.Property.Name + flag(e.Fold, " folded")
	case Degree:
		return "count(" + strings.TrimPrefix(via(&e.Hop), " ") + p.having(e.Where) + ")"
	}
	return "edge.key"
}

func (p *printer) having(where Predicate) string {
	if where == nil {
		return ""
	}
	return " having " + p.predicate(where)
}

func (p *printer) predicate(condition Predicate) string {
	switch c := condition.(type) {
	case And:
		return p.joined([]Predicate(c), " and ", "everything")
	case Or:
		return p.joined([]Predicate(c), " or ", "nothing")
	case Not:
		return "not " + p.predicate(c.Of)
	case Compare:
		return fmt.Sprintf("%s %s %#v", p.expr(c.Left), c.Op, p.operation.value(c.Value))
	case Match:
		return fmt.Sprintf("%s %s %q", p.expr(c.Left), c.How, p.operation.value(c.Text))
	case In:
		return fmt.Sprintf("%s %sin %#v", p.expr(c.Left), flag(c.Negated, "not "), c.Values)
	case Missing:
		return p.expr(c.Left) + " missing"
	case HasAny:
		return fmt.Sprintf("%s has any of %q", c.Property.Name, c.Values)
	case Empty:
		return c.Property.Name + " empty"
	case OfType:
		names := make([]string, len(c.Types))
		for i, t := range c.Types {
			names[i] = t.Name
		}
		return fmt.Sprintf("of type %v", names)
	case Related:
		return "related" + via(&c.Hop) + p.having(c.Where)
	case Within:
		return "within" + via(&c.Hop) + p.having(c.Where)
	}
	return fmt.Sprintf("%T", condition)
}

func (p *printer) joined(parts []Predicate, word, none string) string {
	if len(parts) == 0 {
		return none
	}
	texts := make([]string, len(parts))
	for i, part := range parts {
		texts[i] = p.predicate(part)
	}
	return "(" + strings.Join(texts, word) + ")"
}
