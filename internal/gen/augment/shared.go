package augment

import "github.com/vektah/gqlparser/v2/ast"

const relationEdgeInterface = "RelationEdge"

func relationEdgeType() *ast.Definition {
	d := object(relationEdgeInterface, "What every edge of a relation has. An edge is a fact of its own: it names its sources, and two nodes can be joined by several.",
		append(ast.FieldList{cursorField()}, evidenceFields()...)...)
	d.Kind = ast.Interface
	return d
}

// shared adds the types that all connections have in common.
func (b *builder) shared() {
	b.topic("Pages, facets and figures")
	b.add(
		object("PageInfo", "Where a page stands in its connection.",
			field("hasNextPage", "Boolean!", "Whether something follows the page. Exact, in either direction of paging."),
			field("hasPreviousPage", "Boolean!", "Whether something comes before the page. Exact, in either direction of paging."),
			field("startCursor", "String", "The cursor of the page's first entry, to go back from with `before`. Null on an empty page."),
			field("endCursor", "String", "The cursor of the page's last entry, to go on from with `after`. Null on an empty page.")),
		object("Facet", "One value of what `facets` was asked to break down by.",
			field("key", "String!", "The value as text; for a relation, the id of the entity at the other end."),
			field("count", "Int!", "How many nodes have it, each counted once."),
			field("node", "Entity", "For a relation, the entity at the other end; null for a property.")),
		enum("OrderDirection", "The directions to sort in.",
			value("ASC", "From small to large, from early to late, from A to Z. Text goes by Unicode code point, enums by name."),
			value("DESC", "The other way round; missing values still go last.")),
	)
	b.aggregates()
}
