package seed

import (
	"slices"
	"strings"

	"innograph/internal/catalog"
	"innograph/internal/store"
)

// longestID is in characters, which are bytes: ids are ASCII.
const longestID = 200

// versioned is the property that counts how often a node was written: kept by the store,
// so never given.
const versioned = "version"

// sourceType is the type of what sources.jsonl holds.
const sourceType = "Source"

// besides are the properties that stand beside `props` in a node's line, because
// every entity has them.
var besides = []string{"name", "nameZh", "aliases"}

// source reads a line of sources.jsonl: all of a source's properties side by side.
func (r *reader) source(l *line, given object) {
	kind := r.catalog.Type(sourceType)
	l.known(given, propertyNames(kind.Properties), "a source")
	id := r.id(l, given, kind)
	r.facts.Nodes = append(r.facts.Nodes, store.Node{
		Type:   kind,
		Values: l.values(kind.Properties, given, "source", map[string]any{"id": id}),
	})
}

// node reads a line of nodes.jsonl.
func (r *reader) node(l *line, given object) {
	l.known(given, slices.Concat([]string{"id", "type"}, besides, []string{"props", "sources"}), "a node")
	kind := r.entity(l, given)
	if kind == nil {
		return
	}
	id := r.id(l, given, kind)
	props := l.nested(given, "props")
	l.known(props, r.props(kind), "props of "+kind.Name)
	for _, name := range besides {
		props = append(props, member{name, given.get(name)})
	}
	r.facts.Nodes = append(r.facts.Nodes, store.Node{
		Type:    kind,
		Values:  l.values(kind.Properties, props, kind.Name, map[string]any{"id": id, versioned: int64(1)}),
		Sources: r.sources(l, given, kind.Sourced, kind.Name),
	})
}

// entity gives the type that a node names, nil when it is none.
func (r *reader) entity(l *line, given object) *catalog.Type {
	name, ok := l.text(given, "type")
	if !ok {
		return nil
	}
	known := typeNames(r.entities())
	if !slices.Contains(known, name) {
		l.problem("there is no type %s%v; the types are %v", shown(name), nearest{name, known}, list(known))
		return nil
	}
	return r.catalog.Type(name)
}

// entities are the types of nodes.jsonl: all but sources, which have their own file.
func (r *reader) entities() []*catalog.Type {
	return slices.DeleteFunc(r.catalog.Concrete(), func(t *catalog.Type) bool { return t.Name == sourceType })
}

// props are the names that may stand in the props of a node.
func (r *reader) props(kind *catalog.Type) []string {
	return slices.DeleteFunc(propertyNames(kind.Properties), func(name string) bool {
		return name == "id" || kind.Property(name).Computed || slices.Contains(besides, name)
	})
}

// id gives a node's id and makes it known, so that what refers to it is not reported too.
func (r *reader) id(l *line, given object, kind *catalog.Type) string {
	id, ok := l.text(given, "id")
	prefix := kind.Singular() + "/"
	slug, prefixed := strings.CutPrefix(id, prefix)
	first, taken := r.nodes[id]
	switch {
	case !ok:
	case id == "":
		l.problem(`no "id"; write one of the form %s<slug>`, prefix)
	case !prefixed:
		l.problem("the id %s is none of type %s: those begin with %s", shown(id), kind.Name, prefix)
	case slug == "" || strings.ContainsFunc(slug, notInSlug):
		l.problem("the id %s has a slug that is none: after %s come small ASCII letters, digits, and - . _", shown(id), prefix)
	case len(id) > longestID:
		l.problem("the id %s is %d characters long; at most %d", shown(id), len(id), longestID)
	case taken:
		l.problem("the id %s is taken by line %d; an id stands for one node", shown(id), first.line)
	default:
		r.nodes[id] = seen{line: l.number, kind: kind}
	}
	return id
}

func notInSlug(c rune) bool {
	return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789-._", c)
}

// sources gives the ids of the sources that a line names, in order, each once.
func (r *reader) sources(l *line, given object, needed bool, owner string) []string {
	items, ok := given.get("sources").([]any)
	if value := given.get("sources"); !ok && value != nil {
		l.problem(`"sources" is %s; write a list of ids of %s`, shown(value), sourcesFile)
		return nil
	}
	if needed && len(items) == 0 {
		l.problem("no source: name at least one in \"sources\"; every %s says who states it", owner)
	}
	var ids []string
	for _, item := range items {
		id, ok := item.(string)
		switch known := r.nodes[id]; {
		case !ok:
			l.problem(`"sources" holds %s; write ids of %s`, shown(item), sourcesFile)
		case known.kind == nil || known.kind.Name != sourceType:
			l.problem("there is no source %s%v", shown(id), nearestID{id, r.nodes})
		case slices.Contains(ids, id):
			l.problem("the source %s is named twice; keep one", shown(id))
		default:
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

func propertyNames(properties []*catalog.Property) []string {
	out := make([]string, len(properties))
	for i, p := range properties {
		out[i] = p.Name
	}
	return out
}

func typeNames(types []*catalog.Type) []string {
	out := make([]string, len(types))
	for i, t := range types {
		out[i] = t.Name
	}
	return out
}
