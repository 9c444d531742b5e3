package catalog_test

import (
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/catalog"
)

// common is what every model in these tests has.
const common = `interface Node { id: ID! }
type Source implements Node @node { title: String! }
`

func parse(text string) (*catalog.Catalog, error) {
	return catalog.Parse(
		&ast.Source{Name: "common.graphql", Input: common},
		&ast.Source{Name: "synthetic.graphql", Input: text},
	)
}

// A bad model is refused with its place, what is wrong, and what would be right.
func TestBadModels(t *testing.T) {
	for _, c := range []struct{ name, model, want string }{
		{
			"broken SDL", "type Thing {",
			`synthetic.graphql:1:13: Expected Name, found <EOF>`,
		},
		{
			"an extension of nothing", "extend type Thing { name: String }",
			"schema: synthetic.graphql:1: `extend … Thing` extends what is not there",
		},
		{
			"an unknown interface", "\ntype Thing implements Entity & Node @node { name: String }",
			"schema: synthetic.graphql:2: Thing implements Entity, which is not declared",
		},
		{
			"no id", "type Thing @node { name: String }",
			"schema: Thing has no `id: ID!` (an entity type implements Entity)",
		},
		{
			"a property of an unknown type", "type Thing implements Node @node {\n  colour: Colour\n}",
			"schema: synthetic.graphql:2: colour: Colour is neither a scalar, an enum nor [String!]!; a relation needs @relationship",
		},
		{
			"a relation without its directive", "type Thing implements Node @node {\n  parts: [Thing!]!\n}",
			"schema: synthetic.graphql:2: parts: [Thing!]! is neither a scalar, an enum nor [String!]!; a relation needs @relationship",
		},
		{
			"a list of numbers", "type Thing implements Node @node { sizes: [Int!]! }",
			"schema: synthetic.graphql:1: sizes: [Int!]! is neither a scalar, an enum nor [String!]!; a relation needs @relationship",
		},
		{
			"a relation to one", `type Thing implements Node @node { part: Thing @relationship(type: "P", direction: OUT) }`,
			"schema: synthetic.graphql:1: Thing.part: @relationship wants a list of an entity type, such as [Product!]!",
		},
		{
			"a relation to nothing", `type Thing implements Node @node { parts: [Part!]! @relationship(type: "P", direction: OUT) }`,
			"schema: synthetic.graphql:1: Thing.parts: @relationship wants a list of an entity type, such as [Product!]!",
		},
		{
			"a direction that is none", `type Thing implements Node @node { parts: [Thing!]! @relationship(type: "P", direction: UP) }`,
			"schema: synthetic.graphql:1: Thing.parts: direction must be OUT, IN or UNDIRECTED",
		},
		{
			"properties that are none", `type Thing implements Node @node { parts: [Thing!]! @relationship(type: "P", direction: OUT, properties: "Part") }`,
			"schema: synthetic.graphql:1: parts: properties names Part, which is no type with @relationshipProperties",
		},
		{
			"two types of properties", `type Thing implements Node @node {
				parts: [Thing!]! @relationship(type: "P", direction: OUT, properties: "A")
				wholes: [Thing!]! @relationship(type: "P", direction: IN, properties: "B")
			}
			type A @relationshipProperties { size: Int } type B @relationshipProperties { weight: Int }`,
			"schema: synthetic.graphql:3: wholes: the properties of P are B here and A elsewhere; an edge has one type of them",
		},
		{
			"a relation with one end", `type Thing implements Node @node { parts: [Thing!]! @relationship(type: "P", direction: OUT) }`,
			"schema: P has no field on its end; a relation is readable from both ends",
		},
		{
			"a relation with the other end", `type Thing implements Node @node { wholes: [Thing!]! @relationship(type: "P", direction: IN) }`,
			"schema: P has no field on its start; a relation is readable from both ends",
		},
		{
			"a relation directed and not", `type Thing implements Node @node {
				parts: [Thing!]! @relationship(type: "P", direction: OUT)
				peers: [Thing!]! @relationship(type: "P", direction: UNDIRECTED)
			}`,
			"schema: P is UNDIRECTED on one field and directed on another",
		},
		{
			"one name, two kinds", `type Thing implements Node @node { size: Int } type Part implements Node @node { size: String }`,
			"schema: Part.size is a string, but another type's size is an integer; give one of them another name",
		},
		{
			"a property that is a relation too", `type Thing implements Node @node {
				peers: Int
				peers: [Thing!]! @relationship(type: "P", direction: UNDIRECTED)
			}`,
			"schema: Thing.peers is declared twice",
		},
		{
			"unique within nothing", `type Thing implements Node @node { code: String @unique(within: "scheme") scheme: String }`,
			"schema: synthetic.graphql:1: Thing.code: unique within scheme, which is no property declared above it",
		},
		{
			"unique within itself", `type Thing implements Node @node { code: String @unique(within: "code") }`,
			"schema: synthetic.graphql:1: Thing.code: unique within code, which is no property declared above it",
		},
		{
			"a unique number", "type Thing implements Node @node {\n  code: Int @unique\n}",
			"schema: synthetic.graphql:2: Thing.code: only a String can be unique",
		},
		{
			"a unique list", "type Thing implements Node @node { codes: [String!]! @unique }",
			"schema: synthetic.graphql:1: Thing.codes: only a String can be unique",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := parse(c.model)
			if err == nil {
				t.Fatal("taken")
			}
			if err.Error() != c.want {
				t.Errorf("%s, want %s", err, c.want)
			}
		})
	}
}
