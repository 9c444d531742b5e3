package reference_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"innograph/internal/conform"
	"innograph/internal/store"
)

// TestEveryByteIsAsGqlgenWritesIt has the operations here and all of the corpus answered
// by us and by the reference: from cells as JSON text, from cells as Go values, and
// from texts that are hard to write.
func TestEveryByteIsAsGqlgenWritesIt(t *testing.T) {
	stores := []struct {
		name string
		over store.Store
	}{
		{"JSON text", embedded},
		{"Go values", changed{embedded, value}},
		{"difficult texts", changed{embedded, difficult}},
		{"difficult Go values", changed{embedded, func(raw *store.Raw) any {
			if raw, ok := difficult(raw).(*store.Raw); ok {
				return value(raw)
			}
			return nil
		}}},
	}
	for name, asked := range operations(t) {
		t.Run(name, func(t *testing.T) {
			for _, from := range stores {
				t.Run(from.name, func(t *testing.T) { same(t, from.over, asked) })
			}
		})
	}
}

// same compares the answers to an operation, and tells whether there was one: what is
// refused is refused whole, and nothing is encoded.
func same(t *testing.T, over store.Store, asked operation) bool {
	t.Helper()
	response := ask(t, over, asked)
	if response.Errors != nil {
		return false
	}
	want := gqlgen.execute(t, asked, tree(t, over, asked), 1)
	if want.Errors != nil {
		t.Fatalf("the reference refuses: %v\n%s", want.Errors, asked.query)
	}
	if !bytes.Equal(response.Data, want.Data) {
		t.Errorf("to %s\nwe write\n%s\nand gqlgen writes\n%s", asked.query, response.Data, want.Data)
	}
	return true
}

// operations are those of this package, which must all be answered, and the corpus.
func operations(t *testing.T) map[string]operation {
	t.Helper()
	all := map[string]operation{}
	files, err := filepath.Glob("testdata/operations/*.graphql")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		query, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		asked := operation{query: string(query)}
		if errs := ask(t, embedded, asked).Errors; errs != nil {
			t.Errorf("%s: %v", file, errs)
		}
		all[filepath.Base(file)] = asked
	}
	cases, err := conform.Cases(filepath.Join(root, "testdata/ops"))
	if err != nil {
		t.Fatal(err)
	}
	if len(cases) == 0 || len(all) == 0 {
		t.Fatal("there are no operations")
	}
	for _, c := range cases {
		var before []byte
		for i, step := range c.Steps {
			variables, err := step.Given(before)
			if err != nil {
				t.Fatal(err)
			}
			asked := operation{step.Query, variables}
			before = slices.Concat([]byte(`{"data":`), ask(t, embedded, asked).Data, []byte(`}`))
			all[c.Name+string(rune('1'+i))] = asked
		}
	}
	return all
}
