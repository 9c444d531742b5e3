package analysis

import (
	"fmt"
	"slices"
)

// The weights of a gap's severity; they add up to 1.
const (
	weightMastery  = 0.45
	weightDemand   = 0.25
	weightLeverage = 0.15
	weightSpread   = 0.10
	weightPatents  = 0.05 // at most
)

// severity tells how grave a gap is, term by term, as the schema describes them.
func (g *gaps) severity(d *demand, withPatents bool) []term {
	terms := []term{g.mastery(d), g.need(d), g.leverage(d), g.spread(d)}
	if withPatents {
		terms = append(terms, g.protection(d))
	}
	return terms
}

func (g *gaps) mastery(d *demand) term {
	t := term{name: "mastery", weight: weightMastery, entities: slices.Concat(d.inside, d.outside, d.unlocated)}
	for _, e := range g.graph.from(g.in("MASTERS"), d.id) {
		t.sources = append(t.sources, e.sources...)
	}
	switch {
	case len(d.inside) > 1:
		t.explanation = fmt.Sprintf("%d organizations in scope are known to master it.", len(d.inside))
	case len(d.inside) == 1:
		t.value, t.explanation = 0.35, fmt.Sprintf("In scope only %s is known to master it.", g.name(d.inside[0]))
	case len(d.narrower) > 0:
		t.value, t.entities = 0.5, d.narrower
		t.explanation = fmt.Sprintf("Nobody in scope is known to master it as a whole, but a narrower field is: by %s.", g.names(d.narrower))
	case len(d.unlocated) > 0:
		t.value = 0.8
		t.explanation = fmt.Sprintf("It is mastered, but nobody who does so is known to be in scope; for %s no location is known.", g.names(d.unlocated))
	case len(d.outside) > 0:
		t.value, t.explanation = 0.9, fmt.Sprintf("It is mastered outside the scope only: by %s.", g.names(d.outside))
	default:
		t.value, t.explanation = 1, "Nobody anywhere is known to master it."
	}
	return t
}

func (g *gaps) need(d *demand) term {
	t := term{name: "demand", weight: weightDemand, value: saturating(len(d.products), 2), entities: d.products}
	for _, product := range d.products[:d.direct] {
		for _, e := range g.graph.from(g.out("USES"), product) {
			if e.to == d.id {
				t.sources = append(t.sources, e.sources...)
			}
		}
	}
	t.explanation = fmt.Sprintf("%s developed in scope %s it; %s directly.",
		counted(len(d.products), "product"), verb(len(d.products), "need"), fmt.Sprintf("%d %s it", d.direct, verb(d.direct, "use")))
	return t
}

func (g *gaps) leverage(d *demand) term {
	t := term{name: "leverage", weight: weightLeverage, value: saturating(len(d.dependents), 2), entities: d.dependents}
	for _, e := range g.graph.from(g.in("DEPENDS_ON"), d.id) {
		if g.byID[e.from] != nil {
			t.sources = append(t.sources, e.sources...)
		}
	}
	t.explanation = fmt.Sprintf("%s %s on it.", counted(len(d.dependents), "other demanded technology"), verb(len(d.dependents), "depend"))
	return t
}

func (g *gaps) spread(d *demand) term {
	others := max(len(d.developers)-1, 0)
	return term{
		name: "spread", weight: weightSpread, value: saturating(others, 2), entities: d.developers,
		explanation: fmt.Sprintf("%s in scope %s the products that need it.", counted(len(d.developers), "organization"), verb(len(d.developers), "develop")),
	}
}

// protection weighs a missing patent by how telling it is: hardly, where few technologies
// have one.
func (g *gaps) protection(d *demand) term {
	t := term{name: "patents", weight: round(weightPatents * g.patentShare), entities: slices.Concat(d.patentsInScope, d.patentsElsewhere)}
	among := fmt.Sprintf("of the technologies mastered in scope %.0f %% have such a patent", g.patentShare*100)
	switch {
	case len(d.inside) == 0:
		t.explanation = "Nobody in scope is known to master it, so that no patent is missed."
	case len(d.patentsInScope) == 0:
		t.value, t.explanation = 1, fmt.Sprintf("No patent owned in scope is known to protect it; %s.", among)
	default:
		t.explanation = fmt.Sprintf("%s owned in scope %s it; %s.", counted(len(d.patentsInScope), "patent"), verb(len(d.patentsInScope), "protect"), among)
	}
	return t
}
