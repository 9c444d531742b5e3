package analysis_test

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"innograph/internal/answer"
)

func union(sets ...map[string]bool) map[string]bool {
	all := map[string]bool{}
	for _, set := range sets {
		maps.Copy(all, set)
	}
	return all
}

func without(set, other map[string]bool) map[string]bool {
	rest := maps.Clone(set)
	maps.DeleteFunc(rest, func(id string, _ bool) bool { return other[id] })
	return rest
}

func members(set map[string]bool) []string { return slices.Collect(maps.Keys(set)) }

// reasonsFor restates how many things each reason counts for a candidate.
func (g *small) reasonsFor(of, technology, candidate string) map[string]int {
	needed, mastered, base := map[string]bool{technology: true}, map[string]bool{}, map[string]bool{technology: true}
	if of != technology {
		mastered = g.along("MASTERS", false, of)
	}
	if technology == "" {
		needed = without(g.along("USES", false, members(g.along("DEVELOPS", false, of))...), mastered)
		base = union(needed, mastered)
	}
	broader := g.along("SUBFIELD_OF", false, members(base)...)
	near := union(broader, g.along("SUBFIELD_OF", true, members(base)...), g.along("DEPENDS_ON", false, members(base)...), g.along("DEPENDS_ON", true, members(base)...))
	near = union(near, g.along("SUBFIELD_OF", true, members(broader)...))
	users := g.along("USES", true, members(needed)...)
	near = without(union(near, g.along("USES", false, members(users)...)), union(base, mastered))
	about := members(union(needed, near))
	its := func(relation string) map[string]bool { return g.along(relation, false, candidate) }
	both := func(a, b map[string]bool) int { return len(a) - len(without(a, b)) }
	patents, projects := g.along("PROTECTS", true, about...), g.along("YIELDS", true, about...)
	partners := map[string]bool{}
	if of != technology {
		patents, projects = union(patents, g.along("OWNS", false, of)), union(projects, g.along("UNDERTAKES", false, of))
		partners = g.along("PARTNERS_WITH", false, of)
	}
	reasons := map[string]int{
		"masters": both(its("MASTERS"), needed), "neighbour": both(its("MASTERS"), near), "patents": both(its("OWNS"), patents),
		"practice": both(its("DEVELOPS"), users), "projects": both(its("UNDERTAKES"), projects), "sharedPartners": both(partners, its("PARTNERS_WITH")),
	}
	maps.DeleteFunc(reasons, func(_ string, n int) bool { return n == 0 })
	return reasons
}

// The advice names every organization that has a reason, with all of its reasons.
func TestAdviceNamesAllThatHaveAReason(t *testing.T) {
	compared := 0
	eachSmall(t, 80, func(t *testing.T, g *small, r *rand.Rand) {
		of := g.pick(r)
		isOrganization := func(id string) bool { return g.kinds[id] == "Enterprise" || g.kinds[id] == "Institution" }
		technology := ""
		switch {
		case g.kinds[of] == "Technology":
			technology = of
		case !isOrganization(of):
			return
		}
		found, err := g.Run(t.Context(), "partnerAdvice", map[string]any{"for": of, "includePresent": true, "first": int64(100)})
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]map[string]int{}
		for _, id := range g.ids {
			if reasons := g.reasonsFor(of, technology, id); isOrganization(id) && id != of && len(reasons) > 0 {
				want[id] = reasons
			}
		}
		present := map[string]bool{}
		if technology == "" {
			present = g.joined(of, func(relation string) bool {
				return relation == "PARTNERS_WITH" || relation == "SUPPLIES" || relation == "PART_OF"
			})
		}
		for _, advice := range found.([]answer.Record) {
			id := ref(advice, "organization")
			reasons := map[string]int{}
			for _, term := range advice["terms"].([]answer.Record) {
				name, value := term["name"].(string), term["value"].(float64)
				if name == "sameRegion" {
					continue
				}
				reasons[name] = int(value/(1-value) + 0.5)
				if value == 1 {
					reasons[name] = 1 // all that is needed
				}
			}
			if !maps.Equal(reasons, want[id]) {
				t.Errorf("for %s, %s has the reasons %v, want %v", of, id, reasons, want[id])
			}
			if advice["present"] != present[id] {
				t.Errorf("for %s, %s is present: %v", of, id, advice["present"])
			}
			delete(want, id)
			compared++
		}
		for id, reasons := range want {
			t.Errorf("for %s, %s is missing: %v", of, id, reasons)
		}
	})
	if compared < 50 {
		t.Errorf("only %d were compared", compared)
	}
}
