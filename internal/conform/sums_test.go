//go:build !race

package conform_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"innograph/internal/catalog"
	"innograph/internal/conform"
	"innograph/internal/store"
	"innograph/internal/store/storetest"
)

// TestSums sums up more than an engine's integers hold: the largest Long a thousand and
// some times. The sum is null with an error that tells it, its mean is exact, and the rest
// of the answer stands.
func TestSums(t *testing.T) {
	const projects = 1100
	model, _ := hunan(t)
	kind := model.Type("Project")
	facts := &store.Facts{Nodes: []store.Node{synthetic(model.Source(), map[string]any{"id": "source/synthetic", "title": "Synthetic"})}}
	for i := range projects {
		node := synthetic(kind, map[string]any{"id": fmt.Sprintf("project/%04d", i), "name": "Synthetic", "budgetCny": int64(catalog.LargestLong)})
		node.Sources = []string{"source/synthetic"}
		facts.Nodes = append(facts.Nodes, node)
	}
	const query = `{ projects { aggregate { budgetCny { count total: sum avg max } } } one: projects(where: {id: {eq: "project/0007"}}) { aggregate { budgetCny { sum } } } }`
	const data = `{"projects":{"aggregate":{"budgetCny":{"count":1100,"total":null,"avg":9007199254740991,"max":9007199254740991}}},` +
		`"one":{"aggregate":{"budgetCny":{"sum":9007199254740991}}}}`
	const why = "The sum of budgetCny is 9907919180215090100, and a Long holds ±9007199254740991 at most. Ask for avg and count instead, or sum up fewer at a time."
	both(t, model, facts, func(t *testing.T, engine *conform.Engine, _ storetest.Database) {
		answer, err := engine.Ask(t.Context(), query, nil)
		if err != nil {
			t.Fatal(err)
		}
		var got struct {
			Data   json.RawMessage
			Errors []struct {
				Message    string
				Path       []string
				Extensions struct{ Code string }
			}
		}
		if err := json.Unmarshal(answer.Response, &got); err != nil {
			t.Fatal(err)
		}
		if string(got.Data) != data || len(got.Errors) != 1 || answer.Status != 200 {
			t.Fatalf("%d %s", answer.Status, answer.Response)
		}
		if e := got.Errors[0]; e.Message != why || e.Extensions.Code != "LIMIT_EXCEEDED" || fmt.Sprint(e.Path) != "[projects aggregate budgetCny total]" {
			t.Errorf("the error is %+v", e)
		}
	})
}

// synthetic is a node of which the values given are known.
func synthetic(kind *catalog.Type, known map[string]any) store.Node {
	n := store.Node{Type: kind}
	for _, p := range kind.Properties {
		value := known[p.Name]
		if value == nil && p.Name == "version" {
			value = int64(1)
		}
		n.Values = append(n.Values, value)
	}
	return n
}
