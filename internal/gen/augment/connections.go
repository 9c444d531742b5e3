package augment

import (
	"fmt"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/catalog"
)

// connections adds t's root connection, and those of the relations that lead to t: one
// set of types for each kind of edge, whoever has the field.
func (b *builder) connections(t *catalog.Type) {
	b.add(connection(t.Names(), t, false), rootEdge(t))
	b.add(b.where(t))
	b.add(order(t.Names(), t, nil)...)

	for _, f := range b.leadingTo(t) {
		if b.public.Definitions.ForName(f.Names().Edge()) == nil {
			b.add(connection(f.Names(), t, true), relationEdge(f))
			b.add(relationWhere(f))
			b.add(order(f.Names(), t, f.Relation)...)
		}
		if b.public.Definitions.ForName(f.FilterName()) == nil {
			b.add(filter(f)...)
		}
	}
}

// leadingTo lists the relation fields whose target is t.
func (b *builder) leadingTo(t *catalog.Type) []*catalog.Field {
	var fields []*catalog.Field
	for _, r := range b.model.Relations {
		for _, f := range r.Fields {
			if f.Target == t {
				fields = append(fields, f)
			}
		}
	}
	return fields
}

func connection(names catalog.Names, t *catalog.Type, relation bool) *ast.Definition {
	what, each := many(t), one(t)
	description := fmt.Sprintf("A page of %s, with figures over all that `where` lets through.", what)
	entries := "The page's entries: each node with its cursor."
	nodes := fmt.Sprintf("The page's %s, in order.", what)
	total := fmt.Sprintf("How many %s `where` lets through, on whatever page.", what)
	if relation {
		description = fmt.Sprintf("A page of the edges of a relation to %s, with figures over all that `where` lets through.", what)
		entries = "The page's edges: each with its cursor, its properties and sources, and the node at its other end."
		nodes = fmt.Sprintf("The page's %s, in order. One that two parallel edges lead to comes twice.", what)
		total = "How many edges `where` lets through, on whatever page. Parallel edges count each."
	}
	return object(names.Connection(), description,
		field("edges", "["+names.Edge()+"!]!", entries),
		field("nodes", "["+t.Name+"!]!", nodes),
		field("pageInfo", "PageInfo!", "Whether there is more on either side of the page, and the cursors to get it."),
		field("totalCount", "Int!", total),
		field("aggregate", t.Aggregate()+"!", fmt.Sprintf("Figures over the properties of all %s that `where` lets through, each counted once.", what)),
		field("facets", "[Facet!]!", fmt.Sprintf("How many %s there are for each value of a property, or for each entity at the other end of a relation, over all that `where` lets through. "+
			"Largest count first, then by key. Each %s counts once per value; one without a value is in no facet.", what, each),
			argument("by", t.FacetField()+"!", "The property or relation to break down by."),
			argument("first", "Int = 10", "How many facets to give at most: 0 to 1,000.")),
	)
}

func rootEdge(t *catalog.Type) *ast.Definition {
	return object(t.Names().Edge(), fmt.Sprintf("%s on a page, with its place.", capital(a(one(t)))),
		cursorField(), field("node", t.Name+"!", fmt.Sprintf("The %s.", one(t))))
}

func relationEdge(f *catalog.Field) *ast.Definition {
	description := fmt.Sprintf("An edge that leads to %s: a stated fact of its own.", a(one(f.Target)))
	if len(f.Relation.Properties) > 0 {
		description = fmt.Sprintf("An edge that leads to %s, with what is known about the %s.", a(one(f.Target)), spaced(f.Relation.EdgeName)[1:])
	}
	d := object(f.Names().Edge(), description, append(ast.FieldList{
		cursorField(),
		field("node", f.Target.Name+"!", fmt.Sprintf("The %s at the other end.", one(f.Target))),
	}, append(properties(f.Relation.Properties), evidenceFields()...)...)...)
	d.Interfaces = []string{relationEdgeInterface}
	return d
}

func cursorField() *ast.FieldDefinition {
	return field("cursor", "String!", "The place in this connection and order, for `after` and `before`. Opaque: good for the same type of connection in the same order only.")
}

// evidenceFields are what every edge of a relation says about itself.
func evidenceFields() ast.FieldList {
	return ast.FieldList{
		sourcesField("sources", "The pages that state this edge. Empty where it is common knowledge, such as a city's province."),
		field(catalog.Confidence.Name, scalar(catalog.Confidence), "How sure we are that the edge is right, from 0 to 1. Null: not assessed."),
	}
}

// pageArguments are the arguments of every connection: of nodes of t at the root, or of
// the edges that lead to such nodes.
func pageArguments(names catalog.Names, t *catalog.Type) ast.ArgumentDefinitionList {
	what, ties := many(t), "by id"
	if names != t.Names() {
		what, ties = "edges, and so which "+what+",", "by the node's id, then by the edge's key"
	}
	return ast.ArgumentDefinitionList{
		argument("where", names.Where(), fmt.Sprintf("Which %s to find; all when left out.", what)),
		argument("orderBy", "["+names.Order()+"!]", fmt.Sprintf("By what to sort, the most important first; by id when left out. Missing values go last either way, ties go %s.", ties)),
		argument("first", "Int", "How many to give, from the start or from behind `after`: 0 to 1,000; not with `last`. 20 when neither is given."),
		argument("after", "String", "A cursor: begin right behind it."),
		argument("last", "Int", "How many to give, up to the end or up to `before`: 0 to 1,000; not with `first`. They keep their order."),
		argument("before", "String", "A cursor: end right before it."),
	}
}
