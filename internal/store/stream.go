package store

import (
	"iter"

	"innograph/internal/catalog"
)

// Stream is facts that are gone through piece by piece, so that they need not be in memory
// all at once. They are checked as Facts are, and can be gone through any number of times,
// always in the same order.
type Stream interface {
	// About says what the facts are.
	About() Dataset

	// NodesOf gives the nodes of a concrete type, Count their number. What a node cites
	// may come later.
	NodesOf(of *catalog.Type) iter.Seq[*Node]
	Count(of *catalog.Type) int

	// AllEdges gives the edges, without the evidence of nodes, which stands in
	// Node.Sources; CountEdges is their number.
	AllEdges() iter.Seq[*Edge]
	CountEdges() int
}

var _ Stream = (*Facts)(nil)

// About says what the facts are.
func (f *Facts) About() Dataset { return f.Dataset }

// NodesOf gives the nodes of a concrete type: of that name, since facts may have been read
// with a catalog of their own.
func (f *Facts) NodesOf(of *catalog.Type) iter.Seq[*Node] {
	return func(yield func(*Node) bool) {
		for i := range f.Nodes {
			if f.Nodes[i].Type.Name == of.Name && !yield(&f.Nodes[i]) {
				return
			}
		}
	}
}

// Count is the number of nodes of a concrete type.
func (f *Facts) Count(of *catalog.Type) int {
	count := 0
	for range f.NodesOf(of) {
		count++
	}
	return count
}

// AllEdges gives the edges.
func (f *Facts) AllEdges() iter.Seq[*Edge] {
	return func(yield func(*Edge) bool) {
		for i := range f.Edges {
			if !yield(&f.Edges[i]) {
				return
			}
		}
	}
}

// CountEdges is the number of edges.
func (f *Facts) CountEdges() int { return len(f.Edges) }
