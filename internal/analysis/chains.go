package analysis

import (
	"context"

	"innograph/internal/answer"
	"innograph/internal/catalog"
)

// maxChains bounds a page.
const maxChains = 100

// stages are those of an innovation chain, in order.
var stages = []string{"RESEARCH", "TECHNOLOGY", "PATENT", "PRODUCT", "ENTERPRISE", "MARKET"}

const (
	research = iota
	technologyStage
	patentStage
	productStage
	enterpriseStage
	market
)

// innovationChains finds the ways from research to market that go through an entity.
func innovationChains(ctx context.Context, s *search, arguments map[string]any) (any, error) {
	page, err := pageOf("innovationChains", arguments, maxChains)
	if err != nil {
		return nil, err
	}
	through, _ := arguments["through"].(string)
	c := &chains{explorer: newExplorer(s), through: through, near: idSet{}, uses: map[core][]edge{}}
	cores, err := c.read(ctx)
	if err != nil {
		return nil, err
	}
	var found []ranked
	for _, core := range cores {
		chain := c.build(core)
		if !chain.goesThrough() {
			continue
		}
		terms := chain.terms()
		found = append(found, ranked{score: score(terms), key: core.technology + " " + core.product, node: func() answer.Record { return chain.record(terms) }})
	}
	record := page.connection(found)
	c.cut.write(record)
	return record, nil
}

// record is a chain as the schema has it.
func (c *chain) record(terms []term) answer.Record {
	present, missing := []string{}, []string{}
	steps := []answer.Record{}
	for stage, name := range stages {
		if len(c.steps[stage]) == 0 {
			missing = append(missing, name)
			continue
		}
		present = append(present, name)
		for _, step := range c.steps[stage] {
			steps = append(steps, step.record(name))
		}
	}
	record := answer.Record{
		"stages": present, "missing": missing, "steps": steps,
		"score": score(terms), "terms": termRecords(terms),
	}
	if c.technology != "" {
		record["technology"] = answer.Ref(c.technology)
	}
	if c.product != "" {
		record["product"] = answer.Ref(c.product)
	}
	return record
}

func (s *chainStep) record(stage string) answer.Record {
	ties := []answer.Record{}
	for _, t := range s.ties {
		direction := "OUT" // a step is found from what it is tied to, against its own direction
		if t.by.step.Direction == catalog.Out {
			direction = "IN"
		}
		ties = append(ties, answer.Record{
			"to": answer.Ref(t.by.from), "relation": t.by.step.Relation.Name, "direction": direction,
			"sources": refs(t.by.sources, maxEvidence),
		})
	}
	record := answer.Record{"stage": stage, "entity": answer.Ref(s.id), "sources": refs(s.sources(), maxEvidence), "ties": ties}
	if len(s.ties) > 0 {
		record["relation"] = s.ties[0].by.step.Relation.Name
	}
	return record
}
