package analysis

import (
	"fmt"
	"slices"
	"strings"
)

// stageNouns name the stages in explanations.
var stageNouns = []string{"research", "a technology", "patents", "a product", "an enterprise", "recognition or customers"}

// terms are those of a chain's score.
func (c *chain) terms() []term {
	return []term{c.completeness(), c.closure(), c.recognition(), c.evidence()}
}

func (c *chain) completeness() term {
	t := term{name: "completeness", weight: 0.5}
	var missing []string
	known := 0
	for stage, steps := range c.steps {
		if len(steps) == 0 {
			missing = append(missing, stageNouns[stage])
			continue
		}
		known++
		t.entities = append(t.entities, steps[0].id)
	}
	t.value = round(float64(known) / float64(len(stages)))
	t.explanation = "Something is known in all six stages."
	if len(missing) > 0 {
		t.explanation = fmt.Sprintf("Something is known in %d of the 6 stages, but nothing of %s.", known, strings.Join(missing, ", "))
	}
	return t
}

// closure looks for one enterprise that holds the chain together.
func (c *chain) closure() term {
	best := term{name: "closure", weight: 0.2, explanation: "No enterprise is known to develop the product."}
	for _, s := range c.steps[enterpriseStage] {
		if len(s.ties) == 0 || s.ties[0].by.step != c.in("DEVELOPS") {
			continue
		}
		has := func(relations ...string) bool {
			return slices.ContainsFunc(s.ties, func(t tie) bool { return slices.Contains(relations, t.by.step.Relation.Name) })
		}
		t := term{name: "closure", weight: 0.2, entities: []string{s.id}, sources: s.sources()}
		words := []string{"develops the product"}
		if has("MASTERS") {
			t.value += 0.5
			words = append(words, "masters the technology")
		}
		if has("OWNS", "UNDERTAKES") {
			t.value += 0.5
			words = append(words, "has a hand in the patents or projects")
		}
		t.explanation = fmt.Sprintf("%s %s.", c.name(s.id), strings.Join(words, " and "))
		if best.entities == nil || t.value > best.value {
			best = t
		}
	}
	return best
}

func (c *chain) recognition() term {
	t := term{name: "recognition", weight: 0.15, explanation: "No recognition and no customer is known."}
	steps := c.steps[market]
	if len(steps) == 0 {
		return t
	}
	// The nearest tie of any step says how near recognition is.
	nearest := slices.MinFunc(steps, func(a, b *chainStep) int { return looseness(a) - looseness(b) })
	t.value, t.explanation = 0.5, "Only its enterprise is known to be recognised, or to have customers: "
	if looseness(nearest) < 3 {
		t.value, t.explanation = 1, "The product, a patent or a project of it is recognised itself: "
	}
	for _, s := range steps {
		if looseness(s) == 3 == (t.value == 0.5) {
			t.entities = append(t.entities, s.id)
			t.sources = append(t.sources, s.sources()...)
		}
	}
	t.explanation += c.names(t.entities) + "."
	t.sources = sorted(t.sources)
	return t
}

// looseness is the distance of a step's nearest tie; 0 for what the chain begins with.
func looseness(s *chainStep) int {
	if len(s.ties) == 0 {
		return 0
	}
	return s.ties[0].distance
}

func (c *chain) evidence() term {
	t := term{name: "evidence", weight: 0.15}
	for _, steps := range c.steps {
		for _, s := range steps {
			t.sources = append(t.sources, s.sources()...)
		}
	}
	t.sources = sorted(t.sources)
	t.value = saturating(len(t.sources), 5)
	t.explanation = fmt.Sprintf("Its ties rest on %s.", counted(len(t.sources), "source"))
	return t
}
