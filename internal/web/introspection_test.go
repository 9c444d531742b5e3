package web_test

import (
	"testing"

	"innograph/internal/web"
)

// What is asked of the schema alone is worked out once; everything else each time.
func TestIntrospectionIsKept(t *testing.T) {
	schema := newStub()
	s := newSetup(func(o *web.Options) { o.Schema = schema })
	for _, c := range []struct {
		name, body string
		runs       int64 // of two requests
	}{
		{"of the schema", `{"query": "{ __schema { queryType { name } } }"}`, 1},
		{"of the schema, in another text", `{"query": "{ __typename __schema { queryType { name } } }"}`, 1},
		{"two operations, the first", `{"query": "query A { __typename } query B { __typename hello }", "operationName": "A"}`, 1},
		{"two operations, the second", `{"query": "query A { __typename } query B { __typename hello }", "operationName": "B"}`, 2},
		{"of the data, too", `{"query": "{ __typename ...f } fragment f on Query { hello }"}`, 2},
		{"with a variable", `{"query": "query($s: Boolean = true) { __typename @skip(if: $s) a: __typename }"}`, 2},
		{"a mutation", `{"query": "mutation { __typename }"}`, 2},
	} {
		before := schema.runs.Load()
		first, second := s.ask(post+c.body), s.ask(post+c.body)
		if first.Code != 200 || first.Body.String() != second.Body.String() {
			t.Errorf("%s: %d %s, and then %s", c.name, first.Code, first.Body, second.Body)
		}
		if runs := schema.runs.Load() - before; runs != c.runs {
			t.Errorf("%s: run %d times, not %d", c.name, runs, c.runs)
		}
	}
}
