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

// Export is an operation of a single list, whose rows are to be handed on one by one: of a
// connection, or of what an analysis finds.
type Export struct {
	Path []string // of the list, in response keys
	Rows answer.Rows

	Plan *plan.Operation // the connection is its only root; nil for an analysis
	// Count asks how many rows there would be; nil where the operation names a number that
	// is not too large.
	Count *plan.Operation

	Computed *Prepared // the analysis is its only root; nil for a connection
	List     string    // the field of what is computed that is the list; empty where all of it is
}

// Connection is what the export reads.
func (e *Export) Connection() *plan.Connection { return e.Plan.Roots[0].(*plan.Connection) }

// Export plans a parsed and validated query whose one root is a connection, of which it
// asks nodes or edges alone, at most so many; or an analysis, of which it asks a single
// list. It is as long as the list itself unless `first` says otherwise.
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
	fields := r.collect(r.operation.Operation.SelectionSet, []string{r.start()})
	if len(fields) == 1 && r.operation.Operation.Operation == ast.Query {
		f := fields[0]
		i := slices.IndexFunc(r.catalog.Types, func(t *catalog.Type) bool { return t.Plural() == f.Name })
		switch {
		case i >= 0 && f.Arguments.ForName("ids") == nil:
			return r.exportConnection(f, r.catalog.Types[i], most)
		case r.computes(f):
			return r.exportAnalysis(f)
		}
	}
	panic(fault.New(fault.BadUserInput,
		"Only a whole list can be exported: a query with one field, a connection such as products or an analysis, and no other beside it. Ask for anything else as application/json."))
}

func (r *request) exportConnection(f graphql.CollectedField, t *catalog.Type, most int) *Export {
	connection, rows, below := r.exported(f, t, most)
	name := r.operation.Operation.Name
	export := &Export{Plan: &plan.Operation{Name: name, Roots: []plan.Query{connection}}, Path: []string{f.Alias, below}, Rows: rows}
	if connection.Page.Limit > most {
		counted := connection.Set
		counted.Where = both(both(counted.Where, connection.Page.After), connection.Page.Before)
		export.Count = &plan.Operation{Name: name, Roots: []plan.Query{&plan.Connection{Set: counted, Total: true}}}
	}
	return export
}

// exportAnalysis plans an analysis. Where that gives a connection, all of it is wanted.
func (r *request) exportAnalysis(f graphql.CollectedField) *Export {
	r.given = nil // an analysis wants its values
	analysis := r.analysis(f)
	prepared := &Prepared{Plan: &plan.Operation{Name: r.operation.Operation.Name}, Analyses: []*Analysis{analysis}}
	prepared.add(f, analysis.Layout)
	export := &Export{Path: []string{f.Alias}, Computed: prepared, Rows: answer.Rows{Item: analysis.Layout.Object}}
	if f.Definition.Type.Elem != nil {
		return export // it is a list itself
	}
	var list answer.Inner
	if selected := analysis.Layout.Object.Fields; len(selected) == 1 {
		list, _ = selected[0].From.(answer.Inner)
		export.Path = append(export.Path, selected[0].Key)
	}
	if !list.List {
		panic(fault.New(fault.BadUserInput,
			"Of %q, an export asks a single list of objects, such as nodes or links, and nothing beside it. Ask for anything else as application/json.", f.Alias).Pointing(f.Position))
	}
	if r.pagesByDefault(f) {
		analysis.Arguments["first"] = plan.All
	}
	export.List, export.Rows.Item = list.Name, list.Object
	return export
}

// pagesByDefault tells whether the field gives a page of a size that nobody has asked for.
func (r *request) pagesByDefault(f graphql.CollectedField) bool {
	if after := f.Definition.Arguments.ForName("after"); after == nil || after.Type.Name() != "String" {
		return false // it has no cursors: `first`, if there is such, is where a search ends
	}
	given := f.Arguments.ForName("first")
	if given == nil {
		return true
	}
	first, _ := r.plain(given.Value)
	return first == nil
}

// exported plans the connection, and gives the response key of its nodes or edges. Each
// page of the largest size may give as many nodes as an operation may.
func (r *request) exported(f graphql.CollectedField, t *catalog.Type, most int) (_ *plan.Connection, _ answer.Rows, key string) {
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
	return c.plan, found, asked[0].Alias
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
