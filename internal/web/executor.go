package web

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator/core"
	"github.com/vektah/gqlparser/v2/validator/rules"
)

// newExecutor is gqlgen's executor, with introspection for everyone.
func newExecutor(options Options, present presenter, cache documents) *executor.Executor {
	exec := executor.New(options.Schema)
	exec.SetErrorPresenter(present.error)
	exec.SetRecoverFunc(present.recover)
	exec.SetDefaultRulesFn(validationRules)
	exec.SetQueryCache(cache)
	exec.Use(extension.Introspection{})
	for _, extension := range options.Extensions {
		exec.Use(extension)
	}
	return exec
}

// Together these bound the memory of the cache: front ends send few, small texts again
// and again, and a client that sends large ones must not fill it.
const (
	cachedDocuments  = 1000
	cachedTextLength = 16 << 10 // bytes
)

// documents are the operations that were checked, parsed and validated before, by text.
type documents struct {
	graphql.Cache[*ast.QueryDocument]
}

func newDocuments() documents {
	return documents{lru.New[*ast.QueryDocument](cachedDocuments)}
}

// Add keeps the document, unless its text is long.
func (d documents) Add(ctx context.Context, text string, document *ast.QueryDocument) {
	if len(text) <= cachedTextLength {
		d.Cache.Add(ctx, text, document)
	}
}

// validationRules are those of the specification, and one more.
func validationRules() *rules.Rules {
	all := rules.NewDefaultRules()
	all.AddRule("NoDefer", refuseDefer)
	return all
}

// refuseDefer turns @defer away. gqlgen puts it into every schema; but an answer here
// comes in one piece, and gqlgen's own would have null for what was deferred.
func refuseDefer(observers *core.Events, addError core.AddErrFunc) {
	observers.OnDirective(func(_ *core.Walker, directive *ast.Directive) {
		if directive.Name == "defer" {
			addError(core.Message(`The directive "@defer" is not served: answers come in one piece. Leave it out.`),
				core.At(directive.Position))
		}
	})
}
