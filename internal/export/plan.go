package export

import (
	"slices"

	"innograph/internal/catalog"
	"innograph/internal/plan"
)

// layout says what is read of each row of entities: one shape for each type, and in it the
// type's properties, its sources, and the edges that it can be the start of.
type layout struct {
	row       *plan.Row
	relations map[string][]*catalog.Relation // by type
	where     plan.Predicate
	entity    *catalog.Type
	source    *catalog.Type
}

func newLayout(model *catalog.Catalog, where plan.Predicate) *layout {
	l := &layout{
		relations: map[string][]*catalog.Relation{}, where: where,
		entity: model.Type("Entity"), source: model.Source(),
	}
	l.row = &plan.Row{Type: l.entity, Named: true}
	for _, t := range l.entity.Members {
		columns := values(t.Properties, false)
		columns = append(columns, l.sources(evidence(t)))
		for _, r := range model.Relations {
			starts := func(other *catalog.Type) bool { return r.Joins(t, other) }
			if !r.Evidence && slices.ContainsFunc(l.entity.Members, starts) {
				l.relations[t.Name] = append(l.relations[t.Name], r)
				columns = append(columns, l.edges(r))
			}
		}
		l.row.Shapes = append(l.row.Shapes, plan.Shape{Types: t.Members, Columns: columns})
	}
	return l
}

// evidence is the step from a node to its sources.
func evidence(t *catalog.Type) plan.Hop {
	for _, f := range t.Fields {
		if f.Relation.Evidence && f.Direction == catalog.Out {
			return plan.Hop{Field: f}
		}
	}
	return plan.Hop{}
}

func values(properties []*catalog.Property, edge bool) []plan.Column {
	columns := make([]plan.Column, len(properties))
	for i, p := range properties {
		columns[i] = plan.Value{Property: p, Edge: edge}
	}
	return columns
}

// sources reads the ids of all sources.
func (l *layout) sources(via plan.Hop) *plan.Sources {
	return &plan.Sources{Via: via, Limit: plan.All, Row: &plan.Row{
		Type: l.source, Shapes: []plan.Shape{{Types: l.source.Members, Columns: values(l.source.Properties[:1], false)}},
	}}
}

// edges reads the edges of a relation to entities that are exported too, whatever field of
// the model shows them.
func (l *layout) edges(r *catalog.Relation) *plan.Connection {
	direction := catalog.Out
	if r.Undirected {
		direction = catalog.Both
	}
	id := plan.Value{Property: l.entity.Properties[0]}
	columns := append([]plan.Column{id, plan.EdgeKey{}, plan.Value{Property: catalog.Confidence, Edge: true}, l.sources(plan.Hop{})}, values(r.Properties, true)...)
	return &plan.Connection{
		Set: plan.Set{
			Type: l.entity, Where: l.where,
			Via: &plan.Hop{Field: &catalog.Field{Name: r.Name, Owner: l.entity, Relation: r, Direction: direction, Target: l.entity}},
		},
		Page: &plan.Page{
			Order: []plan.Term{{By: id}, {By: plan.EdgeKey{}}}, Limit: plan.All,
			Row: &plan.Row{Type: l.entity, Common: columns, Shapes: []plan.Shape{{Types: l.entity.Members}}},
		},
	}
}

// entities is the operation that reads all of it, in order of id.
func (l *layout) entities() *plan.Operation {
	return &plan.Operation{Name: "innograph: export", Roots: []plan.Query{&plan.Connection{
		Set:  plan.Set{Type: l.entity, Where: l.where},
		Page: &plan.Page{Order: byID(l.entity), Limit: plan.All, Row: l.row},
	}}}
}

// allSources is the operation that reads the sources, in order of id.
func (l *layout) allSources() *plan.Operation {
	return &plan.Operation{Name: "innograph: export", Roots: []plan.Query{&plan.Connection{
		Set: plan.Set{Type: l.source},
		Page: &plan.Page{Order: byID(l.source), Limit: plan.All, Row: &plan.Row{
			Type: l.source, Shapes: []plan.Shape{{Types: l.source.Members, Columns: values(l.source.Properties, false)}},
		}},
	}}}
}

func byID(t *catalog.Type) []plan.Term {
	return []plan.Term{{By: plan.Value{Property: t.Properties[0]}}}
}
