package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"innograph/internal/answer"
	"innograph/internal/fault"
	"innograph/internal/lookahead"
	"innograph/internal/store"
)

// Engine answers whole operations, before gqlgen resolves their root fields: it plans
// the operation, has the store run the plan as one statement, and leaves each root
// field's part of the answer to its resolver.
type Engine struct {
	compiler *lookahead.Compiler
	store    store.Store
}

// NewEngine makes the extension for gqlgen's executor.
func NewEngine(compiler *lookahead.Compiler, store store.Store) *Engine {
	return &Engine{compiler: compiler, store: store}
}

var _ interface {
	graphql.HandlerExtension
	graphql.OperationInterceptor
} = (*Engine)(nil)

// ExtensionName is what gqlgen calls the extension.
func (*Engine) ExtensionName() string { return "Innograph" }

// Validate is satisfied with any schema.
func (*Engine) Validate(graphql.ExecutableSchema) error { return nil }

// InterceptOperation reads what the operation asks for. An operation that is refused, or
// that the store cannot answer, has no data at all.
func (e *Engine) InterceptOperation(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	operation := graphql.GetOperationContext(ctx)
	if operation.Operation.Operation != ast.Query {
		return next(ctx)
	}
	prepared, refused := e.compiler.Prepare(operation)
	if refused != nil {
		return refuse(refused)
	}
	if len(prepared.Roots) == 0 {
		return next(ctx) // introspection alone asks nothing of the store
	}
	cells, err := e.store.Read(ctx, prepared.Plan)
	if err != nil {
		return refuse(err)
	}
	return next(context.WithValue(ctx, answersKey{}, answers{prepared.Roots, cells}))
}

// refuse answers with an error and no data. Whoever serves the response words it.
func refuse(err error) graphql.ResponseHandler {
	return graphql.OneShot(&graphql.Response{Errors: gqlerror.List{gqlerror.Wrap(err)}})
}

// answers are the cells of an operation's answer, one for each of its roots.
type answers struct {
	roots []answer.Root
	cells []any
}

type answersKey struct{}

// of writes the answer to the root field with that response key.
func (a answers) of(key string) ([]byte, gqlerror.List) {
	for i := range a.roots {
		if a.roots[i].Key == key {
			return a.roots[i].Encode(a.cells[i])
		}
	}
	return nil, gqlerror.List{fault.New(fault.Internal, "Nothing was read for %q; please report this.", key).GraphQL()}
}
