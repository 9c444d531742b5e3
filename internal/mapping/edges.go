package mapping

import (
	"slices"

	"innograph/internal/catalog"
	"innograph/internal/lines"
)

// edge reads a rule for an edge between nodes of the table; nil where it is none.
func (r *reader) edge(at place, nodes []*node) *edge {
	fields := r.fields(at, "type", "from", "to", "when", "set", "key", "confidence", "fill", "optional")
	e := &edge{fill: r.flag(fields["fill"]), optional: r.flag(fields["optional"]), when: r.conditions(fields["when"])}
	e.of = r.relation(at, fields)
	e.from, e.to = r.end(at, fields, "from", nodes), r.end(at, fields, "to", nodes)
	if e.of == nil || e.from == nil || e.to == nil {
		return nil
	}
	if !joins(e.of, e.from.of, e.to.of) {
		r.problem(at, "%s does not lead from %s to %s", e.of.Name, e.from.of.Name, e.to.of.Name)
	}
	if e.from.each != nil && e.to.each != nil && e.from.each != e.to.each {
		r.problem(at, "from and to are repeated for different lists; one of them can be, or both for the same")
	}
	e.set = r.settings(fields["set"], e.of.Name, e.of.Properties)
	if key, given := fields["key"]; given {
		e.key = r.value(key, nil)
	}
	if confidence, given := fields["confidence"]; given {
		e.confidence = r.value(confidence, catalog.Confidence)
	}
	return e
}

// joins tells whether a relation leads from any node of the one type to any of the other.
func joins(of *catalog.Relation, from, to *catalog.Type) bool {
	return slices.ContainsFunc(from.Members, func(start *catalog.Type) bool {
		return slices.ContainsFunc(to.Members, func(end *catalog.Type) bool { return of.Joins(start, end) })
	})
}

func (r *reader) relation(at place, fields map[string]place) *catalog.Relation {
	name, ok := r.required(at, fields, "type")
	if !ok {
		return nil
	}
	var known []string
	for _, relation := range r.model.Relations {
		if !relation.Evidence {
			known = append(known, relation.Name)
		}
	}
	if !slices.Contains(known, name) {
		r.problem(fields["type"], "there is no relation %s%v; the relations are %v", lines.Shown(name), lines.Nearest{Typed: name, Known: known}, lines.List(known))
		return nil
	}
	return r.model.Relation(name)
}

// end gives the rule for the node at an end.
func (r *reader) end(at place, fields map[string]place, name string, nodes []*node) *node {
	text, ok := r.required(at, fields, name)
	if !ok {
		return nil
	}
	var known []string
	for _, n := range nodes {
		if n.name == text {
			return n
		}
		known = append(known, n.name)
	}
	r.problem(fields[name], "the table has no node %s%v; it has %v", lines.Shown(text), lines.Nearest{Typed: text, Known: known}, lines.List(known))
	return nil
}
