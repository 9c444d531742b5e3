package synthetic

import (
	"math"
	"math/rand/v2"
)

// Dense is the graph with about that many edges, without the evidence of nodes: beside
// those of a lift, each edge of the template leads to further copies of its end. These are
// not spread evenly but mostly the first ones, which become hubs: as in real data, few
// nodes have very many edges. A graph that has so many edges anyway stays as it is.
func (g *Graph) Dense(edges int) *Graph {
	dense := *g
	dense.edges = edges
	return &dense
}

// parallel is how many edges a copy of the template's edge becomes.
func (g *Graph) parallel(edge, copied int) int {
	of := &g.template.Edges[edge]
	if of.From == of.To {
		return 1
	}
	// All edges together are numbered; each has its share of those wanted.
	all, place := g.copies*len(g.template.Edges), copied*len(g.template.Edges)+edge
	share := (place+1)*g.edges/all - place*g.edges/all
	return min(max(1, share), g.copies)
}

// skew is how unevenly further edges are spread: of n copies the first is met by about
// one edge in the skew-th root of n.
const skew = 4

// further lists other copies that an edge leads to from a copy of its start, beside the
// one that the lift has.
func (g *Graph) further(edge, copied, lift, n int) []int {
	random := rand.New(rand.NewPCG(^g.seed, uint64(edge)<<32|uint64(copied)))
	taken := map[int]bool{lift: true}
	found := make([]int, 0, n)
	for len(found) < n {
		copy := int(float64(g.copies) * math.Pow(random.Float64(), skew))
		for taken[copy] {
			copy = (copy + 1) % g.copies
		}
		taken[copy] = true
		found = append(found, copy)
	}
	return found
}
