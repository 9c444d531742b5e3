package main

import (
	"os"

	"github.com/99designs/gqlgen/codegen"
	"github.com/99designs/gqlgen/codegen/config"
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/gen/augment"
)

// published is where the public schema is written, seen from the project's root. It is
// embedded from there, by the generated code and by package graph.
const published = "graph/schema.graphql"

// plugin gives gqlgen the public schema instead of the model, and keeps it from
// generating code for anything but the root fields.
type plugin struct{ config *config.Config }

// Name is what gqlgen's errors call the plugin.
func (*plugin) Name() string { return "innograph" }

// InjectSourcesEarly puts the public schema in the place of the model.
func (p *plugin) InjectSourcesEarly() ([]*ast.Source, error) {
	document, err := augment.Schema(p.config.Sources...)
	if err != nil {
		return nil, err
	}
	text := augment.Print(document)
	if err := os.WriteFile(published, []byte(text), 0o644); err != nil {
		return nil, err
	}
	p.config.Sources = nil
	return []*ast.Source{{Name: published, Input: text}}, nil
}

// MutateSchema prunes what code is generated for. The generated code embeds the whole
// public schema, so that parsing, validation and introspection see all of it.
func (*plugin) MutateSchema(schema *ast.Schema) error {
	prune(schema)
	return nil
}

// GenerateCode has the root fields resolved one after another: their answers are ready
// by then, and a goroutine for each would only cost.
func (*plugin) GenerateCode(data *codegen.Data) error {
	data.QueryRoot.DisableConcurrency = true
	return nil
}

// Implement gives a new resolver its body: the answer to the root field at hand.
func (*plugin) Implement(body string, _ *codegen.Field) string {
	if body != "" {
		return body
	}
	return "return r.answer(ctx)"
}
