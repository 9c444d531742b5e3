package lookahead

import (
	"slices"

	"github.com/99designs/gqlgen/graphql"

	"innograph/internal/answer"
	"innograph/internal/catalog"
	"innograph/internal/plan"
)

func (c *connection) aggregate(f graphql.CollectedField, in scope) answer.Source {
	object := &answer.Object{Type: c.plan.Set.Type.Aggregate()}
	for _, field := range c.fields(f, in) {
		p := c.plan.Set.Type.Property(field.Name)
		if p == nil {
			object.Add(field.Name, field.Alias, true, answer.Text(object.Type)) // __typename
			continue
		}
		object.Add(field.Name, field.Alias, field.Definition.Type.NonNull, c.figures(field, p, in.deeper()))
	}
	part := &answer.Aggregates{At: answer.Nowhere, Object: object}
	c.aggregates = append(c.aggregates, part)
	return part
}

// figures plans the functions asked of one property. Several selections share them.
func (c *connection) figures(f graphql.CollectedField, p *catalog.Property, in scope) answer.Source {
	at := slices.IndexFunc(c.plan.Aggregates, func(a plan.Aggregate) bool { return a.Property == p })
	cell := func(function plan.Function) int {
		if at < 0 {
			at = len(c.plan.Aggregates)
			c.plan.Aggregates = append(c.plan.Aggregates, plan.Aggregate{Property: p})
		}
		asked := &c.plan.Aggregates[at].Functions
		if i := slices.Index(*asked, function); i >= 0 {
			return i
		}
		*asked = append(*asked, function)
		return len(*asked) - 1
	}
	object := &answer.Object{Type: f.Definition.Type.Name()}
	for _, field := range c.fields(f, in) {
		var from answer.Source
		switch function := plan.Function(field.Name); function {
		case plan.Count:
			from = answer.Scalar{At: cell(function), Kind: catalog.Long}
		case plan.Sum:
			from = answer.Sum{At: cell(function), Of: p.Name}
		case plan.Min, plan.Max:
			from = answer.Scalar{At: cell(function), Kind: p.Kind}
		case "avg":
			from = answer.Average{Sum: cell(plan.Sum), Count: cell(plan.Count)}
		default:
			from = answer.Text(object.Type) // __typename
		}
		object.Add(field.Name, field.Alias, field.Definition.Type.NonNull, from)
	}
	return answer.Aggregate{At: at, Object: object}
}

func (c *connection) facet(f graphql.CollectedField, in scope) answer.Source {
	arguments := c.arguments(f)
	facet := plan.Facet{Limit: pageSize(place{f, "first"}, arguments["first"].(int64))}
	by, _ := arguments["by"].(string)
	key := answer.FacetKey{Kind: catalog.String}
	var other *rows
	t := c.plan.Set.Type
	switch {
	case by == facetByType:
		facet.ByType = true
	default:
		for _, p := range t.Properties {
			if catalog.Upper(p.Name) == by {
				facet.Property, key.Kind = p, p.Kind
			}
		}
		for _, field := range t.Fields {
			if catalog.Upper(field.Name) == by {
				facet.Via = &plan.Hop{Field: field, Selective: field.Selective(t)}
				other = &rows{request: c.request, static: field.Target, row: &plan.Row{Type: field.Target}}
			}
		}
	}
	object := &answer.Object{Type: "Facet"}
	for _, field := range c.fields(f, in) {
		object.Add(field.Name, field.Alias, field.Definition.Type.NonNull, c.facetField(field, key, other, in.deeper()))
	}
	if other != nil && len(other.uses) > 0 {
		other.in = c.countNodes(f, in, facet.Limit)
		other.finish()
		facet.Row = other.row
	}
	c.plan.Facets = append(c.plan.Facets, facet)
	part := &answer.Facets{Facet: object}
	c.facets = append(c.facets, part)
	return part
}

// facetByType is the facet of an interface by concrete type.
const facetByType = "TYPE"

func (c *connection) facetField(field graphql.CollectedField, key answer.FacetKey, other *rows, in scope) answer.Source {
	switch field.Name {
	case "key":
		return key
	case "count":
		return answer.Scalar{At: 1, Kind: catalog.Int}
	case "node":
		c.checkDepth(field, in)
		if other == nil {
			return answer.FacetNode{}
		}
		return answer.FacetNode{Node: other.node(field.Selections, in.deeper())}
	}
	return answer.Text("Facet") // __typename
}
