package graph_test

import (
	"encoding/json"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/graph"
)

// Code is generated for the root fields alone, yet clients must see the whole schema.
func TestIntrospectionShowsThePublishedSchema(t *testing.T) {
	exec := executor.New(graph.NewExecutableSchema(graph.Config{Resolvers: &graph.Resolver{}}))
	exec.Use(extension.Introspection{})
	ctx := graphql.StartOperationTrace(t.Context())
	operation, errs := exec.CreateOperationContext(ctx, &graphql.RawParams{
		Query: `{ __schema { types { name fields { name args { name } } inputFields { name } enumValues { name } } } }`,
	})
	if errs != nil {
		t.Fatal(errs)
	}
	respond, ctx := exec.DispatchOperation(ctx, operation)
	response := respond(ctx)
	if response.Errors != nil {
		t.Fatal(response.Errors)
	}
	type named struct{ Name string }
	var seen struct {
		Schema struct {
			Types []struct {
				named
				Fields []struct {
					named
					Args []named
				}
				InputFields, EnumValues []named
			}
		} `json:"__schema"`
	}
	if err := json.Unmarshal(response.Data, &seen); err != nil {
		t.Fatal(err)
	}
	shown := map[string]int{}
	for _, d := range seen.Schema.Types {
		parts := len(d.InputFields) + len(d.EnumValues) + len(d.Fields)
		for _, f := range d.Fields {
			parts += len(f.Args)
		}
		shown[d.Name] = parts
	}
	published := gqlparser.MustLoadSchema(&ast.Source{Name: "schema.graphql", Input: graph.SDL})
	for name, d := range published.Types {
		parts := len(d.EnumValues)
		for _, f := range d.Fields {
			if f.Name != "__schema" && f.Name != "__type" {
				parts += 1 + len(f.Arguments)
			}
		}
		if got, ok := shown[name]; !ok || got != parts {
			t.Errorf("introspection shows %d parts of %s, and the published schema has %d", got, name, parts)
		}
	}
}
