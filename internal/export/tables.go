package export

import (
	"encoding/csv"
	"errors"
	"io"

	"innograph/internal/catalog"
	"innograph/internal/store"
)

// Tables writes three tables as CSV: a column for each property that any type has, lists
// as JSON.
type Tables struct {
	sources, nodes, edges *table
}

// table is one with columns for properties, found by name.
type table struct {
	*csv.Writer
	places map[string]int
	record []string
}

// NewTables begins the tables.
func NewTables(model *catalog.Catalog, sources, nodes, edges io.Writer) (*Tables, error) {
	t := &Tables{
		sources: newTable(sources, []string{"id"}, given(model.Source().Properties)),
		nodes:   newTable(nodes, []string{"id", "type", "sources"}, ofNodes(model)),
		edges:   newTable(edges, []string{"type", "from", "to", "key", "confidence", "sources"}, ofEdges(model)),
	}
	return t, errors.Join(t.sources.Write(t.sources.record), t.nodes.Write(t.nodes.record), t.edges.Write(t.edges.record))
}

// newTable makes a table; its first record is the header.
func newTable(to io.Writer, fixed []string, properties []*catalog.Property) *table {
	t := &table{Writer: csv.NewWriter(to), places: map[string]int{}, record: fixed}
	for _, p := range properties {
		t.places[p.Name] = len(t.record)
		t.record = append(t.record, p.Name)
	}
	return t
}

func (t *table) write(fixed []string, properties []*catalog.Property, values []any) error {
	clear(t.record)
	copy(t.record, fixed)
	for i, p := range properties {
		if place, ok := t.places[p.Name]; ok {
			t.record[place] = spelled(values[i])
		}
	}
	return t.Write(t.record)
}

// Source writes a source.
func (t *Tables) Source(n *store.Node) error {
	return t.sources.write([]string{n.ID()}, n.Type.Properties, n.Values)
}

// Entity writes an entity.
func (t *Tables) Entity(n *store.Node) error {
	return t.nodes.write([]string{n.ID(), n.Type.Name, spelled(n.Sources)}, n.Type.Properties, n.Values)
}

// Edge writes an edge.
func (t *Tables) Edge(e *store.Edge) error {
	fixed := []string{e.Relation.Name, e.From, e.To, e.Key, confidence(e), spelled(e.Sources)}
	return t.edges.write(fixed, e.Relation.Properties, e.Values)
}

// End writes what is still on its way.
func (t *Tables) End() error {
	for _, table := range []*table{t.sources, t.nodes, t.edges} {
		table.Flush()
	}
	return errors.Join(t.sources.Error(), t.nodes.Error(), t.edges.Error())
}
