package naive_test

import (
	"bytes"
	"encoding/json"
	"os"
	"regexp"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/graph"
	"innograph/internal/catalog"
	"innograph/internal/conform"
	"innograph/internal/conform/naive"
	"innograph/internal/store"
	"innograph/schema"
	"innograph/seed"
)

func evaluator(t *testing.T, facts func(*catalog.Catalog) (*store.Facts, error)) *naive.Evaluator {
	t.Helper()
	model, err := catalog.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := gqlparser.LoadSchema(&ast.Source{Name: "schema.graphql", Input: graph.SDL})
	if err != nil {
		t.Fatal(err)
	}
	found, err := facts(model)
	if err != nil {
		t.Fatal(err)
	}
	return naive.New(model, parsed, found)
}

// A cursor is under its field's name or, in the corpus, an alias that ends in it.
var cursors = regexp.MustCompile(`"([A-Za-z]*[cC]ursor|start|end)": ?"[^"\\]*"`)

// TestCorpus gives the evaluator the operations that the engines answer from the files.
func TestCorpus(t *testing.T) {
	judge := evaluator(t, func(model *catalog.Catalog) (*store.Facts, error) { return seed.Read(model, seed.Hunan()) })
	cases, err := conform.Cases("../../../testdata/ops")
	if err != nil {
		t.Fatal(err)
	}
	judged := 0
	for _, c := range cases {
		var before json.RawMessage
		for _, step := range c.Steps {
			want := read(t, step.Want)
			given, err := step.Given(before)
			if err != nil {
				t.Fatalf("%s: %v", c.Name, err)
			}
			got := judge.Answer(step.Query, step.Operation, given)
			before = json.RawMessage(`{"data":` + string(got.Data) + `}`)
			if got.Beyond {
				break // it reads only, and has no cursors for the steps to come
			}
			if len(want.Errors) > 0 && want.Errors[0].Extensions.Code == "LIMIT_EXCEEDED" && got.Code == "" {
				continue // it knows the limits of pages, but none of whole operations
			}
			judged++
			if len(want.Errors) > 0 {
				if string(got.Code) != want.Errors[0].Extensions.Code {
					t.Errorf("%s: %q (%s), and on file %s", c.Name, got.Code, got.Why, want.Errors[0].Extensions.Code)
				}
				continue
			}
			blank := []byte(`"$1":"…"`)
			a, b := cursors.ReplaceAll(want.Data, blank), cursors.ReplaceAll(got.Data, blank)
			if !bytes.Equal(a, b) {
				t.Errorf("%s: %s %s, and on file %s", c.Name, got.Code, b, a)
			}
		}
	}
	if judged < len(cases)/2 {
		t.Errorf("only %d operations were judged, of %d cases; most are to be readings", judged, len(cases))
	}
}

type onFile struct {
	Data   json.RawMessage
	Errors []struct{ Extensions struct{ Code string } }
}

func read(t *testing.T, file string) onFile {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var answer struct{ Response onFile }
	if err := json.Unmarshal(text, &answer); err != nil {
		t.Fatal(err)
	}
	var compact bytes.Buffer
	if answer.Response.Data != nil {
		if err := json.Compact(&compact, answer.Response.Data); err != nil {
			t.Fatal(err)
		}
	}
	answer.Response.Data = compact.Bytes()
	return answer.Response
}
