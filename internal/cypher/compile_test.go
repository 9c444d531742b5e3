package cypher

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/catalog"
	"innograph/internal/plan"
)

const model = `
interface Node { id: ID! }
type Part implements Node @node {
  name: String!
  note: String @prose
  tags: [String!]!
  year: Int
  made: PartialDate
  version: Long!
  of: [Part!]! @relationship(type: "PART_OF", direction: OUT)
  parts: [Part!]! @relationship(type: "PART_OF", direction: IN)
}
`

func parse(t *testing.T) *catalog.Catalog {
	t.Helper()
	c, err := catalog.Parse(&ast.Source{Name: "synthetic.graphql", Input: model})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestSchema(t *testing.T) {
	want := []string{
		"CREATE CONSTRAINT IF NOT EXISTS FOR (n:Part) REQUIRE n.id IS UNIQUE",
		"CREATE INDEX IF NOT EXISTS FOR (n:Part) ON (n.name_key)",
		"CREATE INDEX IF NOT EXISTS FOR (n:Part) ON (n.year)",
		"CREATE INDEX IF NOT EXISTS FOR (n:Part) ON (n.made)",
		"CREATE CONSTRAINT IF NOT EXISTS FOR (n:Node) REQUIRE n.id IS UNIQUE",
	}
	if got := Schema(parse(t)); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestStored(t *testing.T) {
	part := parse(t).Type("Part")
	got := Node(part, []any{"part/1", "Ａx", nil, nil, nil, "2026-11", nil})
	want := map[string]any{
		"id": "part/1", "type": "Part", "version": int64(1), "made": "2026-11",
		"name": "Ａx", "name_key": Key("Ａx"), "name_fold": "ax",
	}
	if list, ok := got["tags"].([]string); !ok || len(list) != 0 {
		t.Errorf("a missing list is %v", got["tags"])
	}
	delete(got, "tags")
	if !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestEqualShapes compiles one shape with different values: the texts are equal, and the
// values are in the parameters alone, in the order of the walk.
func TestEqualShapes(t *testing.T) {
	part := parse(t).Type("Part")
	value := func(name string) plan.Value { return plan.Value{Property: part.Property(name)} }
	shape := func(year int64, name string, ids ...any) *plan.Operation {
		return &plan.Operation{Roots: []plan.Query{
			&plan.Lookup{Type: part, IDs: []string{name}, Row: &plan.Row{Type: part, Shapes: []plan.Shape{{Types: part.Members}}}},
			&plan.Connection{
				Set: plan.Set{Type: part, Where: plan.Or{
					plan.Compare{Left: value("year"), Op: plan.Gt, Value: year},
					plan.Match{Left: value("name"), How: plan.Contains, Text: name},
					plan.In{Left: value("id"), Values: ids},
				}},
				Page: &plan.Page{
					Order: []plan.Term{{By: value("id")}}, Limit: int(year),
					Row: &plan.Row{Type: part, Shapes: []plan.Shape{{Types: part.Members, Columns: []plan.Column{value("name")}}}},
				},
			},
		}}
	}
	text, params := Compile(shape(17, "secret'😀", "a", "b"))
	other, _ := Compile(shape(18, "other"))
	if text != other {
		t.Errorf("the texts differ:\n%s\n%s", text, other)
	}
	if strings.Contains(text, "secret") || strings.Contains(text, "17") {
		t.Errorf("a value is in the text:\n%s", text)
	}
	want := map[string]any{"p1": int64(17), "p2": Key("secret'😀"), "p4": int64(17)}
	for name, value := range want {
		if params[name] != value {
			t.Errorf("%s is %v, not %v", name, params[name], value)
		}
	}
	if len(params) != 5 {
		t.Errorf("%d parameters", len(params))
	}
}

// TestText shows what a statement looks like.
func TestText(t *testing.T) {
	part := parse(t).Type("Part")
	id, name := plan.Value{Property: part.Property("id")}, plan.Value{Property: part.Property("name")}
	parts := &plan.Connection{
		Set: plan.Set{Type: part, Via: &plan.Hop{Field: part.Field("parts")}},
		Page: &plan.Page{
			Order: []plan.Term{{By: id}}, Limit: 5, More: true,
			Row: &plan.Row{Type: part, Shapes: []plan.Shape{{Types: part.Members, Columns: []plan.Column{name}}}},
		},
		Total: true,
	}
	got, _ := Compile(&plan.Operation{Roots: []plan.Query{&plan.Lookup{
		Type: part, IDs: []string{"part/1"},
		Row: &plan.Row{Type: part, Shapes: []plan.Shape{{Types: part.Members, Columns: []plan.Column{name, parts}}}},
	}}})
	want := strings.TrimSpace(`
CALL () {
  MATCH (n1:Part)
  WHERE n1.id IN $p0
  CALL (n1) {
    MATCH (n1)<-[:PART_OF]-(n4)
    WITH n4 ORDER BY n4.id LIMIT $p1
    RETURN collect([n4.name]) AS s3
  }
  RETURN collect([n1.id, [n1.name, [s3, COUNT { MATCH (n1)<-[:PART_OF]-(n5) }]]]) AS s2
}
RETURN [s2] AS answer`)
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestShapes sees to it that what is read for one shape costs nothing for the others.
func TestShapes(t *testing.T) {
	part := parse(t).Type("Part")
	parts := &plan.Connection{
		Set: plan.Set{Type: part, Via: &plan.Hop{Field: part.Field("parts")}},
		Page: &plan.Page{
			Order: []plan.Term{{By: plan.Value{Property: part.Property("id")}}}, Limit: 5,
			Row: &plan.Row{Type: part, Shapes: []plan.Shape{{Types: part.Members}}},
		},
		Total: true,
	}
	text, _ := Compile(&plan.Operation{Roots: []plan.Query{&plan.Lookup{Type: part, Row: &plan.Row{Type: part, Named: true, Shapes: []plan.Shape{
		{Types: part.Members, Columns: []plan.Column{parts}}, {},
	}}}}})
	for _, want := range []string{
		"MATCH (n1)<-[:PART_OF]-(n4)\n    WHERE n1:Part\n", // once for each row, so it asks
		"CASE\n", "WHEN n1:Part THEN [[s3, COUNT { MATCH (n1)<-[:PART_OF]-(n5) }]]\n", "ELSE []\n", // only where it counts
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}
