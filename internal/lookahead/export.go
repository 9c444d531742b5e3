package lookahead

import (
	"slices"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/answer"
	"innograph/internal/catalog"
	"innograph/internal/fault"
	"innograph/internal/plan"
)

// Export is an operation of a single connection, whose rows are to be handed on one by one.
type Export struct {
	Plan *plan.Operation // the connection is its only root
	Root string          // the response key of the connection
	Rows answer.Rows
	// Count asks how many rows there would be; nil where the operation names a number that
	// is not too large.
	Count *plan.Operation
}

// Connection is what the export reads.
func (e *Export) Connection() *plan.Connection { return e.Plan.Roots[0].(*plan.Connection) }

// Export plans a parsed and validated query whose one root is a connection, of which it
// asks nodes or edges alone, at most so many. It is as long as the connection itself
// unless `first` says otherwise.
func (c *Compiler) Export(operation *graphql.OperationContext, most int) (export *Export, refused *fault.Error) {
	defer func() {
		if p := recover(); p != nil {
			found, ok := p.(*fault.Error)
			if !ok {
				panic(p)
			}
			export, refused = nil, found
		}
	}()
	r := &request{Compiler: c, operation: operation}
	return r.export(most), nil
}

func (r *request) export(most int) *Export {
	var root *catalog.Type
	fields := r.collect(r.operation.Operation.SelectionSet, []string{r.start()})
	if len(fields) == 1 && r.operation.Operation.Operation == ast.Query {
		i := slices.IndexFunc(r.catalog.Types, func(t *catalog.Type) bool { return t.Plural() == fields[0].Name })
		if i >= 0 && fields[0].Arguments.ForName("ids") == nil {
			root = r.catalog.Types[i]
		}
	}
	if root == nil {
		panic(fault.New(fault.BadUserInput,
			"Only a whole connection can be exported: a query with one field, such as products, and no other beside it. Ask for anything else as application/json."))
	}
	f := fields[0]
	connection, rows := r.exported(f, root, most)
	name := r.operation.Operation.Name
	export := &Export{Plan: &plan.Operation{Name: name, Roots: []plan.Query{connection}}, Root: f.Alias, Rows: rows}
	if connection.Page.Limit > most {
		counted := connection.Set
		counted.Where = both(both(counted.Where, connection.Page.After), connection.Page.Before)
		export.Count = &plan.Operation{Name: name, Roots: []plan.Query{&plan.Connection{Set: counted, Total: true}}}
	}
	return export
}

// exported plans the connection. Each page of the largest size may give as many nodes as
// an operation may.
func (r *request) exported(f graphql.CollectedField, t *catalog.Type, most int) (*plan.Connection, answer.Rows) {
	r.countConnection(f)
	arguments := r.arguments(f)
	if arguments["last"] != nil {
		panic(place{f, "last"}.wrong(fault.BadUserInput, "an export goes forwards. Use first, or turn the order around."))
	}
	limit := plan.All
	if first, given := arguments["first"].(int64); given {
		limit = exportSize(place{f, "first"}, first, most)
	}
	arguments["first"] = nil
	c := &connection{
		request: r,
		plan:    &plan.Connection{Set: plan.Set{Type: t, Where: r.where(f, arguments["where"], t, nil)}},
		names:   t.Names(),
		order:   r.order(arguments["orderBy"], t, nil, t.Names()),
	}
	c.page = c.cut(f, arguments)
	c.page.Limit, c.page.Stretches = limit, nil // all of it is read, in one go
	c.rows = &rows{request: r, static: t, row: &plan.Row{Type: t}, in: scope{top.depth, plan.MaxPage}}
	c.page.Row = c.rows.row
	asked := c.fields(f, top)
	if len(asked) != 1 || asked[0].Name != "nodes" && asked[0].Name != "edges" {
		panic(fault.New(fault.BadUserInput,
			"Of %q, an export asks nodes or edges, and nothing else: neither both nor totalCount, pageInfo, aggregate or facets.", f.Alias).Pointing(f.Position))
	}
	found := c.field(asked[0], top.deeper()).(answer.Rows)
	r.countNodes(f, top, plan.MaxPage)
	c.rows.finish()
	return c.plan, found
}

func exportSize(in place, size int64, most int) int {
	switch {
	case size < 0:
		panic(in.wrong(fault.BadUserInput, "%d is less than nothing; an export has 0 to %d rows.", size, most))
	case size > int64(most):
		panic(in.wrong(fault.LimitExceeded, "%d rows are too many for one export; the limit is %d. Go on behind the last row with after.", size, most))
	}
	return int(size)
}

// both holds where the two do; nil lets everything through.
func both(a, b plan.Predicate) plan.Predicate {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	}
	return plan.And{a, b}
}
