package reference_test

import (
	"bytes"
	"slices"
	"testing"

	"github.com/vektah/gqlparser/v2/gqlerror"
)

// TestNullsMoveUpAsInGqlgen forgets one value that may not be null, in the store and in
// the tree: both put null in the same place, and say which field it was.
//
// The value stands in one place of each answer. Where several are missing under one
// parent, gqlgen reports all of them and the encoder, as the specification allows, only
// the first: it stops where the parent is lost.
func TestNullsMoveUpAsInGqlgen(t *testing.T) {
	const process = "IGBT chip design and wafer process"
	for _, c := range []struct{ place, query, forgotten, missing string }{
		{
			"a root, and not the one beside it",
			`{ chip: technology(id: "technology/igbt-chip-process") { id name } technology(id: "technology/igbt-chip-process") { id } }`,
			process, "chip.name",
		},
		{
			"a root, from far below",
			`{ product(id: "product/8inch-igbt-chip") { name rests: uses { nodes { n: name } } } }`,
			process, "product.rests.nodes[1].n",
		},
		{
			"a root, by way of an edge",
			`{ product(id: "product/8inch-igbt-chip") { uses { edges { node { name } cursor } } } }`,
			process, "product.uses.edges[1].node.name",
		},
		{
			"all of the data, where every parent must be there",
			`{ technologies(where: { id: { eq: "technology/igbt-chip-process" } }) { nodes { name } totalCount } dataset { name } }`,
			process, "technologies.nodes[0].name",
		},
		{
			"an item of a list whose items may be null",
			`{ nodes(ids: ["product/8inch-igbt-chip", "technology/igbt-chip-process", "technology/none"]) { id ... on Entity { name } } }`,
			process, "nodes[1].name",
		},
		{
			"an interface's field in a fragment",
			`{ node(id: "technology/igbt-chip-process") { __typename ...Named } } fragment Named on Technology { name }`,
			process, "node.name",
		},
		{
			"a facet's node",
			`{ products(where: { id: { eq: "product/8inch-igbt-chip" } }) { facets(by: USES) { key count node { id name } } } }`,
			process, "products.facets[1].node.name",
		},
		{
			"a source of an edge",
			`{ product(id: "product/8inch-igbt-chip") { uses { edges { sources { id title } } } } }`,
			"国产8英寸IGBT芯片模块昆明地铁装车试运行", "product.uses.edges[1].sources[0].title",
		},
	} {
		t.Run(c.place, func(t *testing.T) {
			asked := operation{query: c.query}
			response := ask(t, changed{embedded, without(c.forgotten)}, asked)
			want := gqlgen.execute(t, asked, forget(tree(t, embedded, asked), c.forgotten), 1)
			if !bytes.Equal(response.Data, want.Data) {
				t.Errorf("we write\n%s\nand gqlgen writes\n%s", response.Data, want.Data)
			}
			ours, theirs := paths(response.Errors), paths(want.Errors)
			if !slices.Equal(ours, []string{c.missing}) || !slices.Equal(theirs, ours) {
				t.Errorf("%s is missing; we report %v, and gqlgen %v", c.missing, ours, theirs)
			}
		})
	}
}

func paths(errs gqlerror.List) []string {
	var paths []string
	for _, err := range errs {
		paths = append(paths, err.Path.String())
	}
	return paths
}
