//go:build !race

package conform_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"innograph/internal/conform"
	"innograph/internal/store/storetest"
)

// Real cursors, bent: cut off anywhere, with any bit turned, and given to every other
// connection. They are refused, or are the cursor of another row.
func TestBentCursors(t *testing.T) {
	model, facts := hunan(t)
	both(t, model, facts, func(t *testing.T, engine *conform.Engine, _ storetest.Database) {
		connections := []string{
			`products(first: 1, %s) { pageInfo { endCursor } }`,
			`products(first: 1, orderBy: [{ field: YEAR, direction: DESC }], %s) { pageInfo { endCursor } }`,
			`patents(first: 1, %s) { pageInfo { endCursor } }`,
			`indicators(first: 1, orderBy: [{ field: VALUE }], %s) { pageInfo { endCursor } }`,
			`entities(first: 1, orderBy: [{ field: INDICATORS_COUNT }, { field: NAME }], %s) { pageInfo { endCursor } }`,
			`region(id: "region/hunan") { contains(first: 1, %s) { pageInfo { endCursor } } }`,
		}
		cursors := make([]string, len(connections))
		for i, connection := range connections {
			answer := ask(t, engine, fmt.Sprintf("{ "+connection+" }", "after: null"), "")
			cursors[i] = findCursor(t, answer.Response)
		}
		for i, connection := range connections {
			query := "query ($c: String!) { " + fmt.Sprintf(connection, "after: $c") + " }"
			for j, cursor := range cursors {
				answer := ask(t, engine, query, cursor)
				if code := codeOf(t, answer.Response); i == j && code != "OK" || i != j && code != "INVALID_CURSOR" {
					t.Errorf("the cursor of connection %d in connection %d: %s", j, i, code)
				}
			}
			stride := 1
			if engine.Name == neo4j { // what is refused does not come so far
				stride = 12
			}
			for _, bent := range bend(cursors[i], stride) {
				answer := ask(t, engine, query, bent)
				if code := codeOf(t, answer.Response); code != "INVALID_CURSOR" && (code != "OK" || len(bent) != len(cursors[i])) {
					t.Errorf("connection %d, %q: %s", i, bent, answer.Response)
				}
			}
		}
	})
}

// bend cuts a cursor off at every length, and turns bits of every byte that leave it
// text; or does so at every so manieth byte.
func bend(cursor string, stride int) (bent []string) {
	for i := 0; i < len(cursor); i += stride {
		bent = append(bent, cursor[:i])
		for bit := range 7 {
			turned := []byte(cursor)
			turned[i] ^= 1 << bit
			if turned[i] != 0 {
				bent = append(bent, string(turned))
			}
		}
	}
	return append(bent, cursor+"=", cursor+"A", cursor+"\n", " "+cursor, cursor+cursor)
}

func ask(t *testing.T, engine *conform.Engine, query, cursor string) conform.Answer {
	t.Helper()
	var variables json.RawMessage
	if cursor != "" || query[0] == 'q' {
		variables, _ = json.Marshal(map[string]string{"c": cursor})
	}
	answer, err := engine.Ask(t.Context(), query, variables)
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

// findCursor digs for the one endCursor.
func findCursor(t *testing.T, response json.RawMessage) string {
	t.Helper()
	var object map[string]json.RawMessage
	for json.Unmarshal(response, &object) == nil && len(object) > 0 {
		for key, value := range object {
			response = value
			if key == "endCursor" {
				var cursor string
				if err := json.Unmarshal(value, &cursor); err != nil || cursor == "" {
					t.Fatalf("no cursor: %s", value)
				}
				return cursor
			}
		}
		object = nil
	}
	t.Fatalf("no cursor in %s", response)
	return ""
}
