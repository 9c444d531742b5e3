package lines

import (
	"slices"

	"innograph/internal/catalog"
	"innograph/internal/store"
)

// LongestID is in characters, which are bytes: ids are ASCII.
const LongestID = 200

// versioned is the property that counts how often a node was written: kept by the store,
// so never given.
const versioned = "version"

// Say takes one thing that is wrong with a line, and what would be right.
type Say func(format string, args ...any)

// Reader gives the nodes and edges that lines stand for, as far as each line by itself
// tells: whether ids are taken and ends are there is for others to say.
type Reader struct {
	model    *catalog.Catalog
	entities []*catalog.Type
	shapes   map[*catalog.Type]shape
}

// shape is what the lines of a type may have.
type shape struct {
	named      []string // beside props
	props      []string
	properties []string // all
}

// besides are the properties that stand beside props, in the order of messages.
var besides = []string{"name", "nameZh", "aliases"}

var (
	nodeMembers = slices.Concat([]string{"id", "type"}, besides, []string{"props", "sources"})
	edgeMembers = []string{"type", "from", "to", "key", "confidence", "props", "sources"}
)

// NewReader reads lines after a model.
func NewReader(model *catalog.Catalog) *Reader {
	r := &Reader{model: model, shapes: map[*catalog.Type]shape{}}
	for _, t := range model.Concrete() {
		if t.Name != sourceType {
			r.entities = append(r.entities, t)
		}
		s := shape{properties: propertyNames(t.Properties)}
		for _, p := range t.Properties {
			switch {
			case slices.Contains(besides, p.Name):
				s.named = append(s.named, p.Name)
			case p.Kind != catalog.ID && !p.Computed:
				s.props = append(s.props, p.Name)
			}
		}
		r.shapes[t] = s
	}
	return r
}

// Entities are the types of nodes that are no sources.
func (r *Reader) Entities() []*catalog.Type { return r.entities }

// Source reads the line of a source: all of its properties side by side.
func (r *Reader) Source(given Object, say Say) *store.Node {
	kind := r.model.Source()
	Known(given, r.shapes[kind].properties, "a source", say)
	id := nodeID(given, kind, say)
	return &store.Node{Type: kind, Values: values(kind.Properties, given, "source", id, say)}
}

// Node reads the line of an entity; nil when its type is none.
func (r *Reader) Node(given Object, say Say) *store.Node {
	Known(given, nodeMembers, "a node", say)
	kind := r.entity(given, say)
	if kind == nil {
		return nil
	}
	id := nodeID(given, kind, say)
	props := nested(given, "props", say)
	Known(props, r.shapes[kind].props, "props of "+kind.Name, say)
	for _, name := range r.shapes[kind].named {
		props = append(props, Member{name, given.Get(name)})
	}
	return &store.Node{
		Type:    kind,
		Values:  values(kind.Properties, props, kind.Name, id, say),
		Sources: sourceIDs(given, say),
	}
}

// entity gives the type that a node names, nil when it is none.
func (r *Reader) entity(given Object, say Say) *catalog.Type {
	name, ok := Text(given, "type", say)
	if !ok {
		return nil
	}
	kind := r.model.Type(name)
	if kind == nil || kind.Interface || kind.Name == sourceType {
		known := make([]string, len(r.entities))
		for i, t := range r.entities {
			known[i] = t.Name
		}
		say("there is no type %s%v; the types are %v", Shown(name), Nearest{name, known}, List(known))
		return nil
	}
	return kind
}

// Edge reads the line of an edge; nil when its relation is none.
func (r *Reader) Edge(given Object, say Say) *store.Edge {
	Known(given, edgeMembers, "an edge", say)
	relation := r.relation(given, say)
	if relation == nil {
		return nil
	}
	e := &store.Edge{Relation: relation, Confidence: confidence(given, say)}
	e.From, e.To = end(given, "from", say), end(given, "to", say)
	e.Key = key(given, say)
	props := nested(given, "props", say)
	Known(props, propertyNames(relation.Properties), "props of "+relation.Name, say)
	e.Values = values(relation.Properties, props, relation.Name, "", say)
	e.Sources = sourceIDs(given, say)
	return e
}

func (r *Reader) relation(given Object, say Say) *catalog.Relation {
	name, ok := Text(given, "type", say)
	if !ok {
		return nil
	}
	relation := r.model.Relation(name)
	if relation == nil || relation.Evidence {
		known := r.Relations()
		say("there is no relation %s%v; the relations are %v", Shown(name), Nearest{name, known}, List(known))
		return nil
	}
	return relation
}

// Relations are the names of the relations that edges may have.
func (r *Reader) Relations() []string {
	var known []string
	for _, relation := range r.model.Relations {
		if !relation.Evidence {
			known = append(known, relation.Name)
		}
	}
	return known
}

func nodeID(given Object, kind *catalog.Type, say Say) string {
	id, ok := Text(given, "id", say)
	if ok {
		if err := CheckID(kind, id); err != nil {
			say("%v", err)
		}
	}
	return id
}

func end(given Object, name string, say Say) string {
	id, ok := Text(given, name, say)
	if ok && id == "" {
		say("no %q; write the id of the node at that end", name)
	}
	return id
}

// key gives what tells parallel edges apart, "" for all others.
func key(given Object, say Say) string {
	value := given.Get("key")
	if value == nil {
		return ""
	}
	key, err := short(value, false)
	if err != nil {
		say(`"key" %v`, err)
	}
	return key
}

// confidence gives how sure an edge is, from 0 to 1; nil when it was not assessed.
func confidence(given Object, say Say) *float64 {
	value := given.Get("confidence")
	if value == nil {
		return nil
	}
	found, err := float(value)
	if err != nil {
		say(`"confidence" %v`, err)
		return nil
	}
	confidence := found.(float64)
	if confidence < 0 || confidence > 1 {
		say(`"confidence" is %s; it must be from 0 to 1`, Shown(value))
	}
	return &confidence
}

// sourceIDs gives the ids of the sources that a line names, in order, each once.
func sourceIDs(given Object, say Say) []string {
	value := given.Get("sources")
	items, ok := value.([]any)
	if !ok && value != nil {
		say(`"sources" is %s; write a list of ids of sources.jsonl`, Shown(value))
		return nil
	}
	var ids []string
	for _, item := range items {
		id, ok := item.(string)
		switch {
		case !ok:
			say(`"sources" holds %s; write ids of sources.jsonl`, Shown(item))
		case slices.Contains(ids, id):
			say("the source %s is named twice; keep one", Shown(id))
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
