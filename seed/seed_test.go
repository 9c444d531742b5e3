package seed

import (
	"slices"
	"testing"
	"testing/fstest"

	"innograph/internal/catalog"
	"innograph/internal/store"
	"innograph/schema"
)

// model is the program's own.
func model(t testing.TB) *catalog.Catalog {
	t.Helper()
	c, err := catalog.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestHunanReads(t *testing.T) {
	facts, err := Read(model(t), Hunan())
	if err != nil {
		t.Fatal(err)
	}
	if facts.Dataset.MeasuredAt == "" {
		t.Error("nothing tells when the graph was measured")
	}
	facts.Dataset.MeasuredAt = ""
	if want := (store.Dataset{Name: "Hunan innovation facts", Version: "1", AsOf: "2026-11"}); facts.Dataset != want {
		t.Errorf("dataset %+v, want %+v", facts.Dataset, want)
	}
	sources, entities, entityBefore := 0, 0, false
	for _, n := range facts.Nodes {
		if n.Type.Name == "Source" {
			sources++
			entityBefore = entityBefore || entities > 0
			continue
		}
		entities++
	}
	if sources != 492 || entities != 1815 || len(facts.Edges) != 2949 {
		t.Errorf("%d nodes, %d edges, %d sources; want 1815, 2949, 492", entities, len(facts.Edges), sources)
	}
	if entityBefore {
		t.Error("a source stands after what cites it")
	}
}

// Every property of a kind that Hunan lacks, and every optional member, in one small set.
func TestReadGivesEveryValueInItsPlace(t *testing.T) {
	facts, err := Read(model(t), files(map[string]string{
		nodesFile: `{"id":"enterprise/a","type":"Enterprise","name":"A","nameZh":"甲","aliases":["Ä","三一"],"props":{"foundedYear":-2147483648,"city":null},"sources":["source/b","source/a"]}
{"id":"project/p","type":"Project","name":"P","props":{"budgetCny":9007199254740991},"sources":["source/a"]}
{"id":"indicator/i","type":"Indicator","name":"I","props":{"value":-0.0,"year":2147483647},"sources":["source/a"]}
{"id":"patent/t","type":"Patent","name":"T","props":{"kind":"DESIGN","filedOn":"2024-02-29"},"sources":["source/a"]}
{"id":"enterprise/b","type":"Enterprise","name":"B","sources":["source/a"]}
{"id":"region/r","type":"Region","name":"R","props":{"kind":"CITY"}}
{"id":"region/s","type":"Region","name":"S"}`,
		edgesFile: `{"type":"PARTNERS_WITH","from":"enterprise/b","to":"enterprise/a","key":"1","confidence":0.5,"props":{"year":2020},"sources":["source/b","source/a"]}
{"type":"PARTNERS_WITH","from":"enterprise/a","to":"enterprise/b","key":"2","sources":["source/a"]}
{"type":"LOCATED_IN","from":"region/r","to":"region/s"}`,
	}))
	if err != nil {
		t.Fatal(err)
	}
	nodes := map[string]*store.Node{}
	for i := range facts.Nodes {
		nodes[facts.Nodes[i].ID()] = &facts.Nodes[i]
	}
	for _, c := range []struct {
		id, property string
		want         any
	}{
		{"enterprise/a", "id", "enterprise/a"},
		{"enterprise/a", "name", "A"},
		{"enterprise/a", "nameZh", "甲"},
		{"enterprise/a", "foundedYear", int64(-1 << 31)},
		{"enterprise/a", "city", nil},
		{"enterprise/a", "description", nil},
		{"enterprise/a", "version", int64(1)},
		{"enterprise/b", "nameZh", nil},
		{"project/p", "budgetCny", int64(1<<53 - 1)},
		{"indicator/i", "value", 0.0},
		{"indicator/i", "year", int64(1<<31 - 1)},
		{"patent/t", "kind", "DESIGN"},
		{"patent/t", "filedOn", "2024-02-29"},
		{"source/a", "title", "A"},
		{"source/a", "publishedOn", nil},
	} {
		n := nodes[c.id]
		if got := valueOf(n, c.property); got != c.want {
			t.Errorf("%s %s: %#v, want %#v", c.id, c.property, got, c.want)
		}
	}
	aliases := func(id string) []string {
		found, _ := valueOf(nodes[id], "aliases").([]string)
		return found
	}
	if got := aliases("enterprise/a"); !slices.Equal(got, []string{"Ä", "三一"}) {
		t.Errorf("aliases %v", got)
	}
	if got := aliases("enterprise/b"); got == nil || len(got) != 0 {
		t.Errorf("no aliases are %#v, want an empty list: the property cannot be null", got)
	}
	if got := nodes["enterprise/a"].Sources; !slices.Equal(got, []string{"source/a", "source/b"}) {
		t.Errorf("sources %v, want them in order of id", got)
	}
	e := facts.Edges[0]
	if e.Relation.Name != "PARTNERS_WITH" || e.From != "enterprise/b" || e.To != "enterprise/a" || e.Key != "1" || *e.Confidence != 0.5 ||
		!slices.Equal(e.Values, []any{nil, nil, int64(2020)}) || !slices.Equal(e.Sources, []string{"source/a", "source/b"}) {
		t.Errorf("the edge is %+v", e)
	}
	if e := facts.Edges[1]; e.Key != "2" || e.Confidence != nil {
		t.Errorf("the second edge is %+v", e)
	}
}

func valueOf(n *store.Node, property string) any {
	return n.Values[slices.Index(n.Type.Properties, n.Type.Property(property))]
}

// files is a small data set with some of its files replaced; "" takes one away.
func files(replaced map[string]string) fstest.MapFS {
	out := fstest.MapFS{}
	for name, content := range map[string]string{
		datasetFile: `{"name":"Synthetic"}`,
		sourcesFile: `{"id":"source/a","title":"A","publisher":"P","url":"https://example.org/a","publishedOn":null,"language":"en"}
{"id":"source/b","title":"B","publisher":"P","url":"https://example.org/b","publishedOn":"2023-06","language":"zh"}`,
		nodesFile: `{"id":"product/a","type":"Product","name":"A","props":{},"sources":["source/a"]}
{"id":"product/b","type":"Product","name":"B","props":{},"sources":["source/a"]}
{"id":"technology/a","type":"Technology","name":"A","props":{},"sources":["source/a"]}
{"id":"enterprise/a","type":"Enterprise","name":"A","props":{},"sources":["source/a"]}
{"id":"enterprise/b","type":"Enterprise","name":"B","props":{},"sources":["source/a"]}
{"id":"region/a","type":"Region","name":"A","props":{}}`,
		edgesFile: `{"type":"USES","from":"product/a","to":"technology/a","props":{},"sources":["source/a"]}`,
	} {
		if other, ok := replaced[name]; ok {
			content = other
		}
		if content != "" {
			out[name] = &fstest.MapFile{Data: []byte(content)}
		}
	}
	return out
}

func BenchmarkHunan(b *testing.B) {
	c := model(b)
	for b.Loop() {
		if _, err := Read(c, Hunan()); err != nil {
			b.Fatal(err)
		}
	}
}
