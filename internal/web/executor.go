package web

import (
	"context"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
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
	exec.Use(newIntrospection()) // after those that may refuse
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
	schema *ast.Schema
	rules  map[string]core.RuleFunc
}

func newDocuments(schema *ast.Schema) documents {
	return documents{lru.New[*ast.QueryDocument](cachedDocuments), schema, validationRules().GetInner()}
}

// learn keeps a text's document if there is nothing wrong with it. What is wrong is left
// for the executor to say, which sorts the rules anew for each text: that takes a third of
// the time.
func (d documents) learn(ctx context.Context, text string) {
	if len(text) > cachedTextLength {
		return
	}
	document, err := parser.ParseQuery(&ast.Source{Input: text})
	if err != nil || len(document.Operations) == 0 {
		return
	}
	valid := true
	observers := &core.Events{}
	for name, rule := range d.rules {
		if name == rules.OverlappingFieldsCanBeMergedRule.Name && apart(document) {
			continue
		}
		rule(observers, func(...core.ErrorOption) { valid = false })
	}
	core.Walk(d.schema, document, observers)
	if valid {
		d.Add(ctx, text, document)
	}
}

// apart tells that no fields share a name in the answer, so that none have to be merged:
// the rule for those that do takes a fifth of the time. It may be false for documents with
// fragments, or with many fields.
func apart(document *ast.QueryDocument) bool {
	const many = 32 // each is compared with those before it
	var differ func(ast.SelectionSet) bool
	differ = func(set ast.SelectionSet) bool {
		for i, selection := range set {
			field, ok := selection.(*ast.Field)
			if !ok || i == many || !differ(field.SelectionSet) {
				return false
			}
			for _, before := range set[:i] {
				if before.(*ast.Field).Alias == field.Alias {
					return false
				}
			}
		}
		return true
	}
	return !slices.ContainsFunc(document.Operations, func(o *ast.OperationDefinition) bool { return !differ(o.SelectionSet) })
}

// Add keeps the document, unless its text is long.
func (d documents) Add(ctx context.Context, text string, document *ast.QueryDocument) {
	if len(text) <= cachedTextLength {
		d.Cache.Add(ctx, text, document)
	}
}

// validationRules are those of the specification, and two more.
func validationRules() *rules.Rules {
	all := rules.NewDefaultRules()
	all.AddRule("NoDefer", refuseDefer)
	all.AddRule("FewIntrospectionAliases", limitIntrospection)
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

// maxIntrospectionAliases is how often an operation may ask for parts of the schema under
// names of its own. The limits of operations do not touch introspection, and without
// aliases each part is answered once: with them, a short text has the schema written out
// hundreds of times.
const maxIntrospectionAliases = 5

// limitIntrospection counts the aliases in what an operation asks of the schema.
func limitIntrospection(observers *core.Events, addError core.AddErrFunc) {
	aliased := map[*ast.Field]bool{} // a fragment is walked at each of its spreads
	observers.OnField(func(_ *core.Walker, field *ast.Field) {
		about := field.Name == "__schema" || field.Name == "__type" ||
			field.ObjectDefinition != nil && strings.HasPrefix(field.ObjectDefinition.Name, "__")
		if !about || field.Alias == field.Name || aliased[field] {
			return
		}
		aliased[field] = true
		if len(aliased) == maxIntrospectionAliases+1 { // once is enough
			addError(core.Message("The operation has more than %d aliases in what it asks of the schema. Ask for the schema once, without aliases.", maxIntrospectionAliases),
				core.At(field.Position))
		}
	})
}
