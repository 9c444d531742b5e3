package sqlite

import (
	"slices"
	"strings"

	"innograph/internal/catalog"
	"innograph/internal/plan"
)

// page sorts and cuts the set by keys alone, in a subquery, and reads the rows after
// that: what is cut off is never projected, nor are the connections below it.
func (c *compiler) page(q *plan.Connection, above *scope, before, after string) string {
	cells, from := c.rows(q, above)
	return "(SELECT concat('" + before + "', group_concat(" + cells + "), '" + after + "') " + from + ")"
}

// CompileRows spells the rows of the operation's only root, a connection, as one SELECT of
// one column: the JSON text of each row, in order.
func CompileRows(operation *plan.Operation) (text string, args []any) {
	c := &compiler{}
	cells, from := c.rows(operation.Roots[0].(*plan.Connection), nil)
	return "SELECT " + cells + " " + from, operation.Fill(c.args)
}

// rows gives the text of a row and the clause that it is read from.
func (c *compiler) rows(q *plan.Connection, above *scope) (cells, from string) {
	page := q.Page
	p := c.alias("p")
	row := &scope{node: c.alias("n"), key: p + ".n"}
	var relation *catalog.Relation
	if q.Set.Via != nil && q.Set.Via.Field != nil {
		relation = q.Set.Via.Field.Relation
		row.edge = c.alias("e")
	}
	numbered := page.More && deep(page.Row)
	if numbered {
		cells = "CASE WHEN " + p + ".i <= " + c.arg(page.Limit) + " THEN " + c.row(page.Row, row) + " ELSE 'null' END"
	} else {
		cells = c.row(page.Row, row)
	}
	keys := c.keys(q.Set, page, above, row.readsEdge)
	if numbered {
		keys = "SELECT *, row_number() OVER () AS i FROM (" + keys + ")"
	}
	from = "FROM (" + keys + ") AS " + p
	// The joins are CROSS: the order of the keys is that of the rows.
	if row.readsNode {
		from += " CROSS JOIN node AS " + row.node + " ON " + row.node + "." + rowid + " = " + p + ".n"
	}
	if row.readsEdge {
		from += " CROSS JOIN " + quote(EdgeTable(relation)) + " AS " + row.edge + " ON " + row.edge + ".rowid = " + p + ".e"
	}
	return cells, from
}

// keys selects the page's nodes, and edges where they are read, in order: of several
// stretches one after the other, until there are enough.
func (c *compiler) keys(of plan.Set, page *plan.Page, above *scope, edges bool) string {
	parts := page.Parts()
	if len(parts) == 1 {
		return c.stretch(of, parts[0], page.Read(), above, edges)
	}
	texts := make([]string, len(parts))
	for i, part := range parts {
		texts[i] = "SELECT * FROM (" + c.stretch(of, part, page.Read(), above, edges) + ")"
	}
	return strings.Join(texts, " UNION ALL ") + " LIMIT " + c.arg(page.Read())
}

func (c *compiler) stretch(of plan.Set, part plan.Stretch, limit int, above *scope, edges bool) string {
	s := c.set(of, above)
	for _, condition := range part.Where {
		s.and(c, condition)
	}
	terms := make([]string, len(part.Order))
	for i, term := range part.Order {
		terms[i] = c.term(term, s.scope)
	}
	columns := s.rowid() + " AS n"
	if edges {
		columns += ", " + s.edge + ".rowid AS e"
	}
	return "SELECT " + columns + " " + s.from() + " ORDER BY " + strings.Join(terms, ", ") + " LIMIT " + c.arg(limit)
}

// term spells one term of an order. SQLite takes NULL for the smallest value: only
// where that is not what is wanted is it said, since an index serves the plain form best.
func (c *compiler) term(t plan.Term, s *scope) string {
	text := c.expr(t.By, s)
	if t.Desc {
		text += " DESC"
	}
	switch {
	case !t.Nullable || t.NullsFirst != t.Desc:
	case t.NullsFirst:
		text += " NULLS FIRST"
	default:
		text += " NULLS LAST"
	}
	return text
}

// deep tells whether a row has pages below it, so that reading one for nothing, only to
// know that it is there, costs more than to number the rows.
func deep(r *plan.Row) bool {
	below := func(column plan.Column) bool {
		connection, ok := column.(*plan.Connection)
		return ok && connection.Page != nil
	}
	return slices.ContainsFunc(r.Common, below) ||
		slices.ContainsFunc(r.Shapes, func(s plan.Shape) bool { return slices.ContainsFunc(s.Columns, below) })
}

// sources is the list of the sources that vouch for the node or the edge.
func (c *compiler) sources(q *plan.Sources, above *scope) string {
	t := q.Row.Type
	byID := []plan.Term{{By: plan.Value{Property: t.Properties[0]}}}
	return c.page(&plan.Connection{
		Set:  plan.Set{Type: t, Via: &q.Via},
		Page: &plan.Page{Order: byID, Limit: q.Limit, Row: q.Row},
	}, above, "[", "]")
}
