package lookahead_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"innograph/internal/catalog"
	"innograph/internal/fault"
	"innograph/internal/gen/augment"
	"innograph/internal/lookahead"
	"innograph/internal/plan"
	"innograph/schema"
)

// synthetic adds what the model has no example of: a property that is a Boolean.
const synthetic = `extend type Product { discontinued: Boolean }`

// api is a compiler and the schema it is for.
type api struct {
	schema   *ast.Schema
	model    *catalog.Catalog
	compiler *lookahead.Compiler
}

func open(t *testing.T, limits plan.Limits) *api {
	t.Helper()
	sources, err := catalog.Sources(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	sources = append(sources, &ast.Source{Name: "synthetic.graphql", Input: synthetic})
	model, err := catalog.Parse(sources...)
	if err != nil {
		t.Fatal(err)
	}
	document, err := augment.Schema(sources...)
	if err != nil {
		t.Fatal(err)
	}
	public, err := gqlparser.LoadSchema(&ast.Source{Name: "public.graphql", Input: augment.Print(document)})
	if err != nil {
		t.Fatal(err)
	}
	return &api{public, model, lookahead.New(model, public, limits)}
}

// prepare plans an operation as the server does; variables are a JSON object or "".
func (a *api) prepare(t *testing.T, query, variables string) (*lookahead.Prepared, *fault.Error) {
	t.Helper()
	return a.compiler.Prepare(a.operation(t, query, variables))
}

// operation parses and validates.
func (a *api) operation(t *testing.T, query, variables string) *graphql.OperationContext {
	t.Helper()
	document, errs := gqlparser.LoadQueryWithRules(a.schema, query, rules.NewDefaultRules())
	if errs != nil {
		t.Fatalf("%v in %s", errs, query)
	}
	given := map[string]any{}
	if variables != "" {
		decoder := json.NewDecoder(bytes.NewReader([]byte(variables)))
		decoder.UseNumber()
		if err := decoder.Decode(&given); err != nil {
			t.Fatal(err)
		}
	}
	operation := document.Operations[0]
	values, err := validator.VariableValues(a.schema, operation, given)
	if err != nil {
		t.Fatalf("%v in %s", err, query)
	}
	return &graphql.OperationContext{RawQuery: query, Doc: document, Operation: operation, Variables: values}
}

// refused expects a refusal whose message has all of the words.
func (a *api) refused(t *testing.T, query, variables string, code fault.Code, words ...string) {
	t.Helper()
	_, refused := a.prepare(t, query, variables)
	if refused == nil {
		t.Fatalf("taken: %s", query)
	}
	if refused.Code != code {
		t.Errorf("%s, want %s: %s", refused.Code, code, refused.Message)
	}
	for _, word := range words {
		if !strings.Contains(refused.Message, word) {
			t.Errorf("the message does not say %q: %s", word, refused.Message)
		}
	}
	if refused.At == nil {
		t.Errorf("no place in the operation: %s", refused.Message)
	}
}
