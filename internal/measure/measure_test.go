package measure

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	gonum "gonum.org/v1/gonum/graph"
	"gonum.org/v1/gonum/graph/community"
	"gonum.org/v1/gonum/graph/network"
	"gonum.org/v1/gonum/graph/simple"

	"innograph/internal/catalog"
	"innograph/internal/store"
	"innograph/schema"
)

// world is a random graph of enterprises: half of the edges stay in groups of ten.
func world(t *testing.T, r *rand.Rand, size, edges int) *store.Facts {
	t.Helper()
	model, err := catalog.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	kind := model.Type("Enterprise")
	facts := &store.Facts{}
	for i := range size {
		values := make([]any, len(kind.Properties))
		values[0] = fmt.Sprintf("enterprise/e%04d", i)
		facts.Nodes = append(facts.Nodes, store.Node{Type: kind, Values: values})
	}
	relations := []*catalog.Relation{model.Relation("SUPPLIES"), model.Relation("PARTNERS_WITH")}
	for i := range edges {
		from, to := r.IntN(size), r.IntN(size)
		if r.IntN(2) == 0 {
			to = min(from/10*10+r.IntN(10), size-1)
		}
		facts.Edges = append(facts.Edges, store.Edge{
			Relation: relations[r.IntN(2)], From: facts.Nodes[from].ID(), To: facts.Nodes[to].ID(), Key: fmt.Sprint(i),
		})
	}
	return facts
}

func value(n *store.Node, name string) any {
	for i, p := range n.Type.Properties {
		if p.Name == name {
			return n.Values[i]
		}
	}
	return nil
}

func TestDegreeCountsEdgesAtTheirEnds(t *testing.T) {
	facts := world(t, rand.New(rand.NewPCG(1, 1)), 40, 60)
	Add(facts, time.Unix(0, 0))
	for i := range facts.Nodes {
		n := &facts.Nodes[i]
		var want int64
		for _, e := range facts.Edges {
			for _, end := range []string{e.From, e.To} {
				if end == n.ID() {
					want++
				}
			}
		}
		if got := value(n, degreeName); got != want {
			t.Errorf("%s has degree %v, want %d", n.ID(), got, want)
		}
		if (value(n, communityName) == nil) != (want == 0) {
			t.Errorf("%s of degree %d is in community %v", n.ID(), want, value(n, communityName))
		}
	}
	if facts.Dataset.MeasuredAt != "1970-01-01T00:00:00Z" {
		t.Errorf("measured at %q", facts.Dataset.MeasuredAt)
	}
}

// PageRank agrees with gonum's, which knows no parallel edges and none to itself.
func TestPageRankAgreesWithGonum(t *testing.T) {
	for seed := range uint64(20) {
		facts := world(t, rand.New(rand.NewPCG(seed, 2)), 50, 120)
		other := simple.NewDirectedGraph()
		for i := range facts.Nodes {
			other.AddNode(simple.Node(i))
		}
		number := map[string]int64{}
		for i := range facts.Nodes {
			number[facts.Nodes[i].ID()] = int64(i)
		}
		facts.Edges = slices.DeleteFunc(facts.Edges, func(e store.Edge) bool {
			from, to := number[e.From], number[e.To]
			if from == to || other.HasEdgeBetween(from, to) {
				return true
			}
			other.SetEdge(simple.Edge{F: simple.Node(from), T: simple.Node(to)})
			other.SetEdge(simple.Edge{F: simple.Node(to), T: simple.Node(from)})
			return false
		})
		Add(facts, time.Now())
		want := network.PageRankSparse(other, damping, 1e-12)
		for i := range facts.Nodes {
			if got := value(&facts.Nodes[i], rankName).(float64); math.Abs(got-want[int64(i)]) > 1e-8 {
				t.Fatalf("seed %d: %s has rank %v, gonum says %v", seed, facts.Nodes[i].ID(), got, want[int64(i)])
			}
		}
	}
}

// The communities have about the modularity of those that gonum finds.
func TestCommunitiesAreAsGoodAsGonums(t *testing.T) {
	for seed := range uint64(20) {
		facts := world(t, rand.New(rand.NewPCG(seed, 3)), 100, 400)
		other := simple.NewWeightedUndirectedGraph(0, 0)
		for i := range facts.Nodes {
			other.AddNode(simple.Node(i))
		}
		number := map[string]int64{}
		for i := range facts.Nodes {
			number[facts.Nodes[i].ID()] = int64(i)
		}
		facts.Edges = slices.DeleteFunc(facts.Edges, func(e store.Edge) bool { return e.From == e.To })
		for _, e := range facts.Edges {
			from, to := number[e.From], number[e.To]
			weight, _ := other.Weight(from, to)
			other.SetWeightedEdge(simple.WeightedEdge{F: simple.Node(from), T: simple.Node(to), W: weight + 1})
		}
		Add(facts, time.Now())
		groups := map[any][]gonum.Node{}
		for i := range facts.Nodes {
			group := value(&facts.Nodes[i], communityName)
			groups[group] = append(groups[group], simple.Node(i))
		}
		var ours [][]gonum.Node
		for _, group := range groups {
			ours = append(ours, group)
		}
		theirs := community.Modularize(other, 1, rand.NewPCG(seed, 4)).Communities()
		if got, want := community.Q(other, ours, 1), community.Q(other, theirs, 1); got < want-0.03 {
			t.Errorf("seed %d: modularity %.3f, gonum's has %.3f", seed, got, want)
		}
	}
}

// The largest community is number 0, and the order in which facts are given is all one.
func TestMeasuresDoNotDependOnTheOrderOfFacts(t *testing.T) {
	facts, shuffled := world(t, rand.New(rand.NewPCG(5, 5)), 80, 200), world(t, rand.New(rand.NewPCG(5, 5)), 80, 200)
	r := rand.New(rand.NewPCG(6, 6))
	r.Shuffle(len(shuffled.Nodes), func(i, j int) { shuffled.Nodes[i], shuffled.Nodes[j] = shuffled.Nodes[j], shuffled.Nodes[i] })
	r.Shuffle(len(shuffled.Edges), func(i, j int) { shuffled.Edges[i], shuffled.Edges[j] = shuffled.Edges[j], shuffled.Edges[i] })
	Add(facts, time.Now())
	Add(shuffled, time.Now())
	slices.SortFunc(shuffled.Nodes, func(a, b store.Node) int {
		if a.ID() < b.ID() {
			return -1
		}
		return 1
	})
	sizes := map[any]int{}
	for i := range facts.Nodes {
		for _, name := range []string{rankName, degreeName, communityName} {
			if a, b := value(&facts.Nodes[i], name), value(&shuffled.Nodes[i], name); a != b {
				t.Errorf("%s of %s is %v, and %v of shuffled facts", name, facts.Nodes[i].ID(), a, b)
			}
		}
		sizes[value(&facts.Nodes[i], communityName)]++
	}
	for number := int64(1); sizes[number] > 0; number++ {
		if sizes[number] > sizes[number-1] {
			t.Errorf("community %d is larger than %d", number, number-1)
		}
	}
}

func TestNothingIsMeasuredInAnEmptyDataSet(t *testing.T) {
	facts := &store.Facts{}
	Add(facts, time.Now())
	if facts.Dataset.MeasuredAt == "" {
		t.Error("nothing tells when it was measured")
	}
}
