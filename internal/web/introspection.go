package web

import (
	"context"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/vektah/gqlparser/v2/ast"
)

// keptIntrospections bounds the memory of answers about the schema, some megabytes each:
// tools ask with one text of their own, again and again.
const keptIntrospections = 4

// introspection keeps the answers to operations that ask of the schema alone, and without
// variables: they never change, and to write out the whole schema takes longer than to
// answer hundreds of other operations.
type introspection struct {
	answers *lru.Cache[introspectionKey, []byte]
}

type introspectionKey struct{ text, operation string }

var _ interface {
	graphql.HandlerExtension
	graphql.OperationInterceptor
} = introspection{}

func newIntrospection() introspection {
	answers, err := lru.New[introspectionKey, []byte](keptIntrospections)
	if err != nil {
		panic(err) // only a size below 1 can be the cause
	}
	return introspection{answers}
}

// ExtensionName is what gqlgen calls the extension.
func (introspection) ExtensionName() string { return "KeptIntrospection" }

// Validate is satisfied with any schema.
func (introspection) Validate(graphql.ExecutableSchema) error { return nil }

// InterceptOperation answers with what was answered before.
func (i introspection) InterceptOperation(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	operation := graphql.GetOperationContext(ctx)
	if !ofSchemaAlone(operation) {
		return next(ctx)
	}
	key := introspectionKey{operation.RawQuery, operation.Operation.Name}
	if data, ok := i.answers.Get(key); ok {
		return graphql.OneShot(&graphql.Response{Data: data})
	}
	respond := next(ctx)
	return func(ctx context.Context) *graphql.Response {
		response := respond(ctx)
		if response != nil && len(response.Errors) == 0 {
			i.answers.Add(key, response.Data)
		}
		return response
	}
}

// ofSchemaAlone tells whether the text decides the whole answer. One whose root has
// fragments is not looked through: no tool writes it so.
func ofSchemaAlone(operation *graphql.OperationContext) bool {
	if operation.Operation.Operation != ast.Query || len(operation.Operation.VariableDefinitions) > 0 ||
		len(operation.RawQuery) > cachedTextLength {
		return false
	}
	return !slices.ContainsFunc(operation.Operation.SelectionSet, func(s ast.Selection) bool {
		field, ok := s.(*ast.Field)
		return !ok || !strings.HasPrefix(field.Name, "__")
	})
}
