package analysis

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/graph"
	"gonum.org/v1/gonum/graph/iterator"
	"gonum.org/v1/gonum/graph/path"
	"gonum.org/v1/gonum/graph/simple"
)

// shortest finds the k best paths of at most `length` edges among the stations, which are
// in order of id.
func (w *web) shortest(stations []string, length, k int) [][]station {
	switch {
	case len(stations) == 0 || k == 0:
		return nil
	case w.from == w.to: // which gonum does not take for a path
		return [][]station{{{id: w.from}}}
	}
	l := newLattice(w, stations)
	found := path.YenKShortestPaths(l, k, math.Inf(1), l.place(w.from), l.place(w.to))
	var ways [][]station
	for _, nodes := range found {
		if len(nodes)-1 > length {
			break // those that follow are no shorter
		}
		way := []station{{id: w.from}}
		for _, n := range nodes[1:] {
			way = append(way, w.ties[way[len(way)-1].id][stations[n.ID()]])
		}
		ways = append(ways, way)
	}
	return ways
}

// lattice is the web as gonum takes graphs, with nodes numbered in order of id and
// neighbours in that order, so that every run takes the same way.
type lattice struct {
	stations []string
	numbers  map[string]int64
	next     [][]graph.Node
	cost     []float64 // of coming to a node
}

// The cost of a path orders paths by length, then by their circumstances, then by the
// logarithms of their stations' degrees, then by the places of their stations. Costs are
// whole numbers below 2⁵³, each part with room for the sum over the longest path, so
// that sums are exact.
const (
	costOfEdge         = 1 << 41
	costOfCircumstance = 1 << 37
	costOfDegree       = 1 << 18 // of 1/1024 of a binary logarithm
)

func newLattice(w *web, stations []string) *lattice {
	l := &lattice{stations: stations, numbers: map[string]int64{}, next: make([][]graph.Node, len(stations)), cost: make([]float64, len(stations))}
	for i, id := range stations {
		l.numbers[id] = int64(i)
		l.cost[i] = costOfEdge + float64(i)
		if id != w.to {
			l.cost[i] += costOfDegree * math.Round(1024*math.Log2(max(float64(w.degrees[id]), 2)/2))
			if w.isOneOf(w.nodes[id], circumstances) {
				l.cost[i] += costOfCircumstance
			}
		}
	}
	for i, id := range stations {
		for _, to := range sorted(keys(w.ties[id])) {
			if number, there := l.numbers[to]; there {
				l.next[i] = append(l.next[i], simple.Node(number))
			}
		}
	}
	return l
}

func (l *lattice) place(id string) graph.Node { return simple.Node(l.numbers[id]) }

var _ path.Weighted = (*lattice)(nil)

// Node, Nodes, From, HasEdgeBetween, Edge and Weight are graph.Graph and path.Weighted.
func (l *lattice) Node(id int64) graph.Node { return simple.Node(id) }

func (l *lattice) Nodes() graph.Nodes {
	nodes := make([]graph.Node, len(l.stations))
	for i := range nodes {
		nodes[i] = simple.Node(i)
	}
	return iterator.NewOrderedNodes(nodes)
}

// From gives a copy: Yen's algorithm sorts out in place what it may not visit.
func (l *lattice) From(id int64) graph.Nodes {
	return iterator.NewOrderedNodes(append([]graph.Node{}, l.next[id]...))
}

func (l *lattice) HasEdgeBetween(a, b int64) bool {
	return slices.Contains(l.next[a], graph.Node(simple.Node(b)))
}

func (l *lattice) Edge(a, b int64) graph.Edge {
	if !l.HasEdgeBetween(a, b) {
		return nil
	}
	return simple.Edge{F: simple.Node(a), T: simple.Node(b)}
}

// Weight is the cost of the edge. It is asked for edges that From has given.
func (l *lattice) Weight(_, to int64) (float64, bool) { return l.cost[to], true }
