package answer_test

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"innograph/internal/answer"
	"innograph/internal/catalog"
	"innograph/internal/plan"
)

// A page read with one row beyond it, forwards and backwards, with and without a cursor.
func TestPageInfo(t *testing.T) {
	bound := plan.And{} // the condition does not matter here: its answer is in the parts
	row := func(id string) any { return []any{id} }
	for _, c := range []struct {
		name string
		page plan.Page
		// parts are the connection's cells: rows, and what lies beyond the cursors.
		parts []any
		want  string
	}{
		{
			"forwards, one more", plan.Page{Limit: 2, More: true}, []any{[]any{row("a"), row("b"), nil}},
			`{"nodes":["a","b"],"next":true,"previous":false,"start":["o","a"],"end":["o","b"]}`,
		},
		{
			"forwards, no more", plan.Page{Limit: 2, More: true}, []any{[]any{row("a"), row("b")}},
			`{"nodes":["a","b"],"next":false,"previous":false,"start":["o","a"],"end":["o","b"]}`,
		},
		{
			"forwards after a cursor", plan.Page{Limit: 2, More: true, Preceding: bound}, []any{[]any{row("b")}, true},
			`{"nodes":["b"],"next":false,"previous":true,"start":["o","b"],"end":["o","b"]}`,
		},
		{
			"forwards before a cursor", plan.Page{Limit: 2, More: true, Following: bound}, []any{[]any{row("a")}, raw("1")},
			`{"nodes":["a"],"next":true,"previous":false,"start":["o","a"],"end":["o","a"]}`,
		},
		{
			"between two cursors", plan.Page{Limit: 2, More: true, Preceding: bound, Following: bound}, []any{[]any{row("b")}, int64(0), int64(1)},
			`{"nodes":["b"],"next":true,"previous":false,"start":["o","b"],"end":["o","b"]}`,
		},
		{
			"backwards, one more", plan.Page{Limit: 2, More: true, Backward: true}, []any{[]any{row("c"), row("b"), row("a")}},
			`{"nodes":["b","c"],"next":false,"previous":true,"start":["o","b"],"end":["o","c"]}`,
		},
		{
			"backwards before a cursor", plan.Page{Limit: 2, More: true, Backward: true, Following: bound}, []any{[]any{row("c"), row("b")}, true},
			`{"nodes":["b","c"],"next":true,"previous":false,"start":["o","b"],"end":["o","c"]}`,
		},
		{
			"nothing", plan.Page{Limit: 2, More: true}, []any{[]any{}},
			`{"nodes":[],"next":false,"previous":false,"start":null,"end":null}`,
		},
		{
			"a page of nothing, with something beyond", plan.Page{Limit: 0, More: true}, []any{[]any{nil}},
			`{"nodes":[],"next":true,"previous":false,"start":null,"end":null}`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := position(t, &c.page, c.parts); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

// position writes a page and gives what it says, with the cursors in clear.
func position(t *testing.T, page *plan.Page, parts []any) string {
	t.Helper()
	id := answer.Common{Kind: catalog.ID}
	node := &answer.Object{Type: "Thing"}
	node.Add("id", "id", true, answer.Scalar{Kind: catalog.ID})
	cursor := answer.Cursor{Head: "o", Values: []answer.Common{id}}
	object := &answer.Object{Type: "ThingConnection"}
	object.Add("nodes", "nodes", true, answer.Rows{Page: page, Node: &answer.Node{TypeAt: -1, Object: node}})
	object.Add("hasNextPage", "next", true, answer.HasMore{Page: page})
	object.Add("hasPreviousPage", "previous", true, answer.HasMore{Page: page, Before: true})
	object.Add("startCursor", "start", false, answer.EndCursor{Page: page, Cursor: cursor})
	object.Add("endCursor", "end", false, answer.EndCursor{Page: page, Last: true, Cursor: cursor})
	root := answer.Root{Key: "things", NonNull: true, From: &answer.Connection{Object: object}}
	encoded, errs := root.Encode(parts)
	if errs != nil {
		t.Fatal(errs)
	}
	var said struct {
		Nodes          []struct{ ID string }
		Next, Previous bool
		Start, End     *string
	}
	if err := json.Unmarshal(encoded, &said); err != nil {
		t.Fatalf("%v in %s", err, encoded)
	}
	ids := []string{}
	for _, n := range said.Nodes {
		ids = append(ids, n.ID)
	}
	clear, err := json.Marshal(struct {
		Nodes    []string        `json:"nodes"`
		Next     bool            `json:"next"`
		Previous bool            `json:"previous"`
		Start    json.RawMessage `json:"start"`
		End      json.RawMessage `json:"end"`
	}{ids, said.Next, said.Previous, opened(t, said.Start), opened(t, said.End)})
	if err != nil {
		t.Fatal(err)
	}
	return string(clear)
}

// opened is a cursor in clear.
func opened(t *testing.T, cursor *string) json.RawMessage {
	t.Helper()
	if cursor == nil {
		return json.RawMessage("null")
	}
	text, err := base64.RawURLEncoding.DecodeString(*cursor)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// A cursor holds every value of the order, whatever its kind and however it is spelled.
func TestCursor(t *testing.T) {
	cursor := answer.Cursor{Head: "1.x", Values: []answer.Common{
		{At: 3, Kind: catalog.String}, {At: 2, Kind: catalog.Float}, {At: 1, Kind: catalog.Int}, {At: 0, Kind: catalog.ID},
	}}
	const want = `["1.x","轨\"道",0.5,null,"a/1"]`
	for form, cells := range map[string][]any{
		"Go values": {"a/1", nil, 0.5, `轨"道`},
		"JSON":      {raw(`"a/1"`), nil, raw(`0.50`), raw(`"\u8f68\"道"`)},
	} {
		var object struct{ F string }
		if err := json.Unmarshal([]byte(encode(t, true, cursor, cells...)), &object); err != nil {
			t.Fatal(err)
		}
		if got := string(opened(t, &object.F)); got != want {
			t.Errorf("from %s: %s, want %s", form, got, want)
		}
	}
}

func TestNodesByID(t *testing.T) {
	node := &answer.Node{TypeAt: -1, Object: inner()}
	root := answer.Root{Key: "nodes", NonNull: true, From: answer.Many{IDs: []string{"a", "none", "b", "a"}, Node: node}}
	encoded, errs := root.Encode([]any{[]any{raw(`"b"`), []any{"B"}}, []any{"a", []any{"A"}}})
	if want := `[{"g":"A"},null,{"g":"B"},{"g":"A"}]`; errs != nil || string(encoded) != want {
		t.Errorf("%s and %v, want %s", encoded, errs, want)
	}
	encoded, errs = root.Encode([]any{[]any{"a", []any{nil}}, []any{"b", []any{"B"}}})
	if want := `[null,null,{"g":"B"},null]`; len(errs) != 2 || errs[0].Path.String() != "nodes[0].g" || string(encoded) != want {
		t.Errorf("%s and %v, want %s and an error at each a", encoded, errs, want)
	}
}

func TestFigures(t *testing.T) {
	for name, c := range map[string]struct {
		from  answer.Source
		cells []any
		want  string
	}{
		"a mean":                  {answer.Average{Sum: 0, Count: 1}, []any{sum(0, 7), int64(2)}, `3.5`},
		"a mean from JSON":        {answer.Average{Sum: 0, Count: 1}, []any{[]any{raw(`0`), raw(`10`)}, raw(`4`)}, `2.5`},
		"a mean of nothing":       {answer.Average{Sum: 0, Count: 1}, []any{[]any{nil, nil}, int64(0)}, `null`},
		"a mean of large values":  {answer.Average{Sum: 0, Count: 1}, []any{sum(1<<40, 1), int64(1 << 40)}, `4294967296`},
		"a sum":                   {answer.Sum{}, []any{sum(2, -1)}, `8589934591`},
		"the largest sum":         {answer.Sum{}, []any{sum(1<<21, -1)}, `9007199254740991`},
		"a sum of nothing":        {answer.Sum{}, []any{[]any{nil, nil}}, `null`},
		"a facet of texts":        {answer.FacetKey{Kind: catalog.String}, []any{"长沙"}, `"长沙"`},
		"a facet of integers":     {answer.FacetKey{Kind: catalog.Int}, []any{int64(2024)}, `"2024"`},
		"a facet of JSON numbers": {answer.FacetKey{Kind: catalog.Float}, []any{raw(`0.50`)}, `"0.5"`},
		"a facet of truths":       {answer.FacetKey{Kind: catalog.Boolean}, []any{int64(1)}, `"true"`},
		"no node of a facet":      {answer.FacetNode{}, []any{"key", int64(1)}, `null`},
	} {
		t.Run(name, func(t *testing.T) {
			if got, want := encode(t, false, c.from, c.cells...), `{"f":`+c.want+`}`; got != want {
				t.Errorf("%s, want %s", got, want)
			}
		})
	}
}

// sum is the cell of a sum.
func sum(halves, rest int64) any { return []any{halves, rest} }

// A sum that a Long does not hold is an error of its own field, and its figure is there.
func TestSumBeyondLong(t *testing.T) {
	object := &answer.Object{Type: "LongAggregate"}
	object.Add("sum", "all", false, answer.Sum{Of: "budget"})
	object.Add("count", "count", true, answer.Scalar{At: 1, Kind: catalog.Long})
	root := answer.Root{Key: "budget", From: &answer.Connection{Object: object}}
	encoded, errs := root.Encode([]any{sum(-1<<40, -3), int64(9)})
	if want := `{"all":null,"count":9}`; string(encoded) != want {
		t.Errorf("%s, want %s", encoded, want)
	}
	if len(errs) != 1 || errs[0].Path.String() != "budget.all" || errs[0].Extensions["code"] != "LIMIT_EXCEEDED" ||
		!strings.Contains(errs[0].Message, "The sum of budget is -4722366482869645213699,") {
		t.Errorf("%v", errs)
	}
}
