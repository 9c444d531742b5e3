package analysis_test

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"innograph/internal/answer"
)

// Who is lost or at risk follows from the rules, applied until nothing changes; and each
// way leads from something that failed, over what explains it, by the fewest steps.
func TestDisruptionIsAsDefined(t *testing.T) {
	lost, atRisk := 0, 0
	eachIndustry(t, 100, func(t *testing.T, g *small, r *rand.Rand) {
		can := g.of("Enterprise", "Institution", "Product", "Technology")
		failed := map[string]bool{}
		var of []any
		for range 1 + r.IntN(3) {
			id := can[r.IntN(len(can))]
			failed[id], of = true, append(of, id)
		}
		found, err := g.Run(t.Context(), "disruption", map[string]any{"of": of})
		if err != nil {
			t.Fatal(err)
		}
		want := g.disrupt(failed)
		got, ways := map[string]string{}, map[string][]answer.Record{}
		for _, affected := range found.(answer.Record)["affected"].([]answer.Record) {
			id := ref(affected, "entity")
			got[id] = affected["status"].(string)
			ways[id] = affected["because"].([]answer.Record)
			if got[id] == "LOST" {
				lost++
			} else {
				atRisk++
			}
			if !maps.Equal(refsOf(affected, "alternatives"), g.alternatives(id, failed)) {
				t.Errorf("alternatives of %s: %v, want %v", id, affected["alternatives"], g.alternatives(id, failed))
			}
		}
		if !maps.Equal(got, want) {
			t.Errorf("failing %v: %v, want %v", of, got, want)
		}
		distances := g.troubleDistances(failed, want)
		for id, way := range ways {
			if len(way) != distances[id]+1 || !failed[ref(way[0], "entity")] || ref(way[len(way)-1], "entity") != id {
				t.Errorf("the way to %s is %v; %d steps are enough", id, way, distances[id])
			}
			for i := range way[1:] {
				if from, to := ref(way[i], "entity"), ref(way[i+1], "entity"); !g.explains(from, to, failed, want) {
					t.Errorf("the way to %s goes from %s to %s, which is no reason", id, from, to)
				}
			}
		}
	})
	if lost < 200 || atRisk < 200 {
		t.Errorf("only %d lost and %d at risk were looked at", lost, atRisk)
	}
}

// makers are those who develop or master something, by whether they failed.
func (g *small) makers(id string, failed map[string]bool) (failing, standing []string) {
	all := g.along("DEVELOPS", true, id)
	maps.Copy(all, g.along("MASTERS", true, id))
	for maker := range all {
		if failed[maker] {
			failing = append(failing, maker)
		} else {
			standing = append(standing, maker)
		}
	}
	return failing, standing
}

// restsOn tells whether a product or technology needs something directly.
func (g *small) restsOn(id, needed string) bool {
	return g.has("COMPONENT_OF", needed, id) || g.has("USES", id, needed) || g.has("DEPENDS_ON", id, needed)
}

func (g *small) disrupt(failed map[string]bool) map[string]string {
	status := map[string]string{}
	things := slices.DeleteFunc(g.of("Product", "Technology"), func(id string) bool { return failed[id] })
	apply := func(to string, holds func(id string) bool) {
		for changed := true; changed; {
			changed = false
			for _, id := range things {
				if status[id] == "" && holds(id) {
					status[id], changed = to, true
				}
			}
		}
	}
	apply("LOST", func(id string) bool {
		failing, standing := g.makers(id, failed)
		return len(failing) > 0 && len(standing) == 0 || slices.ContainsFunc(g.ids, func(needed string) bool {
			return g.restsOn(id, needed) && (failed[needed] || status[needed] == "LOST")
		})
	})
	apply("AT_RISK", func(id string) bool {
		failing, _ := g.makers(id, failed)
		return len(failing) > 0 || slices.ContainsFunc(g.ids, func(needed string) bool {
			return g.restsOn(id, needed) && status[needed] == "AT_RISK"
		})
	})
	for _, id := range g.of("Enterprise") {
		if !failed[id] && slices.ContainsFunc(g.ids, func(other string) bool {
			return failed[other] && g.has("SUPPLIES", other, id) || g.has("DEVELOPS", id, other) && (failed[other] || status[other] != "")
		}) {
			status[id] = "AT_RISK"
		}
	}
	return status
}

// explains tells whether something has its status because of another.
func (g *small) explains(from, to string, failed map[string]bool, status map[string]string) bool {
	if g.kinds[to] == "Enterprise" {
		return failed[from] && g.has("SUPPLIES", from, to) || g.has("DEVELOPS", to, from) && (failed[from] || status[from] != "")
	}
	if failed[from] && (g.has("DEVELOPS", from, to) || g.has("MASTERS", from, to)) {
		_, standing := g.makers(to, failed)
		return status[to] == "AT_RISK" || len(standing) == 0
	}
	if status[to] == "LOST" {
		return g.restsOn(to, from) && (failed[from] || status[from] == "LOST")
	}
	return g.restsOn(to, from) && status[from] == "AT_RISK"
}

func (g *small) troubleDistances(failed map[string]bool, status map[string]string) map[string]int {
	distances := map[string]int{}
	for id := range failed {
		distances[id] = 0
	}
	for length := 1; length <= len(g.ids); length++ {
		for to := range status {
			if _, known := distances[to]; known {
				continue
			}
			for from, at := range distances {
				if at == length-1 && g.explains(from, to, failed, status) {
					distances[to] = length
					break
				}
			}
		}
	}
	return distances
}

func (g *small) alternatives(id string, failed map[string]bool) map[string]bool {
	failing, standing := g.makers(id, failed)
	if g.kinds[id] == "Enterprise" {
		for supplier := range g.along("SUPPLIES", true, id) {
			switch {
			case failed[supplier]:
				failing = append(failing, supplier)
			case supplier != id:
				standing = append(standing, supplier)
			}
		}
	}
	found := map[string]bool{}
	for _, other := range standing {
		found[other] = len(failing) > 0
	}
	maps.DeleteFunc(found, func(_ string, stands bool) bool { return !stands })
	return found
}
