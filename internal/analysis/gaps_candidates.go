package analysis

import (
	"fmt"
	"slices"

	"innograph/internal/answer"
)

// The weights of a candidate's score; they add up to 1.
const (
	weightMasters   = 0.40
	weightNeighbour = 0.20
	weightOwns      = 0.15
	weightDevelops  = 0.15
	weightInScope   = 0.10
)

// maxCandidates bounds who is proposed for a gap.
const maxCandidates = 10

// candidates finds who could fill a gap: whoever masters the technology elsewhere, owns
// patents near it, masters a neighbouring technology, or develops products with it.
func (g *gaps) candidates(d *demand) []answer.Record {
	terms := map[string][]term{}
	add := func(organization string, t term) { terms[organization] = append(terms[organization], t) }
	masters := map[string][]edge{}
	for _, e := range g.graph.from(g.in("MASTERS"), d.id) {
		masters[e.to] = append(masters[e.to], e)
	}
	for organization, edges := range masters {
		add(organization, term{
			name: "masters", value: 1, weight: weightMasters, entities: []string{d.id}, sources: sourcesOf(edges...),
			explanation: fmt.Sprintf("It masters %s; %s.", g.name(d.id), g.where(organization)),
		})
	}
	g.neighbours(d, add)
	g.owners(d, add)
	g.users(d, add)
	var found []ranked
	for organization, reasons := range terms {
		if slices.Contains(d.inside, organization) {
			continue // it is no help to find who is there already
		}
		if g.inScope[organization] {
			reasons = append(reasons, term{name: "inScope", value: 1, weight: weightInScope, entities: []string{organization}, explanation: "It is in scope itself."})
		}
		found = append(found, ranked{score: score(reasons), key: organization, node: func() answer.Record {
			return answer.Record{
				"organization": answer.Ref(organization),
				"inScope":      g.inScope[organization],
				"score":        score(reasons),
				"terms":        termRecords(reasons),
			}
		}})
	}
	rank(found)
	records := []answer.Record{}
	for _, candidate := range found[:min(len(found), maxCandidates)] {
		records = append(records, candidate.node())
	}
	return records
}

func (g *gaps) where(organization string) string {
	switch {
	case g.inScope[organization]:
		return "it is in scope"
	case g.located(organization):
		return "it is located outside the scope"
	}
	return "its location is not known"
}

// neighbours are the technologies beside one: broader, narrower and sister fields, those
// that need it, and those that it needs.
func (g *gaps) neighbours(d *demand, add func(string, term)) {
	broader := g.graph.ends(g.out("SUBFIELD_OF"), d.id)
	near := setOf(slices.Concat(broader,
		g.graph.ends(g.in("SUBFIELD_OF"), append(broader, d.id)...),
		g.graph.ends(g.out("DEPENDS_ON"), d.id), g.graph.ends(g.in("DEPENDS_ON"), d.id))...)
	delete(near, d.id)
	mastered := map[string][]edge{}
	for _, id := range sorted(keys(near)) {
		for _, e := range g.graph.from(g.in("MASTERS"), id) {
			mastered[e.to] = append(mastered[e.to], e)
		}
	}
	for organization, edges := range mastered {
		technologies := starts(edges)
		add(organization, term{
			name: "neighbour", value: saturating(len(technologies), 1), weight: weightNeighbour,
			entities: technologies, sources: sourcesOf(edges...),
			explanation: fmt.Sprintf("It masters %s next to it: %s.", counted(len(technologies), "technology"), g.names(technologies)),
		})
	}
}

// owners own patents that protect the technology or, which counts half, products with it.
func (g *gaps) owners(d *demand, add func(string, term)) {
	owned := func(protected []string, value float64, what string) map[string]term {
		edges := map[string][]edge{}
		for _, patent := range g.graph.ends(g.in("PROTECTS"), protected...) {
			for _, e := range g.graph.from(g.in("OWNS"), patent) {
				edges[e.to] = append(edges[e.to], e)
			}
		}
		terms := map[string]term{}
		for organization, edges := range edges {
			patents := starts(edges)
			terms[organization] = term{
				name: "owns", value: value, weight: weightOwns, entities: patents, sources: sourcesOf(edges...),
				explanation: fmt.Sprintf("It owns %s that %s %s.", counted(len(patents), "patent"), verb(len(patents), "protect"), what),
			}
		}
		return terms
	}
	near := owned(d.products[:d.direct], 0.5, "products with it")
	exact := owned([]string{d.id}, 1, "it")
	for organization, t := range exact {
		add(organization, t)
	}
	for organization, t := range near {
		if _, better := exact[organization]; !better {
			add(organization, t)
		}
	}
}

// users are in scope and develop products that use the technology, or, which counts half,
// products that need it through others.
func (g *gaps) users(d *demand, add func(string, term)) {
	direct, indirect := setOf(d.products[:d.direct]...), setOf(d.products[d.direct:]...)
	for _, organization := range d.developers {
		if t := g.develops(organization, direct, "use"); t.value > 0 {
			add(organization, t)
			continue
		}
		t := g.develops(organization, indirect, "indirectly need")
		t.value /= 2
		add(organization, t)
	}
}

// develops says which of the products an organization develops.
func (g *gaps) develops(organization string, products idSet, how string) term {
	var edges []edge
	var its []string
	for _, e := range g.graph.from(g.out("DEVELOPS"), organization) {
		if products[e.to] {
			edges, its = append(edges, e), append(its, e.to)
		}
	}
	its = sorted(its)
	return term{
		name: "develops", value: saturating(len(its), 1), weight: weightDevelops, entities: its, sources: sourcesOf(edges...),
		explanation: fmt.Sprintf("It develops %s that %s it: %s.", counted(len(its), "product"), verb(len(its), how), g.names(its)),
	}
}

// starts lists the nodes that edges were followed from, by id, each once.
func starts(edges []edge) []string {
	var ids []string
	for _, e := range edges {
		ids = append(ids, e.from)
	}
	return sorted(ids)
}
