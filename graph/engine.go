package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"innograph/internal/answer"
	"innograph/internal/fault"
	"innograph/internal/feed"
	"innograph/internal/lookahead"
	"innograph/internal/store"
)

// Engine answers whole operations, before gqlgen resolves their root fields: it plans
// the operation, has the analyses compute or the mutations write, and the store run the
// plan as one statement. An answer with something of the schema, of an analysis, of a write
// or of an error is put together by gqlgen, from the resolvers' parts; the others, which are
// most, are written here.
type Engine struct {
	Parts
	audiences *audiences
}

// Parts are what an Engine works with. One that only reads needs no more than the first
// three.
type Parts struct {
	Compiler  *lookahead.Compiler
	Store     store.Store
	Analyses  Analyses
	Mutations Mutations
	Feed      *feed.Feed
	// ExportRows is how many rows an export may have.
	ExportRows int
}

// Analyses computes the root fields that no store answers by itself.
type Analyses interface {
	// Run gives an answer.Record or a list of them for the field of that name. The
	// error is a *fault.Error.
	Run(ctx context.Context, name string, arguments map[string]any) (any, error)
}

// NewEngine makes the extension for gqlgen's executor.
func NewEngine(parts Parts) *Engine { return &Engine{parts, newAudiences()} }

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
	switch operation.Operation.Operation {
	case ast.Subscription:
		return e.follow(ctx, operation)
	case ast.Mutation:
		return e.mutate(ctx, operation, next)
	}
	prepared, refused := e.Compiler.Prepare(operation)
	if refused != nil {
		return refuse(refused)
	}
	answers := newAnswers(prepared.Roots)
	if err := e.answer(ctx, prepared, answers); err != nil {
		return refuse(err)
	}
	if prepared.Whole {
		if data, errs := answer.Data(prepared.Roots, answers.cells); errs == nil {
			return graphql.OneShot(&graphql.Response{Data: data})
		}
	}
	return next(context.WithValue(ctx, answersKey{}, answers))
}

// answer finds all that was asked for.
func (e *Engine) answer(ctx context.Context, prepared *lookahead.Prepared, answers *answers) error {
	if err := e.compute(ctx, prepared, answers); err != nil {
		return err
	}
	return e.read(ctx, prepared, answers)
}

// compute runs the analyses, and adds what is selected beneath the nodes of their
// answers to the plan.
func (e *Engine) compute(ctx context.Context, prepared *lookahead.Prepared, answers *answers) error {
	answers.computed = make([]any, len(prepared.Analyses))
	for i, analysis := range prepared.Analyses {
		computed, err := e.run(ctx, analysis)
		if err != nil {
			found := fault.From(err)
			if found.Code != fault.NotFound {
				return found
			}
			answers.failed[prepared.Roots[analysis.Root].Key] = found
			continue
		}
		answers.computed[i] = computed
		for _, lookup := range analysis.Lookups(computed) {
			prepared.Plan.Roots = append(prepared.Plan.Roots, lookup)
		}
	}
	return nil
}

// run computes the answer to a root field: a part of the log, or what an analysis finds.
func (e *Engine) run(ctx context.Context, field *lookahead.Analysis) (any, error) {
	if field.Name == feed.Field && e.Feed != nil {
		return e.Feed.Page(ctx, field.Arguments)
	}
	return e.Analyses.Run(ctx, field.Name, field.Arguments)
}

// read runs the plan, and hands each analysis what was read for it.
func (e *Engine) read(ctx context.Context, prepared *lookahead.Prepared, answers *answers) error {
	var cells []any
	if len(prepared.Plan.Roots) > 0 { // introspection alone asks nothing of the store
		var err error
		if cells, err = e.Store.Read(ctx, prepared.Plan); err != nil {
			return err
		}
	}
	read := len(prepared.Roots) - len(prepared.Analyses)
	answers.cells = append(cells[:read:read], answers.computed...)
	rest := cells[read:]
	for i, analysis := range prepared.Analyses {
		if answers.computed[i] == nil {
			continue
		}
		for j, slot := range analysis.Layout.Slots {
			slot.Rows = answer.ByID(rest[j])
		}
		rest = rest[len(analysis.Layout.Slots):]
	}
	return nil
}

// refuse answers with an error and no data. Whoever serves the response words it.
func refuse(err error) graphql.ResponseHandler {
	return graphql.OneShot(&graphql.Response{Errors: gqlerror.List{gqlerror.Wrap(err)}})
}

// answers are the cells of an operation's answer, one for each of its roots.
type answers struct {
	roots    []answer.Root
	cells    []any
	computed []any
	failed   map[string]*fault.Error // by response key
}

func newAnswers(roots []answer.Root) *answers {
	return &answers{roots: roots, failed: map[string]*fault.Error{}}
}

type answersKey struct{}

// of writes the answer to the root field with that response key.
func (a *answers) of(key string) ([]byte, gqlerror.List) {
	if failed, ok := a.failed[key]; ok {
		return nil, gqlerror.List{failed.Under(ast.Path{ast.PathName(key)}).GraphQL()}
	}
	for i := range a.roots {
		if a.roots[i].Key == key {
			return a.roots[i].Encode(a.cells[i])
		}
	}
	return nil, gqlerror.List{fault.New(fault.Internal, "Nothing was read for %q; please report this.", key).GraphQL()}
}
