// Package measure computes figures that need the whole graph: how central an entity is,
// how many edges it has, and the community that it belongs to. They are values of the
// entities, computed before these are written, and never in a request. Nothing in it is
// random, and sums run in order of id: the same facts give the same figures.
package measure

import (
	"cmp"
	"math"
	"slices"
	"time"

	"innograph/internal/store"
)

// The computed properties of Entity.
const (
	rankName      = "pageRank"
	degreeName    = "degree"
	communityName = "community"
)

// Add computes the measures of the facts' graph, and puts them among the values of its
// entities. at is when; the data set says so.
func Add(facts *store.Facts, at time.Time) {
	entities := entitiesOf(facts)
	g := newGraph(entities, facts.Edges)
	ranks, degrees, communities := g.pageRank(), g.degrees(), g.communities()
	for i, n := range entities {
		set(n, rankName, round(ranks[i]))
		set(n, degreeName, degrees[i])
		if degrees[i] > 0 {
			set(n, communityName, communities[i])
		}
	}
	facts.Dataset.MeasuredAt = at.UTC().Format(time.RFC3339)
}

// entitiesOf lists the nodes that are measured, which sources are not, in order of id.
func entitiesOf(facts *store.Facts) []*store.Node {
	var entities []*store.Node
	for i := range facts.Nodes {
		if n := &facts.Nodes[i]; n.Type.Property(degreeName) != nil {
			entities = append(entities, n)
		}
	}
	slices.SortFunc(entities, func(a, b *store.Node) int { return cmp.Compare(a.ID(), b.ID()) })
	return entities
}

func set(n *store.Node, name string, value any) {
	for i, p := range n.Type.Properties {
		if p.Name == name {
			n.Values[i] = value
		}
	}
}

// round keeps nine decimals: enough to tell entities apart in a graph of a million.
func round(x float64) float64 { return math.Round(x*1e9) / 1e9 }

// graph is the edges between entities, which are numbered in order of id.
type graph struct {
	from, to []int // of each edge
	size     int
}

func newGraph(entities []*store.Node, edges []store.Edge) *graph {
	numbers := make(map[string]int, len(entities))
	for i, n := range entities {
		numbers[n.ID()] = i
	}
	g := &graph{size: len(entities)}
	for i := range edges {
		g.from = append(g.from, numbers[edges[i].From])
		g.to = append(g.to, numbers[edges[i].To])
	}
	return g
}

func (g *graph) degrees() []int64 {
	degrees := make([]int64, g.size)
	for i := range g.from {
		degrees[g.from[i]]++
		degrees[g.to[i]]++
	}
	return degrees
}
