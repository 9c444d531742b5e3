package analysis_test

import (
	"maps"
	"math/rand/v2"
	"testing"

	"innograph/internal/answer"
)

// Tiers, links, circles and single sources are what their definitions say.
func TestSupplyChainsAreAsDefined(t *testing.T) {
	tiers, cycles, singles := 0, 0, 0
	eachIndustry(t, 100, func(t *testing.T, g *small, r *rand.Rand) {
		of, depth := g.of("Enterprise")[0], r.IntN(4)
		direction := []string{"UPSTREAM", "DOWNSTREAM"}[r.IntN(2)]
		found, err := g.Run(t.Context(), "supplyChain", map[string]any{"of": of, "direction": direction, "depth": int64(depth)})
		if err != nil {
			t.Fatal(err)
		}
		record := found.(answer.Record)
		away := func(from, to string) bool {
			if direction == "UPSTREAM" {
				return g.supplies(to, from)
			}
			return g.supplies(from, to)
		}
		distance := map[string]int{of: 0}
		for level := 1; level <= depth; level++ {
			for _, id := range g.of("Enterprise") {
				for near, at := range maps.Clone(distance) {
					if _, known := distance[id]; !known && at == level-1 && away(near, id) {
						distance[id] = level
					}
				}
			}
		}
		got := map[string]int{of: 0}
		for _, tier := range record["tiers"].([]answer.Record) {
			tiers++
			for _, member := range tier["members"].([]answer.Record) {
				got[ref(member, "entity")] = int(tier["level"].(int64))
			}
		}
		if !maps.Equal(got, distance) {
			t.Errorf("%s of %s: tiers %v, want %v", direction, of, got, distance)
		}
		type pair struct{ supplier, customer string }
		links := map[pair]bool{}
		for near, level := range distance {
			for far := range distance {
				switch {
				case level == depth || !away(near, far):
				case direction == "UPSTREAM":
					links[pair{far, near}] = true
				default:
					links[pair{near, far}] = true
				}
			}
		}
		listed := map[pair]bool{}
		for _, link := range record["links"].([]answer.Record) {
			listed[pair{ref(link, "supplier"), ref(link, "customer")}] = true
			if len(link["basis"].([]answer.Record)) == 0 {
				t.Errorf("%v rests on nothing", link)
			}
		}
		if !maps.Equal(listed, links) {
			t.Errorf("%s of %s: links %v, want %v", direction, of, listed, links)
		}
		reaches := func(from, to string) bool {
			return g.closure(map[string]bool{from: true}, func(a, b string) bool { return links[pair{a, b}] })[to]
		}
		for _, cycle := range record["cycles"].([]answer.Record) {
			cycles++
			for a := range refsOf(cycle, "members") {
				for id := range distance {
					if together := a == id || reaches(a, id) && reaches(id, a); together != refsOf(cycle, "members")[id] {
						t.Errorf("%s and %s: in one circle is %v", a, id, !together)
					}
				}
			}
		}
		singles += g.checkSingleSources(t, record, distance)
	})
	if tiers < 40 || cycles < 10 || singles < 100 {
		t.Errorf("only %d tiers, %d circles and %d single sources were looked at", tiers, cycles, singles)
	}
}

// supplies restates when an enterprise supplies another.
func (g *small) supplies(supplier, customer string) bool {
	if supplier == customer || g.kinds[supplier] != "Enterprise" || g.kinds[customer] != "Enterprise" {
		return false
	}
	if g.has("SUPPLIES", supplier, customer) {
		return true
	}
	for component := range g.along("DEVELOPS", false, supplier) {
		for whole := range g.along("DEVELOPS", false, customer) {
			if !g.has("COMPONENT_OF", component, whole) {
				continue
			}
			inHouse := map[string]bool{}
			for _, id := range g.of("Enterprise") {
				if g.has("DEVELOPS", id, component) && g.has("DEVELOPS", id, whole) {
					inHouse[id] = true
				}
			}
			if len(inHouse) == 0 || inHouse[customer] && !inHouse[supplier] {
				return true
			}
		}
	}
	return false
}

// checkSingleSources restates what hangs on one organization.
func (g *small) checkSingleSources(t *testing.T, record answer.Record, members map[string]int) int {
	t.Helper()
	needs := func(from, to string) bool {
		return g.has("COMPONENT_OF", to, from) || g.has("USES", from, to) || g.has("DEPENDS_ON", from, to)
	}
	needed := map[string]map[string]bool{} // by what is needed, the members' products
	components := map[string]bool{}
	for product := range g.developed(toSet(members)) {
		for id := range g.closure(map[string]bool{product: true}, needs) {
			if needed[id] == nil {
				needed[id] = map[string]bool{}
			}
			if id != product {
				needed[id][product] = true
			}
			for part := range g.along("COMPONENT_OF", true, id) {
				components[part] = true
			}
		}
	}
	want := map[string]string{}
	for id := range needed {
		makers := map[string]bool{}
		if components[id] {
			makers = g.along("DEVELOPS", true, id)
		} else if g.kinds[id] == "Technology" {
			makers = g.along("MASTERS", true, id)
		}
		for maker := range makers {
			if len(makers) == 1 {
				want[id] = maker
			}
		}
	}
	got := map[string]string{}
	for _, single := range record["singleSources"].([]answer.Record) {
		id := ref(single, "entity")
		got[id] = ref(single, "organization")
		if !maps.Equal(refsOf(single, "neededBy"), needed[id]) {
			t.Errorf("%s is needed by %v, want %v", id, single["neededBy"], needed[id])
		}
		if tier, member := members[got[id]]; member && single["tier"] != int64(tier) || !member && single["tier"] != nil {
			t.Errorf("%s hangs on %s of tier %v", id, got[id], single["tier"])
		}
	}
	if !maps.Equal(got, want) {
		t.Errorf("single sources %v, want %v", got, want)
	}
	return len(got)
}

func toSet(of map[string]int) map[string]bool {
	set := map[string]bool{}
	for id := range of {
		set[id] = true
	}
	return set
}
