package measure

import (
	"math"
	"slices"
)

const (
	damping    = 0.85
	precise    = 1e-10 // the sum of what an iteration changes
	mostRounds = 200
	restart    = 1 - damping
)

// pageRank gives the share of its time that a random walk spends at each entity. gonum's
// starts from random numbers that cannot be seeded, so that its last digits differ from
// run to run; this one starts with equal shares.
func (g *graph) pageRank() []float64 {
	if g.size == 0 {
		return nil
	}
	next := newNeighbours(g)
	n := float64(g.size)
	ranks, given := make([]float64, g.size), make([]float64, g.size)
	for i := range ranks {
		ranks[i] = 1 / n
	}
	for range mostRounds {
		clear(given)
		lost := 0.0 // by entities that lead nowhere: it goes to all alike
		for i, rank := range ranks {
			to := next.of(i)
			if len(to) == 0 {
				lost += rank
			}
			for _, j := range to {
				given[j] += rank / float64(len(to))
			}
		}
		change := 0.0
		for i := range given {
			given[i] = restart/n + damping*(given[i]+lost/n)
			change += math.Abs(given[i] - ranks[i])
		}
		ranks, given = given, ranks
		if change < precise {
			break
		}
	}
	return ranks
}

// neighbours lists the other end of each entity's edges, all in one slice: a graph of a
// million entities is measured in seconds. Directions do not matter: they are a matter of
// wording here, no endorsement.
type neighbours struct{ begin, ends []int }

func newNeighbours(g *graph) *neighbours {
	n := &neighbours{begin: make([]int, g.size+1)}
	for i := range g.from {
		n.begin[g.from[i]+1]++
		n.begin[g.to[i]+1]++
	}
	for i := range g.size {
		n.begin[i+1] += n.begin[i]
	}
	n.ends = make([]int, n.begin[g.size])
	place := append([]int{}, n.begin...)
	put := func(from, to int) {
		n.ends[place[from]] = to
		place[from]++
	}
	for i := range g.from {
		put(g.from[i], g.to[i])
		put(g.to[i], g.from[i])
	}
	for i := range g.size { // so that the order in which edges are given does not matter
		slices.Sort(n.of(i))
	}
	return n
}

func (n *neighbours) of(i int) []int { return n.ends[n.begin[i]:n.begin[i+1]] }
