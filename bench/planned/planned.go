// Package planned takes the shapes that are measured as far as a benchmark of a single
// part wants them.
package planned

import (
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"innograph/bench/shapes"
	"innograph/graph"
	"innograph/internal/catalog"
	"innograph/internal/lookahead"
	"innograph/internal/plan"
	"innograph/schema"
)

// Shapes are those that tell most: the smallest, three levels, and many rows.
var Shapes = []string{"point", "nested", "wide"}

// Variables are taken by any of them.
var Variables = map[string]any{"id": "product/igbt-module", "name": "A"}

// Planner plans as the server does.
type Planner struct {
	Schema   *ast.Schema
	Compiler *lookahead.Compiler
}

// New makes a planner of the real model.
func New(tb testing.TB) *Planner {
	tb.Helper()
	model, err := catalog.Load(schema.Files)
	if err != nil {
		tb.Fatal(err)
	}
	api := graph.NewExecutableSchema(graph.Config{Resolvers: &graph.Resolver{}}).Schema()
	return &Planner{api, lookahead.New(model, api, plan.DefaultLimits)}
}

// Parse reads and validates a shape's text.
func (p *Planner) Parse(tb testing.TB, shape string) *ast.QueryDocument {
	tb.Helper()
	document, errs := gqlparser.LoadQueryWithRules(p.Schema, shapes.Text(shape, shapes.Innograph), rules.NewDefaultRules())
	if errs != nil {
		tb.Fatal(errs)
	}
	return document
}

// Prepare plans a document that was read, for the variables.
func (p *Planner) Prepare(tb testing.TB, document *ast.QueryDocument) *lookahead.Prepared {
	tb.Helper()
	return p.prepare(tb, document, "")
}

// PrepareAgain is Prepare for a document with its text, by which it is known after the
// first time.
func (p *Planner) PrepareAgain(tb testing.TB, document *ast.QueryDocument, shape string) *lookahead.Prepared {
	tb.Helper()
	return p.prepare(tb, document, shapes.Text(shape, shapes.Innograph))
}

func (p *Planner) prepare(tb testing.TB, document *ast.QueryDocument, text string) *lookahead.Prepared {
	tb.Helper()
	operation := document.Operations[0]
	given := map[string]any{}
	for _, v := range operation.VariableDefinitions {
		given[v.Variable] = Variables[v.Variable]
	}
	values, err := validator.VariableValues(p.Schema, operation, given)
	if err != nil {
		tb.Fatal(err)
	}
	prepared, refused := p.Compiler.Prepare(&graphql.OperationContext{RawQuery: text, Doc: document, Operation: operation, Variables: values})
	if refused != nil {
		tb.Fatal(refused)
	}
	return prepared
}

// Plan is a shape's plan.
func (p *Planner) Plan(tb testing.TB, shape string) *plan.Operation {
	tb.Helper()
	return p.Prepare(tb, p.Parse(tb, shape)).Plan
}
