package lines_test

import (
	"testing"

	"innograph/internal/catalog"
	"innograph/internal/lines"
	"innograph/internal/store"
	"innograph/schema"
)

func model(t *testing.T) *catalog.Catalog {
	t.Helper()
	model, err := catalog.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	return model
}

// node makes a node of values by name.
func node(of *catalog.Type, values map[string]any, sources ...string) *store.Node {
	n := &store.Node{Type: of, Values: make([]any, len(of.Properties)), Sources: sources}
	for i, p := range of.Properties {
		n.Values[i] = values[p.Name]
	}
	return n
}

func TestNode(t *testing.T) {
	m := model(t)
	for _, c := range []struct {
		node *store.Node
		want string
	}{
		{
			node(m.Type("Product"), map[string]any{
				"id": "product/a", "name": `A "quoted" <b>`, "nameZh": "产品", "aliases": []string{"B", "C"}, "year": int64(2022),
				"description": "two\nlines", "version": int64(4), "pageRank": 0.5, "degree": int64(3),
			}, "source/1", "source/2"),
			`{"id":"product/a","type":"Product","name":"A \"quoted\" <b>","nameZh":"产品","aliases":["B","C"],"props":{"description":"two\nlines","year":2022},"sources":["source/1","source/2"]}`,
		},
		{
			node(m.Type("Region"), map[string]any{"id": "region/a", "name": "A", "aliases": []string{}, "version": int64(1)}),
			`{"id":"region/a","type":"Region","name":"A"}`,
		},
		{
			node(m.Type("Indicator"), map[string]any{"id": "indicator/a", "name": "A", "value": 1e-7}, "source/1"),
			`{"id":"indicator/a","type":"Indicator","name":"A","props":{"value":1e-7},"sources":["source/1"]}`,
		},
		{
			node(m.Source(), map[string]any{"id": "source/1", "title": "T", "publisher": "P", "url": "https://example.org/", "language": "en"}),
			`{"id":"source/1","title":"T","publisher":"P","url":"https://example.org/","language":"en"}`,
		},
	} {
		if got := string(lines.Node(c.node)); got != c.want {
			t.Errorf("the line of %s is\n%s\nwant\n%s", c.node.ID(), got, c.want)
		}
	}
}

func TestEdge(t *testing.T) {
	m := model(t)
	sure := 0.75
	for _, c := range []struct {
		edge store.Edge
		want string
	}{
		{
			store.Edge{Relation: m.Relation("USES"), From: "product/a", To: "technology/b", Sources: []string{"source/1"}},
			`{"type":"USES","from":"product/a","to":"technology/b","sources":["source/1"]}`,
		},
		{
			store.Edge{Relation: m.Relation("SUPPLIES"), From: "enterprise/a", To: "enterprise/b", Key: "k", Confidence: &sure, Values: []any{"steel", int64(2020)}},
			`{"type":"SUPPLIES","from":"enterprise/a","to":"enterprise/b","key":"k","confidence":0.75,"props":{"what":"steel","year":2020}}`,
		},
	} {
		if got := string(lines.Edge(&c.edge)); got != c.want {
			t.Errorf("the line is\n%s\nwant\n%s", got, c.want)
		}
	}
}
