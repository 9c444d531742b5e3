package seed

import (
	"slices"

	"innograph/internal/catalog"
	"innograph/internal/store"
)

// identity is what makes an edge one: no two have the same.
type identity struct{ relation, from, to, key string }

// edge reads a line of edges.jsonl.
func (r *reader) edge(l *line, given object) {
	l.known(given, []string{"type", "from", "to", "key", "confidence", "props", "sources"}, "an edge")
	relation := r.relation(l, given)
	if relation == nil {
		return
	}
	e := store.Edge{Relation: relation, Confidence: l.confidence(given)}
	e.From, e.To = r.ends(l, given, relation)
	e.Key = l.key(given)
	if e.From != "" && e.To != "" {
		r.once(l, &e)
	}
	props := l.nested(given, "props")
	l.known(props, propertyNames(relation.Properties), "props of "+relation.Name)
	e.Values = l.values(relation.Properties, props, relation.Name, nil)
	e.Sources = r.sources(l, given, r.sourced(e.From) || r.sourced(e.To), relation.Name)
	r.facts.Edges = append(r.facts.Edges, e)
}

// sourced tells whether a node must name a source, and so must its edges.
func (r *reader) sourced(id string) bool {
	kind := r.nodes[id].kind
	return kind != nil && kind.Sourced
}

func (r *reader) relation(l *line, given object) *catalog.Relation {
	name, ok := l.text(given, "type")
	if !ok {
		return nil
	}
	relation := r.catalog.Relation(name)
	if relation == nil || relation.Evidence {
		var known []string
		for _, relation := range r.catalog.Relations {
			if !relation.Evidence {
				known = append(known, relation.Name)
			}
		}
		l.problem("there is no relation %s%v; the relations are %v", shown(name), nearest{name, known}, list(known))
		return nil
	}
	return relation
}

// ends gives the two ids when both are there and the relation joins such nodes.
func (r *reader) ends(l *line, given object, relation *catalog.Relation) (from, to string) {
	from, start := r.end(l, given, "from")
	to, end := r.end(l, given, "to")
	switch {
	case start == nil || end == nil:
		return "", ""
	case relation.Joins(start, end):
		return from, to
	case relation.Joins(end, start):
		l.problem("%s does not lead from %s to %s but the other way round; swap from and to", relation.Name, start.Name, end.Name)
		return "", ""
	}
	joins := func(from, to *catalog.Type) bool { return relation.Joins(from, to) }
	if to := r.joined(func(t *catalog.Type) bool { return joins(start, t) }); len(to) > 0 {
		l.problem("%s does not lead from %s to %s; from %s it leads to %v", relation.Name, start.Name, end.Name, start.Name, list(to))
		return "", ""
	}
	starts := r.joined(func(t *catalog.Type) bool {
		return len(r.joined(func(to *catalog.Type) bool { return joins(t, to) })) > 0
	})
	l.problem("%s does not start at %s; it starts at %v", relation.Name, start.Name, list(starts))
	return "", ""
}

func (r *reader) end(l *line, given object, name string) (string, *catalog.Type) {
	id, ok := l.text(given, name)
	if !ok {
		return "", nil
	}
	if id == "" {
		l.problem("no %q; write the id of the node at that end", name)
		return "", nil
	}
	kind := r.nodes[id].kind
	if kind == nil {
		l.problem("%q is %s, but there is no such node%v", name, shown(id), nearestID{id, r.nodes})
	}
	return id, kind
}

// joined lists the entity types of a kind.
func (r *reader) joined(suits func(*catalog.Type) bool) []string {
	return typeNames(slices.DeleteFunc(r.entities(), func(t *catalog.Type) bool { return !suits(t) }))
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

// key gives what tells parallel edges apart, "" for all others.
func (l *line) key(given object) string {
	value := given.get("key")
	if value == nil {
		return ""
	}
	key, err := short(value, false)
	if err != nil {
		l.problem(`"key" %v`, err)
	}
	return key
}

// confidence gives how sure an edge is, from 0 to 1; nil when it was not assessed.
func (l *line) confidence(given object) *float64 {
	value := given.get("confidence")
	if value == nil {
		return nil
	}
	found, err := float(value)
	if err != nil {
		l.problem(`"confidence" %v`, err)
		return nil
	}
	confidence := found.(float64)
	if confidence < 0 || confidence > 1 {
		l.problem(`"confidence" is %s; it must be from 0 to 1`, shown(value))
	}
	return &confidence
}
