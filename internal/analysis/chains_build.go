package analysis

import (
	"cmp"
	"slices"

	"innograph/internal/plan"
)

// maxInStage bounds a stage of a chain.
const maxInStage = 10

// chain is a chain as it is put together, stage by stage.
type chain struct {
	*chains
	core
	steps [6][]*chainStep
	byID  [6]map[string]*chainStep
}

// chainStep is an entity in a stage.
type chainStep struct {
	id   string
	ties []tie // the nearest first; none for what the chain begins with
}

// tie is an edge that was followed to a step, from another step of the chain.
type tie struct {
	distance int // the numbers in the description of innovationChains
	by       edge
}

func (s *chainStep) sources() []string {
	var ids []string
	for _, t := range s.ties {
		ids = append(ids, t.by.sources...)
	}
	return sorted(ids)
}

// build puts together the chain around a core. What other steps are tied to is settled
// before these are added.
func (c *chains) build(k core) *chain {
	b := &chain{chains: c, core: k}
	b.begin()
	hearts := []string{k.technology, k.product}
	b.tied(research, 1, c.in("YIELDS"), "Project", hearts...)
	b.tied(patentStage, 1, c.in("PROTECTS"), "Patent", hearts...)
	b.settle(research)
	b.settle(patentStage)
	patents, projects := b.ids(patentStage), b.idsOf(research, "Project")

	b.tied(research, 1, c.in("MASTERS"), "Institution", k.technology)
	b.tied(research, 2, c.in("DEVELOPS"), "Institution", k.product)
	b.tied(research, 3, c.in("OWNS"), "Institution", patents...)
	b.tied(research, 3, c.in("UNDERTAKES"), "Institution", projects...)
	b.tied(research, 3, c.in("FUNDS"), "Institution", projects...)
	b.settle(research)
	projects = b.idsOf(research, "Project")

	b.tied(enterpriseStage, 1, c.in("DEVELOPS"), "Enterprise", k.product)
	developed := len(b.steps[enterpriseStage]) > 0
	b.tied(enterpriseStage, 2, c.in("OWNS"), "Enterprise", patents...)
	b.tied(enterpriseStage, 3, c.in("UNDERTAKES"), "Enterprise", projects...)
	for _, e := range c.graph.from(c.in("MASTERS"), k.technology) {
		// Where the makers are known, mastery only adds to what ties an enterprise anyway.
		if c.isEnterprise(e.to) && (!developed || b.step(enterpriseStage, e.to) != nil) {
			b.add(enterpriseStage, tie{4, e})
		}
	}
	b.settle(enterpriseStage)

	for _, step := range []plan.Step{c.out("WON"), c.out("LISTED_IN"), c.out("PRESENTED_AT")} {
		b.tied(market, 1, step, "Entity", k.product)
		b.tied(market, 2, step, "Entity", slices.Concat(patents, projects)...)
		b.tied(market, 3, step, "Entity", b.makers()...)
	}
	b.tied(market, 3, c.out("SUPPLIES"), "Enterprise", b.makers()...)
	b.settle(market)
	b.prune()
	return b
}

// begin places the core.
func (c *chain) begin() {
	place := func(stage int, id string, ties ...tie) {
		if id != "" {
			c.put(stage, id).ties = ties
		}
	}
	place(technologyStage, c.technology)
	if by := c.uses[c.core]; len(by) > 0 {
		place(productStage, c.product, tie{1, by[0]})
	} else {
		place(productStage, c.product)
	}
	for stage, types := range [][]string{research: {"Institution", "Project"}, patentStage: {"Patent"}, enterpriseStage: {"Enterprise"}, market: {"Award", "Programme", "Event"}} {
		if c.origin != "" && len(types) > 0 && c.isOneOf(c.nodes[c.origin], types) {
			place(stage, c.origin)
		}
	}
}

// makers are the enterprises whose own recognition and customers count: those that
// develop the product, or, where there are none, that master the technology.
func (c *chain) makers() []string {
	var ids []string
	for _, s := range c.steps[enterpriseStage] {
		if len(s.ties) == 0 || s.ties[0].distance == 1 || !c.developed() && s.ties[len(s.ties)-1].distance == 4 {
			ids = append(ids, s.id)
		}
	}
	return ids
}

func (c *chain) developed() bool {
	return slices.ContainsFunc(c.steps[enterpriseStage], func(s *chainStep) bool { return len(s.ties) > 0 && s.ties[0].distance == 1 })
}

// tied adds to a stage what a step leads to from steps of the chain.
func (c *chain) tied(stage, distance int, along plan.Step, kind string, from ...string) {
	for _, id := range from {
		for _, e := range c.graph.from(along, id) {
			if c.isOneOf(c.nodes[e.to], []string{kind}) {
				c.add(stage, tie{distance, e})
			}
		}
	}
}

func (c *chain) add(stage int, t tie) {
	s := c.step(stage, t.by.to)
	if s == nil {
		s = c.put(stage, t.by.to)
	}
	s.ties = append(s.ties, t)
}

func (c *chain) put(stage int, id string) *chainStep {
	s := &chainStep{id: id}
	if c.byID[stage] == nil {
		c.byID[stage] = map[string]*chainStep{}
	}
	c.steps[stage], c.byID[stage][id] = append(c.steps[stage], s), s
	return s
}

// step is the entity in the stage, nil if it is not there.
func (c *chain) step(stage int, id string) *chainStep { return c.byID[stage][id] }

func (c *chain) ids(stage int) []string {
	var ids []string
	for _, s := range c.steps[stage] {
		ids = append(ids, s.id)
	}
	return ids
}

func (c *chain) idsOf(stage int, kind string) []string {
	return slices.DeleteFunc(c.ids(stage), func(id string) bool { return !c.isOneOf(c.nodes[id], []string{kind}) })
}

// settle orders a stage, and keeps as many as it may hold: what was asked for, its
// neighbours, and then the nearest.
func (c *chain) settle(stage int) {
	for _, s := range c.steps[stage] {
		slices.SortStableFunc(s.ties, func(a, b tie) int { return cmp.Compare(a.distance, b.distance) })
	}
	distance := func(s *chainStep) int {
		switch {
		case s.id == c.through:
			return -1
		case c.near[s.id] || len(s.ties) == 0:
			return 0
		}
		return s.ties[0].distance
	}
	slices.SortStableFunc(c.steps[stage], func(a, b *chainStep) int {
		return cmp.Or(cmp.Compare(distance(a), distance(b)), cmp.Compare(len(b.ties), len(a.ties)), cmp.Compare(a.id, b.id))
	})
	if len(c.steps[stage]) > maxInStage {
		c.cut.note("Some chains have more than %d entities in a stage; those with looser ties were left out.", maxInStage)
		for _, s := range c.steps[stage][maxInStage:] {
			delete(c.byID[stage], s.id)
		}
		c.steps[stage] = c.steps[stage][:maxInStage]
	}
}

// prune takes out ties to what was left out, and what has no tie without them.
func (c *chain) prune() {
	there := idSet{}
	for stage := range stages {
		there.fresh(c.ids(stage)...)
	}
	for stage := range stages {
		c.steps[stage] = slices.DeleteFunc(c.steps[stage], func(s *chainStep) bool {
			had := len(s.ties)
			s.ties = slices.DeleteFunc(s.ties, func(t tie) bool { return !there[t.by.from] })
			loose := had > 0 && len(s.ties) == 0
			if loose {
				delete(c.byID[stage], s.id)
			}
			return loose
		})
	}
}

// goesThrough tells whether what was asked for is a step, other than as a customer.
func (c *chain) goesThrough() bool {
	for stage := range stages {
		if s := c.step(stage, c.through); s != nil {
			if stage != market || !c.isEnterprise(s.id) {
				return true
			}
		}
	}
	return false
}
