package analysis_test

import (
	"math/rand/v2"
	"testing"

	"innograph/internal/answer"
)

// A neighbourhood with room for all holds exactly what is within reach, at its distance,
// and exactly the edges among it.
func TestNeighbourhoodIsTheGraphWithinReach(t *testing.T) {
	eachSmall(t, 40, func(t *testing.T, g *small, r *rand.Rand) {
		of, depth := g.pick(r), 1+r.IntN(3)
		found, err := g.Run(t.Context(), "neighbourhood", map[string]any{"of": of, "depth": int64(depth), "first": int64(1000)})
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]int{of: 0}
		for level := 1; level <= depth; level++ {
			for _, id := range g.ids {
				if _, there := want[id]; there {
					continue
				}
				for near := range g.joined(id, all) {
					if distance, there := want[near]; there && distance == level-1 {
						want[id] = level
					}
				}
			}
		}
		record := found.(answer.Record)
		nodes := record["nodes"].([]answer.Record)
		for _, n := range nodes {
			if distance, ok := want[ref(n, "entity")]; !ok || int64(distance) != n["distance"] {
				t.Errorf("%s at distance %v, want %d (%v)", ref(n, "entity"), n["distance"], distance, ok)
			}
		}
		links := 0
		for _, e := range g.facts.Edges {
			_, from := want[e.From]
			_, to := want[e.To]
			if from && to {
				links++
			}
		}
		if got := len(record["links"].([]answer.Record)); got != links || len(nodes) != len(want) {
			t.Errorf("%d nodes and %d links around %s, want %d and %d", len(nodes), got, of, len(want), links)
		}
		if record["truncated"] != false {
			t.Errorf("truncated: %v", record["cut"])
		}
	})
}

// Without room for all, nothing nearer than the farthest node is missing, and that
// something is missing is said.
func TestNeighbourhoodKeepsTheNearest(t *testing.T) {
	eachSmall(t, 40, func(t *testing.T, g *small, r *rand.Rand) {
		of, first := g.pick(r), 1+r.IntN(6)
		ask := func(first int) (map[string]int64, answer.Record) {
			found, err := g.Run(t.Context(), "neighbourhood", map[string]any{"of": of, "depth": int64(3), "first": int64(first)})
			if err != nil {
				t.Fatal(err)
			}
			distances := map[string]int64{}
			for _, n := range found.(answer.Record)["nodes"].([]answer.Record) {
				distances[ref(n, "entity")] = n["distance"].(int64)
			}
			return distances, found.(answer.Record)
		}
		everything, _ := ask(1000)
		some, record := ask(first)
		if len(some) != min(first, len(everything)) || record["truncated"] != (len(everything) > first) {
			t.Errorf("%d of %d nodes with room for %d, truncated: %v", len(some), len(everything), first, record["truncated"])
		}
		farthest := int64(0)
		for id, distance := range some {
			farthest = max(farthest, distance)
			if everything[id] != distance {
				t.Errorf("%s is at %d, and at %d with room for all", id, distance, everything[id])
			}
		}
		for id, distance := range everything {
			if _, there := some[id]; !there && distance < farthest {
				t.Errorf("%s at %d is missing, though one at %d is there", id, distance, farthest)
			}
		}
		for _, link := range record["links"].([]answer.Record) {
			for _, end := range []string{ref(link, "from"), ref(link, "to")} {
				if _, there := some[end]; !there {
					t.Errorf("a link ends at %s, which is no node", end)
				}
			}
		}
	})
}
