//go:build !race

package conform_test

import (
	"bytes"
	"encoding/json"
	"os"
	"reflect"
	"regexp"
	"testing"

	"innograph/internal/conform"
)

// shown is an operation in the README with the answer that is shown for it.
var shown = regexp.MustCompile("(?s)```graphql\n(.*?)```.*?```json\n(.*?)```")

// TestReadme asks every engine what the README asks: the answers there are real.
func TestReadme(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	found := shown.FindAllSubmatch(text, -1)
	if len(found) < 3 {
		t.Fatalf("the README shows %d operations with their answers; it has one for each of three users", len(found))
	}
	engines := open(t)
	for _, operation := range found {
		var want any
		if err := json.Unmarshal(operation[2], &want); err != nil {
			t.Errorf("%v in\n%s", err, operation[2])
			continue
		}
		step := conform.Step{Query: string(operation[1])}
		writes := bytes.HasPrefix(operation[1], []byte("mutation"))
		if writes {
			step.As = "editor"
		}
		for _, engine := range engines {
			answer, err := engine.Run(t.Context(), step)
			if err != nil {
				t.Fatal(err)
			}
			var got any
			if err := json.Unmarshal(answer.Response, &got); err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%s answers\n%s\nbut the README shows\n%s\nfor\n%s", engine.Name, answer.Response, operation[2], operation[1])
			}
			// What the README calls an analysis searches level by level, and each write is
			// read by itself.
			if answer.Statements != 1 && !writes && !bytes.Contains(operation[1], []byte("# an analysis")) {
				t.Errorf("%s needed %d statements for\n%s", engine.Name, answer.Statements, operation[1])
			}
		}
	}
}
