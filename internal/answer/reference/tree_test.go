package reference_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"
	"github.com/vektah/gqlparser/v2/parser"

	"innograph/internal/plan"
	"innograph/internal/store"
)

// tree gives the values that the reference answers an operation from: the data of our
// own answer, with the type of every object.
func tree(t testing.TB, over store.Store, asked operation) any {
	t.Helper()
	asked.query = named(t, asked.query)
	limits := plan.DefaultLimits
	limits.Aliases++ // as many as there may be, and "concrete"
	response := askWithin(t, limits, over, asked)
	if response.Errors != nil {
		t.Fatalf("no answer with the types' names: %v\n%s", response.Errors, asked.query)
	}
	return decoded(t, response.Data)
}

// decoded reads JSON into plain values; numbers keep their text.
func decoded(t testing.TB, text []byte) any {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return value
}

// named selects the name of its type in every object, under the key "concrete".
func named(t testing.TB, query string) string {
	t.Helper()
	document, err := parser.ParseQuery(&ast.Source{Input: query})
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range document.Operations {
		o.SelectionSet = withName(o.SelectionSet)
	}
	for _, f := range document.Fragments {
		f.SelectionSet = withName(f.SelectionSet)
	}
	var out strings.Builder
	formatter.NewFormatter(&out).FormatQueryDocument(document)
	return out.String()
}

func withName(selections ast.SelectionSet) ast.SelectionSet {
	if len(selections) == 0 {
		return selections
	}
	for _, selection := range selections {
		switch s := selection.(type) {
		case *ast.Field:
			if !strings.HasPrefix(s.Name, "__") { // introspection is answered from the schema
				s.SelectionSet = withName(s.SelectionSet)
			}
		case *ast.InlineFragment:
			s.SelectionSet = withName(s.SelectionSet)
		}
	}
	return append(selections, &ast.Field{Alias: "concrete", Name: "__typename"})
}
