// Package lookahead turns a GraphQL operation into a plan, before anything runs, and into
// the layout of its answer. It is the only place that reads selections: fragments,
// directives, aliases and variables end here.
package lookahead

import (
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/answer"
	"innograph/internal/catalog"
	"innograph/internal/fault"
	"innograph/internal/plan"
)

// Compiler plans the operations of one schema. It is safe for concurrent use.
type Compiler struct {
	catalog   *catalog.Catalog
	schema    *ast.Schema
	source    *catalog.Type
	limits    plan.Limits
	roots     map[string]root
	satisfies map[*catalog.Type][]string // the names of a concrete type and its interfaces
	orders    map[string]map[string]plan.Expr
	known     known
	survivors Survivors
}

// New makes the compiler of the API schema that was generated from the catalog.
func New(c *catalog.Catalog, schema *ast.Schema, limits plan.Limits) *Compiler {
	compiler := &Compiler{
		catalog: c, schema: schema, source: c.Source(), limits: limits,
		roots:     roots(c),
		satisfies: map[*catalog.Type][]string{},
		orders:    map[string]map[string]plan.Expr{},
		known:     newKnown(),
	}
	for _, t := range c.Types {
		names := []string{t.Name}
		for _, above := range t.Implements {
			names = append(names, above.Name)
		}
		compiler.satisfies[t] = names
		compiler.orders[t.Names().OrderField()] = orderFields(t, nil)
		for _, f := range t.Fields {
			compiler.orders[f.Names().OrderField()] = orderFields(f.Target, f.Relation)
		}
	}
	return compiler
}

// Prepared is an operation ready to be run. The roots that are read come first, and
// root i of them is written from cell i of the answer; those that analyses compute follow.
type Prepared struct {
	Plan     *plan.Operation
	Roots    []answer.Root
	Analyses []*Analysis
	Whole    bool // the roots are all of the answer, in its order
}

// Prepare plans a parsed and validated query or subscription, or finds what was planned
// for it before. A subscription's root is planned as an analysis is: each of its answers is
// computed. The error is of the client's making: BAD_USER_INPUT, INVALID_CURSOR,
// LIMIT_EXCEEDED or GRAPHQL_VALIDATION_FAILED.
func (c *Compiler) Prepare(operation *graphql.OperationContext) (*Prepared, *fault.Error) {
	document := c.known.document(operation)
	if document == nil {
		return c.plan(&request{Compiler: c, operation: operation})
	}
	values, ok := document.values(operation.Variables)
	if !ok { // the plan without them says why
		return c.plan(&request{Compiler: c, operation: operation})
	}
	key := planKey{document, document.shape(operation.Variables), c.mergings()}
	if found, ok := c.known.plans.Get(key); ok {
		return found.with(values), nil
	}
	r := &request{Compiler: c, operation: operation, given: document.places}
	prepared, refused := c.plan(r)
	if refused != nil {
		return nil, refused
	}
	if len(prepared.Analyses) == 0 && r.used.fields <= mostFields && len(key.shape) <= longestShape {
		prepared.Plan.Spelling = &plan.Spelling{}
		c.known.plans.Add(key, prepared)
	}
	return prepared.with(values), nil
}

func (*Compiler) plan(r *request) (prepared *Prepared, refused *fault.Error) {
	defer func() {
		if p := recover(); p != nil {
			found, ok := p.(*fault.Error)
			if !ok {
				panic(p)
			}
			prepared, refused = nil, found
		}
	}()
	return r.prepare(), nil
}

// request is the planning of one operation. Its methods panic with a *fault.Error, which
// Prepare catches: every level would otherwise only hand it on.
type request struct {
	*Compiler
	operation *graphql.OperationContext
	given     map[string]int // the places of the variables' values that the plan takes as they come
	used      struct{ connections, terms, nodes, fields int }
}

func (r *request) prepare() *Prepared {
	prepared := &Prepared{Plan: &plan.Operation{Name: r.operation.Operation.Name}}
	fields := r.collect(r.operation.Operation.SelectionSet, []string{r.start()})
	if slices.ContainsFunc(fields, r.computes) {
		r.given = nil // an analysis wants its values
	}
	for _, f := range fields {
		if root, ok := r.roots[f.Name]; ok {
			query, from := root(r, f)
			prepared.Plan.Roots = append(prepared.Plan.Roots, query)
			prepared.add(f, from)
		}
	}
	prepared.Whole = len(prepared.Roots) == len(fields)
	for _, f := range fields {
		if !r.computes(f) {
			continue
		}
		analysis := r.analysis(f)
		analysis.Root = len(prepared.Roots)
		prepared.Analyses = append(prepared.Analyses, analysis)
		prepared.add(f, analysis.Layout)
	}
	return prepared
}

// start is the type that the operation starts from.
func (r *request) start() string {
	if r.operation.Operation.Operation == ast.Subscription {
		return "Subscription"
	}
	return "Query"
}

// computes tells whether a root field is an analysis. Introspection is gqlgen's, which
// answers it from the schema.
func (r *request) computes(f graphql.CollectedField) bool {
	_, reads := r.roots[f.Name]
	return !reads && !strings.HasPrefix(f.Name, "__")
}

func (p *Prepared) add(f graphql.CollectedField, from answer.RootSource) {
	p.Roots = append(p.Roots, answer.Root{Key: f.Alias, NonNull: f.Definition.Type.NonNull, From: from})
}

// scope is where in the operation a selection stands: how deep, and how many times at most
// it will be answered.
type scope struct{ depth, times int }

// collect merges the selections of a field for a type: its names say which fragments apply.
func (r *request) collect(selections ast.SelectionSet, names []string) []graphql.CollectedField {
	fields := graphql.CollectFields(r.operation, selections, names)
	r.checkAliases(fields)
	r.used.fields += len(fields)
	return fields
}

// fields merges the selections of a field of a generated type, and checks its depth.
// Fragments may also be on its interfaces, as edges have one.
func (r *request) fields(f graphql.CollectedField, in scope) []graphql.CollectedField {
	r.checkDepth(f, in)
	definition := r.schema.Types[f.Definition.Type.Name()]
	return r.collect(f.Selections, append([]string{definition.Name}, definition.Interfaces...))
}
