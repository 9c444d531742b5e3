package cypher

import (
	"fmt"
	"slices"
	"strings"

	"innograph/internal/catalog"
	"innograph/internal/plan"
)

// connection is a list of the parts that are asked for, each an expression of its own:
// a count never collects, and a page never reads what it does not hand out.
func (c *compiler) connection(q *plan.Connection, above *scope) string {
	var parts []func() string
	if page := q.Page; page != nil {
		parts = append(parts, func() string { return c.page(q, above) })
		for _, beyond := range []plan.Predicate{page.Preceding, page.Following} {
			if beyond != nil {
				parts = append(parts, func() string { return c.any(q.Set, beyond, above) })
			}
		}
	}
	if q.Total {
		parts = append(parts, func() string { return c.total(q.Set, above) })
	}
	if len(q.Aggregates) > 0 {
		parts = append(parts, func() string { return c.aggregates(q, above) })
	}
	for _, facet := range q.Facets {
		parts = append(parts, func() string { return c.facet(facet, q.Set, above) })
	}
	return c.list(len(parts), func(i int) string { return parts[i]() })
}

// page filters, sorts and cuts first, and projects the rows that are left.
func (c *compiler) page(q *plan.Connection, above *scope) string {
	return c.call(above, func() ([]string, string) {
		clauses, row := c.rows(q, above)
		return clauses, collected(row)
	})
}

// CompileRows spells the rows of the operation's only root, a connection, as one statement
// that returns a record with one value for each row, in order.
func CompileRows(operation *plan.Operation) (text string, params map[string]any) {
	c := &compiler{calls: &calls{}}
	clauses, row := c.rows(operation.Roots[0].(*plan.Connection), nil)
	clauses = append(append(clauses, c.calls.clauses...), "RETURN "+row+" AS row")
	return strings.Join(clauses, "\n"), parameters(operation.Fill(c.params))
}

// rows gives the clauses that lead to the rows of a page, and the row.
func (c *compiler) rows(q *plan.Connection, above *scope) (clauses []string, row string) {
	page := q.Page
	parts := page.Parts()
	if len(parts) > 1 {
		s := &scope{node: c.variable("n")}
		return c.stretches(q.Set, parts, page.Read(), s), c.row(page.Row, s)
	}
	m, cut := c.stretch(q.Set, parts[0], page.Read(), above)
	row = c.row(page.Row, m.scope)
	return append(m.clauses(), "WITH "+m.variables()+cut), row
}

// stretch matches a part of the order; the cut, which is to follow the variables that are
// handed on, sorts and limits it.
func (c *compiler) stretch(of plan.Set, part plan.Stretch, limit int, above *scope) (m *match, cut string) {
	m = c.set(of, above).guarded(above)
	for _, condition := range part.Where {
		m.and(c, condition)
	}
	if of.Via == nil {
		m.ordered(part.Order[0])
	}
	order, computed := c.order(part.Order, m.scope)
	cut = fmt.Sprintf("%s ORDER BY %s", computed, order)
	if of.Via == nil && of.Where != nil && limit <= few {
		cut += fmt.Sprintf(" LIMIT %d%sWITH %s", few, c.line(), m.variables())
	}
	return m, fmt.Sprintf("%s LIMIT %s", cut, c.param(int64(limit)))
}

// few rows are found sooner by going through an index in their order, and leaving out what
// a filter does not let through, than by sorting all that it does. The planner takes a
// limit that is a parameter for a larger one, so it is told this number beside it.
const few = 32

// stretches lists the nodes of one part of the order after the other, and hands them on.
// What is enough already is nothing to go on from: a later part is not looked at then. A
// condition would not do for that, since it is asked of each node that was read, and an
// UNWIND right before them would cost the order of the index: so they are a subquery of
// their own, for each of one or no row.
func (c *compiler) stretches(of plan.Set, parts []plan.Stretch, limit int, into *scope) (clauses []string) {
	read := func(part plan.Stretch) (call, name string) {
		name = c.variable("s")
		return "CALL ()" + c.block("", func() []string {
			m, cut := c.stretch(of, part, limit, nil)
			return append(m.clauses(), "WITH "+m.variables()+cut, "RETURN "+collected(m.node)+" AS "+name)
		}), name
	}
	call, first := read(parts[0])
	clauses, lists := []string{call}, []string{first}
	for _, part := range parts[1:] {
		name := c.variable("s")
		clauses = append(clauses, "CALL ("+first+")"+c.block("", func() []string {
			wanted := fmt.Sprintf("UNWIND CASE WHEN size(%s) < %s THEN [true] ELSE [] END AS %s", first, c.param(int64(limit)), c.variable("w"))
			call, found := read(part)
			return []string{wanted, call, "RETURN coalesce(head(collect(" + found + ")), []) AS " + name}
		}))
		lists = append(lists, name)
	}
	return append(clauses, fmt.Sprintf("UNWIND (%s)[..%s] AS %s", strings.Join(lists, " + "), c.param(int64(limit)), into.node))
}

// ordered lets the planner take the nodes from an index in the order of their first
// term. An index holds the nodes that have the property, so it must be told that all do.
func (m *match) ordered(by plan.Term) {
	if value, ok := by.By.(plan.Value); ok && !by.Nullable {
		if there := m.comparable(value) + " IS NOT NULL"; !slices.Contains(m.conditions, there) {
			m.conditions = append(m.conditions, there)
		}
	}
}

// order spells the terms, and those values that are to be computed before sorting.
// Cypher sorts a missing value as the largest; where it is to go to the other end, a
// term before says so.
func (c *compiler) order(terms []plan.Term, s *scope) (order, computed string) {
	var spelled []string
	for _, term := range terms {
		by := c.comparable(term.By, s)
		if _, ok := term.By.(plan.Degree); ok {
			name := c.variable("o")
			computed += ", " + by + " AS " + name
			by = name
		}
		if term.Nullable && term.NullsFirst != term.Desc {
			spelled = append(spelled, descending(by+" IS NULL", term.NullsFirst))
		}
		spelled = append(spelled, descending(by, term.Desc))
	}
	return strings.Join(spelled, ", "), computed
}

func descending(by string, desc bool) string {
	if desc {
		return by + " DESC"
	}
	return by
}

// any tells whether a member of the set meets the condition.
func (c *compiler) any(of plan.Set, condition plan.Predicate, above *scope) string {
	return c.block("EXISTS", func() []string {
		m := c.set(of, above)
		m.and(c, condition)
		return m.clauses()
	})
}

// total counts the set, by edge on a relation.
func (c *compiler) total(of plan.Set, above *scope) string {
	return c.block("COUNT", func() []string { return c.set(of, above).clauses() })
}

// sources is a list of the sources that vouch for the node or the edge in scope.
func (c *compiler) sources(q *plan.Sources, above *scope) string {
	return c.call(above, func() ([]string, string) {
		m := c.hop(q.Via, above).guarded(above)
		cut := fmt.Sprintf("WITH %s ORDER BY %s LIMIT %s", m.node, m.id(), c.param(int64(q.Limit)))
		row := c.row(q.Row, m.scope)
		return append(m.clauses(), cut), collected(row)
	})
}

// row is the list of what is read of the scope.
func (c *compiler) row(r *plan.Row, s *scope) string {
	cells := make([]func() string, 0, len(r.Common)+len(r.Shapes[0].Columns)+1)
	column := func(of plan.Column) func() string { return func() string { return c.column(of, s) } }
	for _, common := range r.Common {
		cells = append(cells, column(common))
	}
	if r.Named {
		cells = append(cells, func() string { return s.node + "." + typeProperty })
	}
	if len(r.Shapes) > 1 {
		cells = append(cells, func() string { return c.shapes(r.Shapes, s) })
	} else {
		for _, own := range r.Shapes[0].Columns {
			cells = append(cells, column(own))
		}
	}
	return c.list(len(cells), func(i int) string { return cells[i]() })
}

// shapes reads of a node what is asked of its type. Every node has one of the shapes.
func (c *compiler) shapes(shapes []plan.Shape, s *scope) string {
	c.depth++
	var text strings.Builder
	text.WriteString("CASE")
	for i, shape := range shapes {
		is := ofType(shape.Types, s)
		s.guard = []string{is}
		columns := c.list(len(shape.Columns), func(i int) string { return c.column(shape.Columns[i], s) })
		when := "WHEN " + is + " THEN "
		if i == len(shapes)-1 {
			when = "ELSE "
		}
		text.WriteString(c.line() + when + columns)
	}
	s.guard = nil
	c.depth--
	return text.String() + c.line() + "END"
}

func (c *compiler) column(column plan.Column, s *scope) string {
	switch column := column.(type) {
	case *plan.Connection:
		return c.connection(column, s)
	case *plan.Sources:
		return c.sources(column, s)
	case plan.Value:
		return s.stored(column)
	case plan.EdgeKey:
		return s.ofEdge(keyProperty)
	case plan.Degree:
		return c.degree(column, s)
	}
	panic(fmt.Sprintf("cypher: unknown column %T", column))
}

func ofType(types []*catalog.Type, s *scope) string {
	if len(types) == 0 {
		return "false"
	}
	names := make([]string, len(types))
	for i, t := range types {
		names[i] = t.Name
	}
	return s.node + ":" + strings.Join(names, "|")
}
