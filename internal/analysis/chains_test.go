package analysis_test

import (
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"innograph/internal/answer"
)

// stagesOf restates which entities stand in the stages of the chain around a core.
func (g *small) stagesOf(technology, product string) map[string]map[string]bool {
	stages := map[string]map[string]bool{}
	put := func(stage string, found map[string]bool, kinds ...string) {
		for id := range found {
			if len(kinds) > 0 && !slices.Contains(kinds, g.kinds[id]) {
				continue
			}
			if stages[stage] == nil {
				stages[stage] = map[string]bool{}
			}
			stages[stage][id] = true
		}
	}
	var core []string
	for stage, id := range map[string]string{"TECHNOLOGY": technology, "PRODUCT": product} {
		if id != "" {
			core = append(core, id)
			put(stage, map[string]bool{id: true})
		}
	}
	projects := g.along("YIELDS", true, core...)
	patents := g.along("PROTECTS", true, core...)
	put("RESEARCH", projects)
	put("PATENT", patents)
	heldPatents, heldProjects := slices.Collect(maps.Keys(patents)), slices.Collect(maps.Keys(projects))
	masters, makers := g.along("MASTERS", true, technology), g.along("DEVELOPS", true, product)
	for _, found := range []map[string]bool{masters, makers, g.along("OWNS", true, heldPatents...), g.along("UNDERTAKES", true, heldProjects...), g.along("FUNDS", true, heldProjects...)} {
		put("RESEARCH", found, "Institution")
	}
	put("ENTERPRISE", makers, "Enterprise")
	if len(stages["ENTERPRISE"]) == 0 {
		put("ENTERPRISE", masters, "Enterprise")
	}
	sellers := slices.Collect(maps.Keys(stages["ENTERPRISE"]))
	put("ENTERPRISE", g.along("OWNS", true, heldPatents...), "Enterprise")
	put("ENTERPRISE", g.along("UNDERTAKES", true, heldProjects...), "Enterprise")
	for _, relation := range []string{"WON", "LISTED_IN", "PRESENTED_AT"} {
		put("MARKET", g.along(relation, false, slices.Concat([]string{product}, heldPatents, heldProjects, sellers)...))
	}
	put("MARKET", g.along("SUPPLIES", false, sellers...))
	return stages
}

// cores are all pairs of a technology and a product that uses it, and what is in none.
func (g *small) cores() [][2]string {
	var cores [][2]string
	for _, id := range g.ids {
		switch g.kinds[id] {
		case "Technology":
			users := g.along("USES", true, id)
			for product := range users {
				cores = append(cores, [2]string{id, product})
			}
			if len(users) == 0 {
				cores = append(cores, [2]string{id, ""})
			}
		case "Product":
			if len(g.along("USES", false, id)) == 0 {
				cores = append(cores, [2]string{"", id})
			}
		}
	}
	return cores
}

// The chains through an entity are all that have it in a stage, with everything that
// belongs in each stage.
func TestChainsAreAllThatGoThrough(t *testing.T) {
	suitable := []string{"Enterprise", "Institution", "Product", "Technology", "Patent", "Project", "Award", "Programme", "Event"}
	compared := 0
	eachSmall(t, 80, func(t *testing.T, g *small, r *rand.Rand) {
		through := g.pick(r)
		found, err := g.Run(t.Context(), "innovationChains", map[string]any{"through": through, "first": int64(100)})
		if !slices.Contains(suitable, g.kinds[through]) {
			if err == nil || !strings.Contains(err.Error(), "Enterprise or Institution") {
				t.Errorf("%s is a %s, and the error is %v", through, g.kinds[through], err)
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		want := map[[2]string]map[string]map[string]bool{}
		for _, core := range g.cores() {
			stages := g.stagesOf(core[0], core[1])
			for stage, ids := range stages {
				if ids[through] && (stage != "MARKET" || g.kinds[through] != "Enterprise") {
					want[core] = stages
				}
			}
		}
		record := found.(answer.Record)
		if record["truncated"] == true {
			return
		}
		before := 2.0
		for _, c := range record["nodes"].([]answer.Record) {
			core := [2]string{ref(c, "technology"), ref(c, "product")}
			if core == [2]string{} {
				continue // around what was asked for: nothing else is known
			}
			stages, ok := want[core]
			if !ok {
				t.Errorf("a chain around %v, which does not go through %s", core, through)
			}
			delete(want, core)
			got := map[string]map[string]bool{}
			for _, step := range c["steps"].([]answer.Record) {
				stage := step["stage"].(string)
				if got[stage] == nil {
					got[stage] = map[string]bool{}
				}
				got[stage][ref(step, "entity")] = true
			}
			if !maps.EqualFunc(got, stages, maps.Equal) {
				t.Errorf("the chain around %v has %v, want %v", core, got, stages)
			}
			terms := c["terms"].([]answer.Record)
			if share := float64(len(stages)) / 6; math.Abs(terms[0]["value"].(float64)-share) > 1e-4 || c["score"].(float64) > before {
				t.Errorf("score %v after %v, completeness %v of %d stages", c["score"], before, terms[0]["value"], len(stages))
			}
			before = c["score"].(float64)
			compared++
		}
		for core := range want {
			t.Errorf("no chain around %v, though it goes through %s", core, through)
		}
	})
	if compared < 50 {
		t.Errorf("only %d chains were compared", compared)
	}
}
