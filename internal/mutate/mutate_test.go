package mutate

import (
	"slices"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/graph"
	"innograph/internal/auth"
	"innograph/internal/catalog"
	"innograph/internal/fault"
	"innograph/schema"
)

func fields(t *testing.T) *Mutations {
	t.Helper()
	model, err := catalog.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	return New(model, nil) // nothing is written
}

// What the generator declares can be done, and nothing else.
func TestEveryMutationIsKnown(t *testing.T) {
	m := fields(t)
	published := gqlparser.MustLoadSchema(&ast.Source{Name: "schema.graphql", Input: graph.SDL})
	for _, f := range published.Mutation.Fields {
		if m.fields[f.Name] == nil {
			t.Errorf("the schema has %s, which nobody does", f.Name)
		}
		delete(m.fields, f.Name)
	}
	for name := range m.fields {
		t.Errorf("%s is done, and the schema has it not", name)
	}
}

// A write is planned for whoever may have it, and refused before it begins otherwise.
func TestPlan(t *testing.T) {
	object := func(values ...any) map[string]any {
		given := map[string]any{}
		for i := 0; i < len(values); i += 2 {
			given[values[i].(string)] = values[i+1]
		}
		return given
	}
	list := func(items ...any) []any { return items }
	edge := func(confidence any) map[string]any {
		return object("input", list(object("from", "a", "to", "b"), object("from", "a", "to", "b", "confidence", confidence)))
	}
	m := fields(t)
	for _, c := range []struct {
		what, field string
		arguments   map[string]any
		as          auth.Role
		code        fault.Code // empty: planned
		at          ast.Path
	}{
		{"a deletion", "deleteEntities", object("ids", list("product/a"), "cascade", false), auth.Editor, "", nil},
		{"with its relations", "deleteEntities", object("ids", list("product/a"), "cascade", true), auth.Editor, fault.Forbidden, nil},
		{"by an admin", "deleteEntities", object("ids", list("product/a"), "cascade", true), auth.Admin, "", nil},
		{"of a source", "deleteEntities", object("ids", list("product/a", "source/a")), auth.Admin, fault.BadUserInput, path("ids", 1)},
		{"of no source", "deleteSources", object("ids", list("product/a")), auth.Admin, fault.BadUserInput, path("ids", 0)},
		{"a merging", "mergeEntities", object("from", "product/a", "into", "product/b"), auth.Editor, fault.Forbidden, nil},
		{"by an admin", "mergeEntities", object("from", "product/a", "into", "product/b"), auth.Admin, "", nil},
		{"of sources", "mergeEntities", object("from", "source/a", "into", "source/b"), auth.Admin, fault.BadUserInput, path("from")},
		{"a splitting", "splitEntity", object("id", "product/a"), auth.Editor, fault.Forbidden, nil},
		{"the surest edge", "linkUses", edge(1.0), auth.Editor, "", nil},
		{"one that nobody assessed", "linkUses", edge(nil), auth.Editor, "", nil},
		{"more than sure", "linkUses", edge(1.01), auth.Editor, fault.BadUserInput, path("input", 1, "confidence")},
		{"less than unsure", "linkUses", edge(-0.5), auth.Editor, fault.BadUserInput, path("input", 1, "confidence")},
		{"a key", "splitEntity", object("id", "product/a", "idempotencyKey", "三一"), auth.Admin, "", nil},
		{"an empty key", "splitEntity", object("id", "product/a", "idempotencyKey", ""), auth.Admin, fault.BadUserInput, path("idempotencyKey")},
	} {
		write, err := m.Plan(auth.With(t.Context(), auth.Identity{Name: "somebody", Role: c.as}), c.field, c.arguments)
		switch {
		case c.code == "" && (err != nil || write == nil):
			t.Errorf("%s: %v", c.what, err)
		case c.code != "" && (err == nil || fault.From(err).Code != c.code || !slices.Equal(fault.From(err).Argument, c.at)):
			t.Errorf("%s: %v, want %s at %v", c.what, err, c.code, c.at)
		}
	}
}

func path(parts ...any) ast.Path {
	var all ast.Path
	for _, part := range parts {
		switch part := part.(type) {
		case string:
			all = append(all, ast.PathName(part))
		case int:
			all = append(all, ast.PathIndex(part))
		}
	}
	return all
}
