package naive

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/catalog"
)

// root writes a field of Query.
func (r *run) root(f *field) {
	arguments := r.arguments[f.Field]
	switch {
	case f.Name == "dataset":
		r.object("Dataset", f.under, r.datasetField)
	case f.Name == "nodes":
		list(r, arguments["ids"].([]any), func(id any) { r.lookup(f, id) })
	case len(f.Definition.Arguments) == 1 && arguments["id"] != nil:
		r.lookup(f, arguments["id"])
	default:
		i := slices.IndexFunc(r.model.Types, func(t *catalog.Type) bool { return t.Plural() == f.Name })
		if i < 0 {
			r.beyond = true
			r.scalar(nil)
			return
		}
		s := &set{target: r.model.Types[i]}
		for _, n := range r.graph.nodes {
			if s.target.Has(n.kind) {
				s.rows = append(s.rows, row{node: n})
			}
		}
		r.connection(f, s)
	}
}

// lookup writes the node of an id, null where there is none that the field may give.
func (r *run) lookup(f *field, id any) {
	n := r.graph.byID[id.(string)]
	if n == nil || !r.model.Type(f.Definition.Type.Name()).Has(n.kind) {
		r.scalar(nil)
		return
	}
	r.node(n, f.under)
}

func (r *run) datasetField(f *field) {
	entities := 0
	for _, n := range r.graph.nodes {
		if n.kind != r.model.Source() {
			entities++
		}
	}
	d := r.graph.dataset
	value := map[string]any{
		"name": d.Name, "version": d.Version, "asOf": d.AsOf, "licence": d.Licence, "measuredAt": d.MeasuredAt,
		"nodes": entities, "edges": len(r.graph.edges),
	}[f.Name]
	if value == "" {
		value = nil
	}
	r.scalar(value)
}

// node writes the selected fields of a node.
func (r *run) node(n *node, under []ast.SelectionSet) {
	r.object(n.kind.Name, under, func(f *field) {
		relation := n.kind.Field(f.Name)
		switch {
		case relation == nil:
			r.scalar(n.values[f.Name])
		case relation.Relation.Evidence && relation.Direction == catalog.Out:
			r.sources(f, n.sources)
		default:
			r.connection(f, &set{target: relation.Target, via: relation, rows: r.graph.along(n, relation)})
		}
	})
}

// sources writes the first sources of an entity or of an edge.
func (r *run) sources(f *field, sources []*node) {
	first := min(r.arguments[f.Field]["first"].(int64), int64(len(sources)))
	list(r, sources[:first], func(n *node) { r.node(n, f.under) })
}
