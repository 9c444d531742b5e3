// Package synthetic makes SYNTHETIC graphs for measurements, of any size. Nothing in them
// is a fact: every name and text is made up, and says so.
//
// A graph is a lift of a template, such as the curated facts: of each node of the template
// there are n copies, and of each edge as many, from every copy of its start to some copy
// of its end. So types, relations, missing values, the numbers of sources and every node's
// degrees are exactly those of the template, hierarchies stay free of cycles, and all of it
// can be made piece by piece, without being held.
package synthetic

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"

	"innograph/internal/store"
)

// Graph is a synthetic graph. Equal templates, sizes and seeds give equal graphs.
type Graph struct {
	template *store.Facts
	copies   int
	seed     uint64
	edges    int            // wanted at least; see Dense
	index    map[string]int // of the template's nodes, by id
	byType   map[string][]int
	words    *words
}

// New makes a graph of about that many nodes, entities and sources together: the next
// smaller multiple of the template's, but at least the template's own number.
func New(template *store.Facts, nodes int, seed uint64) *Graph {
	g := &Graph{
		template: template,
		copies:   max(1, nodes/len(template.Nodes)),
		seed:     seed,
		index:    make(map[string]int, len(template.Nodes)),
		byType:   map[string][]int{},
		words:    newWords(template),
	}
	for i := range template.Nodes {
		n := &template.Nodes[i]
		g.index[n.ID()] = i
		g.byType[n.Type.Name] = append(g.byType[n.Type.Name], i)
	}
	return g
}

// Size is the number of nodes and that of edges, without the evidence of nodes.
func (g *Graph) Size() (nodes, edges int) {
	for copied := range g.copies {
		for i := range g.template.Edges {
			edges += g.parallel(i, copied)
		}
	}
	return g.copies * len(g.template.Nodes), edges
}

// Dataset says that the graph is synthetic.
func (g *Graph) Dataset() store.Dataset {
	return store.Dataset{
		Name:    "Synthetic graph for measurements (no facts)",
		Version: fmt.Sprintf("%d copies, seed %d", g.copies, g.seed),
	}
}

// Facts holds the whole graph.
func (g *Graph) Facts() *store.Facts {
	return &store.Facts{Dataset: g.Dataset(), Nodes: slices.Collect(g.Nodes()), Edges: slices.Collect(g.Edges())}
}

// Nodes gives the nodes, sources before what cites them.
func (g *Graph) Nodes() iter.Seq[store.Node] {
	return func(yield func(store.Node) bool) {
		for copied := range g.copies {
			for i := range g.template.Nodes {
				if !yield(g.Node(i, copied)) {
					return
				}
			}
		}
	}
}

// Edges gives the edges.
func (g *Graph) Edges() iter.Seq[store.Edge] {
	return func(yield func(store.Edge) bool) {
		for copied := range g.copies {
			for i := range g.template.Edges {
				made := g.edge(i, copied)
				if !yield(made) {
					return
				}
				further := g.further(i, copied, g.other(i, copied), g.parallel(i, copied)-1)
				for _, end := range further {
					made.To = g.id(g.index[g.template.Edges[i].To], end)
					if !yield(made) {
						return
					}
				}
			}
		}
	}
}

// ID is the id of a copy of the template's node of that id.
func (g *Graph) ID(template string, copied int) string {
	return g.id(g.index[template], copied%g.copies)
}

func (g *Graph) id(node, copied int) string {
	kind, _, _ := strings.Cut(g.template.Nodes[node].ID(), "/")
	return fmt.Sprintf("%s/synthetic-%08d", kind, copied*len(g.template.Nodes)+node)
}

// Node gives a copy of the template's node at index i.
func (g *Graph) Node(i, copied int) store.Node {
	of := &g.template.Nodes[i]
	made := store.Node{Type: of.Type, Values: make([]any, len(of.Values)), Sources: g.sources(of.Sources, copied)}
	made.Values[0] = g.id(i, copied)
	random := g.random(2*i, copied)
	for j, property := range of.Type.Properties[1:] {
		made.Values[j+1] = g.words.value(property, of.Values[j+1], random)
		if text, ok := made.Values[j+1].(string); ok && property.Unique != nil {
			made.Values[j+1] = fmt.Sprintf("%s-%d", text, copied*len(g.template.Nodes)+i)
		}
	}
	return made
}

func (g *Graph) edge(i, copied int) store.Edge {
	of := &g.template.Edges[i]
	made := *of
	made.From, made.To = g.id(g.index[of.From], copied), g.id(g.index[of.To], g.other(i, copied))
	made.Sources = g.sources(of.Sources, copied)
	made.Values = make([]any, len(of.Values))
	random := g.random(2*i+1, copied)
	for j, property := range of.Relation.Properties {
		made.Values[j] = g.words.value(property, of.Values[j], random)
	}
	return made
}

// other is the copy that the template's edge leads to from a copy of its start: one that
// is always as far ahead, so that each copy of the end is met once.
func (g *Graph) other(edge, copied int) int {
	of := &g.template.Edges[edge]
	if of.From == of.To {
		return copied
	}
	ahead := rand.New(rand.NewPCG(g.seed, uint64(edge))).IntN(g.copies)
	return (copied + ahead) % g.copies
}

func (g *Graph) sources(template []string, copied int) []string {
	made := make([]string, len(template))
	for i, id := range template {
		made[i] = g.id(g.index[id], copied)
	}
	slices.Sort(made)
	return made
}

func (g *Graph) random(of, copied int) *rand.Rand {
	return rand.New(rand.NewPCG(g.seed^uint64(of)<<32, uint64(copied)))
}
