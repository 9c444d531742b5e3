package main

import (
	"maps"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// answer is the scalar that stands for every root field's type while code is generated.
const answer = "Answer"

// prune leaves of a schema only what gqlgen must generate code for: a slot for each
// root field, without arguments, and introspection. The compiler reads arguments and
// selections itself, and what a slot gets is already encoded; so no Go type or function
// per type of the API is needed. Subscriptions are answered outside the generated code.
func prune(schema *ast.Schema) {
	slots(schema.Query)
	if schema.Mutation != nil {
		slots(schema.Mutation)
	}
	schema.Subscription = nil
	schema.Types[answer] = &ast.Definition{Kind: ast.Scalar, Name: answer, Position: schema.Query.Position}
	maps.DeleteFunc(schema.Types, func(name string, d *ast.Definition) bool {
		return !d.BuiltIn && d != schema.Query && d != schema.Mutation && name != answer
	})
	clear(schema.Directives)
}

// slots makes the fields of a root what they are for generated code.
func slots(root *ast.Definition) {
	for _, field := range root.Fields {
		if strings.HasPrefix(field.Name, "__") {
			continue
		}
		field.Arguments = nil
		field.Type = &ast.Type{NamedType: answer, NonNull: field.Type.NonNull, Position: field.Position}
	}
}
