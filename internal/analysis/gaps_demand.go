package analysis

import (
	"cmp"
	"slices"
)

// demand is a demanded technology with all that its gap is judged by. Lists are by id,
// but for those that say otherwise.
type demand struct {
	id                               string
	direct                           int      // products that use it themselves; they are the first of:
	products                         []string // the direct ones first, then by id
	developers                       []string // of those products, in scope, those with most of them first
	requiredBy                       []string // demanded technologies that depend on it directly
	dependents                       []string // and those that do so indirectly too
	inside, outside, unlocated       []string // masters
	patentsInScope, patentsElsewhere []string
	narrower                         []string // organizations in scope that master a narrower field
}

func (d *demand) masters() int { return len(d.inside) + len(d.outside) + len(d.unlocated) }

// measure works out each demanded technology.
func (g *gaps) measure() {
	g.byID = map[string]*demand{}
	for _, id := range g.technologies {
		d := &demand{id: id}
		g.demanded = append(g.demanded, d)
		g.byID[id] = d
	}
	usedBy := map[string][]string{}
	for _, product := range sorted(keys(g.products)) {
		for _, id := range g.graph.ends(g.out("USES"), product) {
			usedBy[id] = append(usedBy[id], product)
		}
	}
	developedBy := g.developedBy()
	mastered, patented := 0, 0
	for _, d := range g.demanded {
		for _, id := range g.graph.ends(g.in("DEPENDS_ON"), d.id) {
			if id != d.id && g.byID[id] != nil {
				d.requiredBy = append(d.requiredBy, id)
			}
		}
		g.measureMasters(d)
		g.measurePatents(d)
		if len(d.inside) > 0 {
			mastered++
			if len(d.patentsInScope) > 0 {
				patented++
			}
		}
	}
	above := newAncestry(g.technologies)
	for _, d := range g.demanded {
		for _, id := range d.requiredBy {
			above.add(d.id, id)
		}
	}
	for _, d := range g.demanded {
		d.dependents = above.of(d.id)
		g.measureNeed(d, usedBy, developedBy)
	}
	if mastered > 0 {
		g.patentShare = round(float64(patented) / float64(mastered))
	}
}

func (g *gaps) developedBy() map[string][]string {
	by := map[string][]string{}
	for _, organization := range g.organizations {
		for _, product := range g.graph.ends(g.out("DEVELOPS"), organization) {
			by[product] = append(by[product], organization)
		}
	}
	return by
}

// measureNeed finds who needs the technology, directly or through those that depend on it.
func (g *gaps) measureNeed(d *demand, usedBy, developedBy map[string][]string) {
	needed := setOf(usedBy[d.id]...)
	d.products = slices.Clone(usedBy[d.id])
	d.direct = len(d.products)
	var indirect []string
	for _, id := range d.dependents {
		indirect = append(indirect, needed.fresh(usedBy[id]...)...)
	}
	slices.Sort(indirect)
	d.products = append(d.products, indirect...)
	develops := map[string]int{}
	for _, product := range d.products {
		for _, organization := range developedBy[product] {
			develops[organization]++
		}
	}
	d.developers = sorted(keys(develops))
	slices.SortStableFunc(d.developers, func(a, b string) int { return cmp.Compare(develops[b], develops[a]) })
}

func (g *gaps) measureMasters(d *demand) {
	inside, others := g.inScope.split(g.graph.ends(g.in("MASTERS"), d.id))
	d.inside = inside
	for _, id := range others {
		if g.located(id) {
			d.outside = append(d.outside, id)
		} else {
			d.unlocated = append(d.unlocated, id)
		}
	}
	narrower := g.graph.ends(g.in("MASTERS"), g.graph.ends(g.in("SUBFIELD_OF"), d.id)...)
	d.narrower, _ = g.inScope.split(narrower)
}

func (g *gaps) measurePatents(d *demand) {
	for _, patent := range g.graph.ends(g.in("PROTECTS"), d.id) {
		if owners, _ := g.inScope.split(g.graph.ends(g.in("OWNS"), patent)); len(owners) > 0 {
			d.patentsInScope = append(d.patentsInScope, patent)
		} else {
			d.patentsElsewhere = append(d.patentsElsewhere, patent)
		}
	}
}
