package lookahead

import (
	"github.com/99designs/gqlgen/graphql"

	"innograph/internal/answer"
	"innograph/internal/catalog"
	"innograph/internal/fault"
	"innograph/internal/plan"
)

// connection is the planning of one connection field.
type connection struct {
	*request
	plan  *plan.Connection
	names catalog.Names
	order order
	page  *plan.Page // becomes plan.Page when a row or a position is wanted
	rows  *rows
	// parts are told their cell once all are known.
	totals     []*answer.Part
	aggregates []*answer.Aggregates
	facets     []*answer.Facets
}

// connection plans a field that gives a connection of t: at a root, or along via.
func (r *request) connection(f graphql.CollectedField, t *catalog.Type, via *plan.Hop, in scope) (*plan.Connection, *answer.Connection) {
	r.countConnection(f)
	arguments := r.arguments(f)
	names := t.Names()
	if via != nil {
		names = via.Field.Names()
	}
	c := &connection{
		request: r,
		plan:    &plan.Connection{Set: plan.Set{Type: t, Via: via, Where: r.where(f, arguments["where"], t, via)}},
		names:   names,
		order:   r.order(arguments["orderBy"], t, via, names),
	}
	c.page = c.cut(f, arguments)
	c.rows = &rows{request: r, static: t, row: &plan.Row{Type: t}, in: scope{in.depth, in.times * c.page.Limit}}
	c.page.Row = c.rows.row
	layout := &answer.Connection{Object: c.object(f, in)}
	if c.plan.Page != nil {
		r.countNodes(f, in, c.page.Limit)
		c.rows.finish()
	}
	c.place()
	return c.plan, layout
}

// cut reads first, after, last and before.
func (c *connection) cut(f graphql.CollectedField, arguments map[string]any) *plan.Page {
	first, last := arguments["first"], arguments["last"]
	if first != nil && last != nil {
		panic(place{f, "first, last"}.wrong(fault.BadUserInput, "give first or last, not both: first pages forwards, last backwards."))
	}
	page := &plan.Page{Limit: plan.DefaultPage, Backward: last != nil}
	for name, size := range map[string]any{"first": first, "last": last} {
		if size != nil {
			page.Limit = pageSize(place{f, name}, size.(int64))
		}
	}
	page.Order = plan.Certain(c.order.terms, c.plan.Set.Where)
	cursors := map[string][]any{}
	for _, name := range []string{"after", "before"} {
		if cursor, ok := arguments[name].(string); ok {
			cursors[name] = c.order.values(place{f, name}, cursor)
		}
	}
	after, before := cursors["after"], cursors["before"]
	if after != nil {
		page.After = plan.Beyond(page.Order, after)
	}
	if before != nil {
		page.Before = plan.Beyond(plan.Reverse(page.Order), before)
	}
	if page.Backward {
		page.Order = plan.Reverse(page.Order)
		after, before = before, after
	}
	if c.plan.Set.Via == nil {
		page.Stretches = plan.Stretches(page.Order, after, before)
	}
	return page
}

func pageSize(in place, size int64) int {
	if size < 0 {
		panic(in.wrong(fault.BadUserInput, "%d is less than nothing; a page has 0 to %d.", size, plan.MaxPage))
	}
	if size > plan.MaxPage {
		panic(in.wrong(fault.LimitExceeded, "%d at once are too many; the limit is %d.", size, plan.MaxPage))
	}
	return int(size)
}

// object plans the fields of the connection type.
func (c *connection) object(f graphql.CollectedField, in scope) *answer.Object {
	object := &answer.Object{Type: c.names.Connection()}
	below := in.deeper()
	for _, field := range c.fields(f, in) {
		object.Add(field.Name, field.Alias, field.Definition.Type.NonNull, c.field(field, below))
	}
	return object
}

func (c *connection) field(field graphql.CollectedField, in scope) answer.Source {
	switch field.Name {
	case "nodes":
		c.checkDepth(field, in)
		return answer.Rows{Page: c.paged(), Node: c.rows.node(field.Selections, in.deeper())}
	case "edges":
		return answer.Rows{Page: c.paged(), Edge: c.edge(field, in)}
	case "pageInfo":
		return c.pageInfo(field, in)
	case "totalCount":
		c.plan.Total = true
		part := &answer.Part{}
		c.totals = append(c.totals, part)
		return part
	case "aggregate":
		return c.aggregate(field, in)
	case "facets":
		return c.facet(field, in)
	}
	return answer.Text(c.names.Connection()) // __typename
}

// paged makes the rows part of the plan.
func (c *connection) paged() *plan.Page {
	c.plan.Page = c.page
	return c.page
}

// edge plans the fields of the edge type.
func (c *connection) edge(f graphql.CollectedField, in scope) *answer.Object {
	object := &answer.Object{Type: c.names.Edge()}
	for _, field := range c.fields(f, in) {
		object.Add(field.Name, field.Alias, field.Definition.Type.NonNull, c.edgeField(field, in.deeper()))
	}
	return object
}

func (c *connection) edgeField(field graphql.CollectedField, in scope) answer.Source {
	switch field.Name {
	case "node":
		c.checkDepth(field, in)
		return c.rows.node(field.Selections, in.deeper())
	case "cursor":
		return c.cursor()
	case sourcesField:
		c.checkDepth(field, in)
		return c.rows.edgeSources(field, in)
	case catalog.Confidence.Name:
		return answer.Common{At: c.rows.common(confidence), Kind: catalog.Float}
	}
	if c.plan.Set.Via != nil {
		if p := c.plan.Set.Via.Field.Relation.Property(field.Name); p != nil {
			return answer.Common{At: c.rows.common(plan.Value{Property: p, Edge: true}), Kind: p.Kind}
		}
	}
	return answer.Text(c.names.Edge()) // __typename
}

// cursor reads the values of the order with each row.
func (c *connection) cursor() answer.Cursor {
	cursor := answer.Cursor{Head: c.order.head}
	for _, term := range c.order.terms {
		cursor.Values = append(cursor.Values, answer.Common{At: c.rows.common(term.By), Kind: exprKind(term.By)})
	}
	return cursor
}

func (c *connection) pageInfo(f graphql.CollectedField, in scope) answer.Source {
	object := &answer.Object{Type: "PageInfo"}
	for _, field := range c.fields(f, in) {
		object.Add(field.Name, field.Alias, field.Definition.Type.NonNull, c.position(field))
	}
	return answer.Group{Object: object}
}

func (c *connection) position(field graphql.CollectedField) answer.Source {
	switch field.Name {
	case "hasNextPage":
		c.beyond(c.page.Before, !c.page.Backward, &c.page.Following)
		return answer.HasMore{Page: c.paged()}
	case "hasPreviousPage":
		c.beyond(c.page.After, c.page.Backward, &c.page.Preceding)
		return answer.HasMore{Page: c.paged(), Before: true}
	case "startCursor", "endCursor":
		return answer.EndCursor{Page: c.paged(), Last: field.Name == "endCursor", Cursor: c.cursor()}
	}
	return answer.Text("PageInfo") // __typename
}

// beyond has the store look past one end of the page: past the limit where the page is
// cut there, and past the cursor where one was given.
func (c *connection) beyond(cursor plan.Predicate, cutHere bool, ask *plan.Predicate) {
	c.page.More = c.page.More || cutHere
	if cursor != nil {
		*ask = plan.Not{Of: cursor}
	}
}

// place tells every part its cell: the parts stand in the order of plan.Connection.
func (c *connection) place() {
	at := 0
	if page := c.plan.Page; page != nil {
		at++
		for _, asked := range []plan.Predicate{page.Preceding, page.Following} {
			if asked != nil {
				at++
			}
		}
	}
	if c.plan.Total {
		for _, part := range c.totals {
			part.At = at
		}
		at++
	}
	if len(c.plan.Aggregates) > 0 {
		for _, part := range c.aggregates {
			part.At = at
		}
		at++
	}
	for _, part := range c.facets {
		part.At = at
		at++
	}
}
