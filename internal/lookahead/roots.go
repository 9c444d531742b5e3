package lookahead

import (
	"slices"

	"github.com/99designs/gqlgen/graphql"

	"innograph/internal/answer"
	"innograph/internal/catalog"
	"innograph/internal/fault"
	"innograph/internal/plan"
)

// root plans a root field.
type root func(r *request, f graphql.CollectedField) (plan.Query, answer.RootSource)

// roots maps the root fields that the generator declares to their planning.
func roots(c *catalog.Catalog) map[string]root {
	all := map[string]root{"dataset": dataset}
	for _, t := range c.Types {
		all[t.Singular()] = one(t)
		all[t.Plural()] = list(t)
	}
	all["nodes"] = many(c.Type("Node"))
	return all
}

// top is the scope of the root fields.
var top = scope{depth: 1, times: 1}

func one(t *catalog.Type) root {
	return func(r *request, f graphql.CollectedField) (plan.Query, answer.RootSource) {
		lookup, layout := r.lookup(f, t, 1)
		lookup.ID = r.arguments(f)["id"]
		return lookup, answer.One{Node: layout}
	}
}

func many(t *catalog.Type) root {
	return func(r *request, f graphql.CollectedField) (plan.Query, answer.RootSource) {
		given, _ := r.arguments(f)["ids"].([]any)
		if len(given) > plan.MaxPage {
			panic(place{f, "ids"}.wrong(fault.LimitExceeded, "%d ids are too many; the limit is %d. Split the list.", len(given), plan.MaxPage))
		}
		ids := make([]string, len(given))
		for i, id := range given {
			ids[i], _ = id.(string)
		}
		distinct := slices.Compact(slices.Sorted(slices.Values(ids)))
		lookup, layout := r.lookup(f, t, len(distinct))
		lookup.IDs = distinct
		return lookup, answer.Many{IDs: ids, Node: layout}
	}
}

// lookup plans the finding of so many nodes by ids, which are put in afterwards.
func (r *request) lookup(f graphql.CollectedField, t *catalog.Type, ids int) (*plan.Lookup, *answer.Node) {
	r.checkDepth(f, top)
	found := &rows{request: r, static: t, row: &plan.Row{Type: t}}
	layout := found.node(f.Selections, top.deeper())
	found.in = r.countNodes(f, top, ids)
	found.finish()
	return &plan.Lookup{Type: t, Row: found.row}, layout
}

func list(t *catalog.Type) root {
	return func(r *request, f graphql.CollectedField) (plan.Query, answer.RootSource) {
		connection, layout := r.connection(f, t, nil, top)
		return connection, layout
	}
}

// dataset plans the field that says what is being read.
func dataset(r *request, f graphql.CollectedField) (plan.Query, answer.RootSource) {
	query := &plan.Dataset{}
	object := &answer.Object{Type: "Dataset"}
	for _, field := range r.fields(f, top) {
		var from answer.Source = answer.Text(object.Type) // __typename
		if part := plan.DatasetPart(field.Name); field.Name != "__typename" {
			kind := catalog.String
			if part == plan.DatasetNodes || part == plan.DatasetEdges {
				kind = catalog.Long
			}
			from = answer.Scalar{At: len(query.Parts), Kind: kind}
			query.Parts = append(query.Parts, part)
		}
		object.Add(field.Name, field.Alias, field.Definition.Type.NonNull, from)
	}
	return query, answer.Tuple{Object: object}
}
