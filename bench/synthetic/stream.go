package synthetic

import (
	"iter"

	"innograph/internal/catalog"
	"innograph/internal/store"
)

var _ store.Stream = (*Graph)(nil)

// About says that the graph is synthetic.
func (g *Graph) About() store.Dataset { return g.Dataset() }

// NodesOf gives the nodes of a type, copy by copy.
func (g *Graph) NodesOf(of *catalog.Type) iter.Seq[*store.Node] {
	return func(yield func(*store.Node) bool) {
		for copied := range g.copies {
			for _, i := range g.byType[of.Name] {
				if made := g.Node(i, copied); !yield(&made) {
					return
				}
			}
		}
	}
}

// Count is the number of nodes of a type.
func (g *Graph) Count(of *catalog.Type) int { return g.copies * len(g.byType[of.Name]) }

// AllEdges gives the edges, without the evidence of nodes.
func (g *Graph) AllEdges() iter.Seq[*store.Edge] {
	return func(yield func(*store.Edge) bool) {
		for e := range g.Edges() {
			if !yield(&e) {
				return
			}
		}
	}
}

// CountEdges is the number of edges.
func (g *Graph) CountEdges() int {
	_, edges := g.Size()
	return edges
}
