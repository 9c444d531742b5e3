package analysis_test

import (
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"innograph/internal/answer"
)

var everyKind = []any{"NO_KNOWN_MASTER", "NO_KNOWN_MASTER_IN_SCOPE", "SINGLE_MASTER", "NO_KNOWN_PATENT"}

// Gaps are what their definitions say, restated over the facts.
func TestTechnologyGapsAreAsDefined(t *testing.T) {
	seen := 0
	eachIndustry(t, 100, func(t *testing.T, g *small, r *rand.Rand) {
		region := g.of("Region")[0]
		inScope := map[string]bool{}
		scope := map[string]any{}
		within := g.closure(map[string]bool{region: true}, func(from, to string) bool { return g.has("LOCATED_IN", to, from) })
		if r.IntN(4) > 0 {
			scope["region"] = region
			for _, id := range g.of("Enterprise", "Institution") {
				if within[id] {
					inScope[id] = true
				}
			}
		}
		if r.IntN(3) == 0 {
			named := g.of("Enterprise")[0]
			inScope[named], scope["organizations"] = true, []any{named}
		}
		found, err := g.Run(t.Context(), "technologyGaps", map[string]any{"scope": scope, "kinds": everyKind, "first": int64(200)})
		if len(inScope) == 0 {
			if code(err) != "BAD_USER_INPUT" {
				t.Errorf("an empty scope gives %v", err)
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		record := found.(answer.Record)
		demanded := g.demanded(inScope)
		if got := record["coverage"].(answer.Record)["technologies"]; got != int64(len(demanded)) {
			t.Errorf("%v technologies are demanded, want %d", got, len(demanded))
		}
		want := map[string][]string{}
		for id := range demanded {
			if kinds := g.gapKinds(id, inScope); len(kinds) > 0 {
				want[id] = kinds
			}
		}
		last := answer.Record{"severity": math.Inf(1)}
		for _, gap := range record["nodes"].([]answer.Record) {
			seen++
			id := ref(gap, "technology")
			if !slices.Equal(gap["kinds"].([]string), want[id]) {
				t.Errorf("%s has the kinds %v, want %v", id, gap["kinds"], want[id])
			}
			delete(want, id)
			g.checkDemand(t, gap, inScope)
			sum := 0.0
			for _, term := range gap["terms"].([]answer.Record) {
				value, weight := term["value"].(float64), term["weight"].(float64)
				if value < 0 || value > 1 || math.Abs(value*weight-term["contribution"].(float64)) > 1e-4 {
					t.Errorf("%s has the term %v", id, term)
				}
				sum += term["contribution"].(float64)
			}
			if math.Abs(sum-gap["severity"].(float64)) > 1e-9 {
				t.Errorf("%s has the severity %v, and its terms make %v", id, gap["severity"], sum)
			}
			if before, now := last["severity"].(float64), gap["severity"].(float64); before < now || before == now && ref(last, "technology") > id {
				t.Errorf("%s comes behind %s", id, ref(last, "technology"))
			}
			last = gap
		}
		if len(want) > 0 {
			t.Errorf("missing: %v", want)
		}
	})
	if seen < 100 {
		t.Errorf("only %d gaps were looked at", seen)
	}
}

// developed are the products of organizations.
func (g *small) developed(by map[string]bool) map[string]bool {
	return g.along("DEVELOPS", false, slices.Collect(maps.Keys(by))...)
}

// demanded are the technologies that those products need.
func (g *small) demanded(inScope map[string]bool) map[string]bool {
	used := g.along("USES", false, slices.Collect(maps.Keys(g.developed(inScope)))...)
	return g.closure(used, func(from, to string) bool { return g.has("DEPENDS_ON", from, to) })
}

func (g *small) gapKinds(id string, inScope map[string]bool) []string {
	masters, inside := 0, 0
	for master := range g.along("MASTERS", true, id) {
		masters++
		if inScope[master] {
			inside++
		}
	}
	owned := false
	for patent := range g.along("PROTECTS", true, id) {
		for owner := range g.along("OWNS", true, patent) {
			owned = owned || inScope[owner]
		}
	}
	var kinds []string
	if masters == 0 {
		kinds = append(kinds, "NO_KNOWN_MASTER")
	}
	if masters > 0 && inside == 0 {
		kinds = append(kinds, "NO_KNOWN_MASTER_IN_SCOPE")
	}
	if inside == 1 {
		kinds = append(kinds, "SINGLE_MASTER")
	}
	if inside > 0 && !owned {
		kinds = append(kinds, "NO_KNOWN_PATENT")
	}
	return kinds
}

// checkDemand restates who needs a technology, and where its masters are.
func (g *small) checkDemand(t *testing.T, gap answer.Record, inScope map[string]bool) {
	t.Helper()
	id := ref(gap, "technology")
	products := map[string]bool{}
	for product := range g.developed(inScope) {
		needs := g.closure(g.along("USES", false, product), func(from, to string) bool { return g.has("DEPENDS_ON", from, to) })
		if needs[id] {
			products[product] = true
		}
	}
	demand := gap["demand"].(answer.Record)
	if got := refsOf(demand, "products"); !maps.Equal(got, products) || demand["productCount"] != int64(len(products)) {
		t.Errorf("%s is needed by %v, want %v", id, got, products)
	}
	masters := gap["masters"].(answer.Record)
	for master := range g.along("MASTERS", true, id) {
		place := "unlocated"
		if len(g.along("LOCATED_IN", false, master)) > 0 {
			place = "outside"
		}
		if inScope[master] {
			place = "inside"
		}
		if !refsOf(masters, place)[master] {
			t.Errorf("%s is not %s among the masters of %s", master, place, id)
		}
	}
	for _, candidate := range gap["candidates"].([]answer.Record) {
		organization := ref(candidate, "organization")
		if refsOf(masters, "inside")[organization] {
			t.Errorf("%s is a candidate for %s, which it masters in scope", organization, id)
		}
		if candidate["inScope"] != inScope[organization] || candidate["score"].(float64) <= 0 || candidate["score"].(float64) > 1 {
			t.Errorf("%s has the candidate %v", id, candidate)
		}
	}
}
