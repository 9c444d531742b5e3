// Package export writes what is in a store, or a part of it, to files: in the form of the
// project's own data files, which an import reads again, as tables, and as GraphML.
package export

import (
	"context"
	"hash/maphash"

	"innograph/internal/catalog"
	"innograph/internal/plan"
	"innograph/internal/store"
)

// Graph is what is to be exported: entities, the edges between them, and the sources that
// they cite.
type Graph struct {
	Model *catalog.Catalog
	Store store.Store
	Where plan.Predicate // of entities; nil: all, with all sources
}

// Writer takes a graph piece by piece: all sources, and then each entity with the edges
// that it is the start of. An undirected edge starts at the end with the smaller id.
type Writer interface {
	Source(*store.Node) error
	Entity(*store.Node) error
	Edge(*store.Edge) error
	// End is told when all is there.
	End() error
}

// Counts are how much was written.
type Counts struct{ Sources, Nodes, Edges int }

// Write writes the graph. It takes little memory however large the graph is: of a part, a
// hash of each source that it cites. The sources are read before the rest: what is written
// to the store in between may be there in part.
func (g *Graph) Write(ctx context.Context, to Writer) (Counts, error) {
	var counts Counts
	l := newLayout(g.Model, g.Where)
	cited, err := g.cited(ctx, l)
	if err != nil {
		return counts, err
	}
	err = g.Store.Stream(ctx, l.allSources(), func(row []any) error {
		node := store.Node{Type: l.source, Values: read(l.source.Properties, row)}
		if !cited(node.ID()) {
			return nil
		}
		counts.Sources++
		return to.Source(&node)
	})
	if err != nil {
		return counts, err
	}
	err = g.Store.Stream(ctx, l.entities(), func(row []any) error {
		node, edges := l.decode(g.Model, row)
		counts.Nodes++
		if err := to.Entity(&node); err != nil {
			return err
		}
		for i := range edges {
			counts.Edges++
			if err := to.Edge(&edges[i]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return counts, err
	}
	return counts, to.End()
}

// cited tells which sources belong to the export: all, or those that a part of the graph
// names.
func (g *Graph) cited(ctx context.Context, l *layout) (func(id string) bool, error) {
	if g.Where == nil {
		return func(string) bool { return true }, nil
	}
	seed, found := maphash.MakeSeed(), map[uint64]bool{}
	note := func(ids []string) {
		for _, id := range ids {
			found[maphash.String(seed, id)] = true
		}
	}
	err := g.Store.Stream(ctx, l.entities(), func(row []any) error {
		node, edges := l.decode(g.Model, row)
		note(node.Sources)
		for i := range edges {
			note(edges[i].Sources)
		}
		return nil
	})
	return func(id string) bool { return found[maphash.String(seed, id)] }, err
}

// decode makes a node and its edges of a row.
func (l *layout) decode(model *catalog.Catalog, row []any) (store.Node, []store.Edge) {
	t := model.Type(store.Text(row[0]))
	cells := row[1:] // with a single type there is no list around them
	if len(l.row.Shapes) > 1 {
		cells = store.List(row[1])
	}
	n := len(t.Properties)
	node := store.Node{Type: t, Values: read(t.Properties, cells[:n]), Sources: ids(cells[n])}
	var edges []store.Edge
	for i, r := range l.relations[t.Name] {
		for _, cell := range store.List(store.List(cells[n+1+i])[0]) {
			row := store.List(cell) // id, key, confidence, sources, properties…
			edge := store.Edge{
				Relation: r, From: node.ID(), To: store.Text(row[0]), Key: store.Text(row[1]),
				Sources: ids(row[3]), Values: read(r.Properties, row[4:]),
			}
			if r.Undirected && edge.To < edge.From {
				continue // it is found from the other end too
			}
			if confidence, ok := store.Value(catalog.Float, row[2]).(float64); ok {
				edge.Confidence = &confidence
			}
			edges = append(edges, edge)
		}
	}
	return node, edges
}

func read(properties []*catalog.Property, cells []any) []any {
	values := make([]any, len(properties))
	for i, p := range properties {
		values[i] = store.Value(p.Kind, cells[i])
	}
	return values
}

// ids are those of a list of sources.
func ids(cell any) []string {
	rows := store.List(cell)
	all := make([]string, len(rows))
	for i, row := range rows {
		all[i] = store.Text(store.List(row)[0])
	}
	return all
}
