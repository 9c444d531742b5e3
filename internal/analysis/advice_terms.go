package analysis

import (
	"fmt"
	"slices"
	"strings"

	"innograph/internal/plan"
)

// terms are the reasons for an organization that are reasons by themselves.
func (a *advice) terms(id string) []term {
	all := []term{
		a.masters(id),
		a.neighbour(id),
		a.patentsOf(id),
		a.reason("practice", 0.1, a.ties.practice[id], "It develops", "product", " with needed technology"),
		a.projectsOf(id),
		a.reason("sharedPartners", 0.06, a.ties.partners[id], "Both are partners of", "organization", ""),
	}
	return slices.DeleteFunc(all, func(t term) bool { return t.value == 0 })
}

// ties are the edges that lead to each organization, by the reason that they are for, and
// those from each patent to the technologies that it protects.
type ties struct{ masters, neighbours, patents, practice, projects, partners, protects map[string][]edge }

func (a *advice) tie() {
	a.ties = ties{
		masters:    a.leading(a.in("MASTERS"), sorted(keys(a.needed))),
		neighbours: a.leading(a.in("MASTERS"), sorted(keys(a.near))),
		patents:    a.leading(a.in("OWNS"), a.patents),
		practice:   a.leading(a.in("DEVELOPS"), a.users),
		projects:   a.leading(a.in("UNDERTAKES"), a.projects),
		partners:   a.leading(a.along("PARTNERS_WITH"), a.partners),
		protects:   a.leading(a.in("PROTECTS"), a.technologies()),
	}
}

// leading sorts the edges along a step from the nodes by where they lead.
func (a *advice) leading(along plan.Step, from []string) map[string][]edge {
	edges := map[string][]edge{}
	for _, id := range from {
		for _, e := range a.graph.from(along, id) {
			edges[e.to] = append(edges[e.to], e)
		}
	}
	return edges
}

// reason is a term that counts what edges were followed from.
func (a *advice) reason(name string, weight float64, edges []edge, lead, noun, tail string) term {
	found := starts(edges)
	return term{
		name: name, weight: weight, value: saturating(len(found), 1), entities: found, sources: sourcesOf(edges...),
		explanation: fmt.Sprintf("%s %s%s: %s.", lead, counted(len(found), noun), tail, a.names(found)),
	}
}

// apart says of patents or projects which are shared with the organization, and which
// have to do with the technology.
func (a *advice) apart(t term, shared idSet, lead, noun, does string) term {
	common, others := shared.split(t.entities)
	var parts []string
	if n := len(common); n > 0 {
		parts = append(parts, fmt.Sprintf("%s together with %s: %s", counted(n, noun), a.name(a.organization), a.names(common)))
	}
	if n := len(others); n > 0 {
		parts = append(parts, fmt.Sprintf("%s that %s needed or neighbouring technology: %s", counted(n, noun), verb(n, does), a.names(others)))
	}
	t.explanation = fmt.Sprintf("It %s %s.", lead, strings.Join(parts, "; and "))
	return t
}

func (a *advice) projectsOf(id string) term {
	t := a.reason("projects", 0.1, a.ties.projects[id], "", "", "")
	return a.apart(t, setOf(a.graph.ends(a.out("UNDERTAKES"), a.organization)...), "undertakes", "project", "yield")
}

func (a *advice) masters(id string) term {
	t := a.reason("masters", 0.35, a.ties.masters[id], "It masters", "needed technology", "")
	if len(a.needed) == 1 && len(t.entities) > 0 {
		t.value = 1
	}
	// That it is needed rests on the products that use it.
	technologies := setOf(t.entities...)
	for _, product := range a.developed {
		for _, e := range a.graph.from(a.out("USES"), product) {
			if technologies[e.to] {
				t.entities = append(t.entities, product)
				t.sources = append(t.sources, e.sources...)
			}
		}
	}
	t.entities = unique(t.entities)
	return t
}

func (a *advice) neighbour(id string) term {
	t := a.reason("neighbour", 0.2, a.ties.neighbours[id], "", "neighbouring technology", "")
	var words []string
	for _, near := range t.entities[:min(len(t.entities), 3)] {
		words = append(words, fmt.Sprintf("%s (next to %s)", a.name(near), a.names(a.near[near])))
	}
	more := ""
	if n := len(t.entities) - len(words); n > 0 {
		more = fmt.Sprintf(" and %d more", n)
	}
	t.explanation = fmt.Sprintf("It masters %s: %s%s.", counted(len(t.entities), "neighbouring technology"), strings.Join(words, ", "), more)
	for _, near := range slices.Clone(t.entities) {
		t.entities = append(t.entities, a.near[near]...)
	}
	t.entities = unique(t.entities)
	return t
}

func (a *advice) patentsOf(id string) term {
	t := a.reason("patents", 0.15, a.ties.patents[id], "", "", "")
	for _, patent := range t.entities {
		t.sources = append(t.sources, sourcesOf(a.ties.protects[patent]...)...)
	}
	return a.apart(t, setOf(a.graph.ends(a.out("OWNS"), a.organization)...), "owns", "patent", "protect")
}

// sameRegion adds to other reasons. It is no reason by itself.
func (a *advice) sameRegion(id string) []term {
	its, theirs := a.regions(a.organization), a.regions(id)
	best, value := "", 0.0
	for _, region := range sorted(keys(its)) {
		if up, shared := theirs[region]; shared {
			if v := 1 - 0.5*float64(max(up, its[region])); v > value {
				best, value = region, v
			}
		}
	}
	if value == 0 {
		return nil
	}
	return []term{{
		name: "sameRegion", weight: 0.04, value: value, entities: []string{best},
		sources:     sourcesOf(slices.Concat(a.graph.from(a.out("LOCATED_IN"), a.organization), a.graph.from(a.out("LOCATED_IN"), id))...),
		explanation: fmt.Sprintf("Both are located in %s.", a.name(best)),
	}}
}

// regions are those that an organization is in, and one level up: 0 or 1 levels.
func (a *advice) regions(organization string) map[string]int {
	levels := map[string]int{}
	direct := a.graph.ends(a.out("LOCATED_IN"), organization)
	for _, region := range a.graph.ends(a.out("LOCATED_IN"), direct...) {
		levels[region] = 1
	}
	for _, region := range direct {
		levels[region] = 0
	}
	return levels
}

// unique keeps the first of equal ids, in their order.
func unique(ids []string) []string {
	seen := idSet{}
	return slices.DeleteFunc(ids, func(id string) bool { return len(seen.fresh(id)) == 0 })
}
