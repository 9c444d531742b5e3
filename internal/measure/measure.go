// Package measure computes figures that need the whole graph: how central an entity is,
// how many edges it has, and the community that it belongs to. They are values of the
// entities, computed before these are written, and never in a request. Nothing in it is
// random, and sums run in order of id: the same facts give the same figures.
package measure

import (
	"iter"
	"math"
	"slices"
	"time"

	"innograph/internal/catalog"
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
	var ids []string
	for i := range facts.Nodes {
		if n := &facts.Nodes[i]; measured(n.Type) {
			ids = append(ids, n.ID())
		}
	}
	m := compute(ids, facts.AllEdges())
	for i := range facts.Nodes {
		if n := &facts.Nodes[i]; measured(n.Type) {
			m.set(n)
		}
	}
	facts.Dataset.MeasuredAt = stamp(at)
}

// measured tells whether nodes of a type are; sources are not.
func measured(t *catalog.Type) bool { return t.Property(degreeName) != nil }

func stamp(at time.Time) string { return at.UTC().Format(time.RFC3339) }

// measures are those of entities, which are numbered in order of id.
type measures struct {
	numbers              *store.Numbers
	ranks                []float64
	degrees, communities []int64
}

func compute(ids []string, edges iter.Seq[*store.Edge]) *measures {
	slices.Sort(ids)
	m := &measures{numbers: store.NewNumbers(len(ids))}
	for i, id := range ids {
		m.numbers.Set(id, int64(i))
	}
	g := &graph{size: len(ids)}
	for e := range edges {
		g.from = append(g.from, int(m.numbers.Of(e.From)))
		g.to = append(g.to, int(m.numbers.Of(e.To)))
	}
	m.ranks, m.degrees, m.communities = g.pageRank(), g.degrees(), g.communities()
	return m
}

// set puts the measures of a node among its values.
func (m *measures) set(n *store.Node) {
	i := m.numbers.Of(n.ID())
	for j, p := range n.Type.Properties {
		switch p.Name {
		case rankName:
			n.Values[j] = round(m.ranks[i])
		case degreeName:
			n.Values[j] = m.degrees[i]
		case communityName:
			if m.degrees[i] > 0 {
				n.Values[j] = m.communities[i]
			}
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

func (g *graph) degrees() []int64 {
	degrees := make([]int64, g.size)
	for i := range g.from {
		degrees[g.from[i]]++
		degrees[g.to[i]]++
	}
	return degrees
}
