package analysis_test

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"innograph/internal/answer"
)

// way is a path as the test finds it: by trying everything.
type way struct {
	stations []string
	cost     [3]float64 // length, circumstances, degrees: what orders paths
}

func (g *small) ways(from, to string, longest int, follows func(string) bool) []way {
	degrees := map[string]int{}
	for _, e := range g.facts.Edges {
		degrees[e.From]++
		degrees[e.To]++
	}
	var found []way
	var walk func(on []string)
	walk = func(on []string) {
		last := on[len(on)-1]
		if last == to {
			w := way{stations: slices.Clone(on), cost: [3]float64{float64(len(on))}}
			for _, id := range on[1:max(len(on)-1, 1)] {
				if slices.Contains([]string{"Award", "Event", "Programme", "Region", "Indicator", "Classification"}, g.kinds[id]) {
					w.cost[1]++
				}
				w.cost[2] += math.Round(1024 * math.Log2(max(float64(degrees[id]), 2)/2))
			}
			found = append(found, w)
			return
		}
		if len(on) > longest {
			return
		}
		for next := range g.joined(last, follows) {
			if !slices.Contains(on, next) {
				walk(append(slices.Clone(on), next))
			}
		}
	}
	walk([]string{from})
	slices.SortFunc(found, func(a, b way) int {
		return cmp.Or(cmp.Compare(a.cost[0], b.cost[0]), cmp.Compare(a.cost[1], b.cost[1]), cmp.Compare(a.cost[2], b.cost[2]))
	})
	return found
}

// The paths are simple, each step is an edge, and they are the best there are: those
// found by trying everything have the same lengths, circumstances and degrees.
func TestPathsAreTheBestOfAll(t *testing.T) {
	eachSmall(t, 60, func(t *testing.T, g *small, r *rand.Rand) {
		from, to, longest, first := g.pick(r), g.pick(r), r.IntN(5), 1+r.IntN(6)
		found, err := g.Run(t.Context(), "paths", map[string]any{"from": from, "to": to, "maxLength": int64(longest), "first": int64(first)})
		if err != nil {
			t.Fatal(err)
		}
		follows := func(relation string) bool { return relation != "LOCATED_IN" && relation != "MEASURES" }
		want := g.ways(from, to, longest, follows)
		records := found.([]answer.Record)
		if len(records) != min(first, len(want)) {
			t.Fatalf("%d paths from %s to %s of up to %d edges, want %d of %d", len(records), from, to, longest, first, len(want))
		}
		seen := map[string]bool{}
		for i, record := range records {
			var stations []string
			key := ""
			for j, step := range record["steps"].([]answer.Record) {
				id := ref(step, "entity")
				if j > 0 && !g.edge(stations[j-1], id, step) {
					t.Errorf("no such edge: %s to %s, %v", stations[j-1], id, step)
				}
				stations = append(stations, id)
				key += id + " "
			}
			at := slices.IndexFunc(want, func(w way) bool { return slices.Equal(w.stations, stations) })
			if at < 0 || seen[key] {
				t.Fatalf("%v is no simple path, or listed twice", stations)
			}
			seen[key] = true
			if want[at].cost != want[i].cost {
				t.Errorf("path %d is %v (%v), but %v (%v) is better", i, stations, want[at].cost, want[i].stations, want[i].cost)
			}
		}
	})
}

// edge tells whether the facts have the edge that a step states.
func (g *small) edge(before, id string, step answer.Record) bool {
	for _, e := range g.facts.Edges {
		if e.Relation.Name != step["relation"] {
			continue
		}
		switch step["direction"] {
		case "OUT":
			if e.From == before && e.To == id {
				return true
			}
		case "IN":
			if e.From == id && e.To == before {
				return true
			}
		default:
			if e.Relation.Undirected && (e.From == before && e.To == id || e.From == id && e.To == before) {
				return true
			}
		}
	}
	return false
}
