package seed

import (
	"slices"

	"innograph/internal/catalog"
	"innograph/internal/lines"
	"innograph/internal/store"
)

// identity is what makes an edge one: no two have the same.
type identity struct{ relation, from, to, key string }

// edge reads a line of edges.jsonl.
func (r *reader) edge(l *line, given lines.Object) {
	e := r.lines.Edge(given, l.problem)
	if e == nil {
		return
	}
	if r.joined(l, e) {
		r.once(l, e)
	}
	r.cited(l, e.Sources, r.sourced(e.From) || r.sourced(e.To), e.Relation.Name)
	r.facts.Edges = append(r.facts.Edges, *e)
}

// sourced tells whether a node must name a source, and so must its edges.
func (r *reader) sourced(id string) bool {
	kind := r.nodes[id].kind
	return kind != nil && kind.Sourced
}

// joined tells whether both ends are there and the relation joins such nodes.
func (r *reader) joined(l *line, e *store.Edge) bool {
	start, end := r.end(l, "from", e.From), r.end(l, "to", e.To)
	relation := e.Relation
	switch {
	case start == nil || end == nil:
		return false
	case relation.Joins(start, end):
		return true
	case relation.Joins(end, start):
		l.problem("%s does not lead from %s to %s but the other way round; swap from and to", relation.Name, start.Name, end.Name)
		return false
	}
	if to := r.ends(func(t *catalog.Type) bool { return relation.Joins(start, t) }); len(to) > 0 {
		l.problem("%s does not lead from %s to %s; from %s it leads to %v", relation.Name, start.Name, end.Name, start.Name, to)
		return false
	}
	starts := r.ends(func(from *catalog.Type) bool {
		return slices.ContainsFunc(r.lines.Entities(), func(to *catalog.Type) bool { return relation.Joins(from, to) })
	})
	l.problem("%s does not start at %s; it starts at %v", relation.Name, start.Name, starts)
	return false
}

// end gives the type of the node at an end; nil where there is none.
func (r *reader) end(l *line, name, id string) *catalog.Type {
	kind := r.nodes[id].kind
	if kind == nil && id != "" {
		l.problem("%q is %s, but there is no such node%v", name, lines.Shown(id), nearestID{id, r.nodes})
	}
	return kind
}

// ends lists the entity types of a kind.
func (r *reader) ends(suits func(*catalog.Type) bool) lines.List {
	var names lines.List
	for _, t := range r.lines.Entities() {
		if suits(t) {
			names = append(names, t.Name)
		}
	}
	return names
}

// once refuses a second edge of the same identity.
func (r *reader) once(l *line, e *store.Edge) {
	is := identity{e.Relation.Name, e.From, e.To, e.Key}
	if e.Relation.Undirected && is.to < is.from {
		is.from, is.to = is.to, is.from
	}
	first, taken := r.edges[is]
	switch {
	case !taken:
		r.edges[is] = seen{line: l.number, from: e.From}
	case first.from != e.From:
		l.problem("line %d has this edge from its other end; %s has no direction, so write it once, or give the two different keys", first.line, e.Relation.Name)
	default:
		l.problem("line %d has this edge: the same type, from, to and key; keep one, or give the two different keys", first.line)
	}
}
