package sqlite

import (
	"fmt"
	"slices"

	"innograph/internal/catalog"
	"innograph/internal/plan"
)

// related looks for an edge of the hop, from each candidate.
func (c *compiler) related(p plan.Related, s *scope) string {
	edges := c.hop(p.Hop, s)
	edges.and(c, p.Where)
	return "EXISTS (SELECT 1 " + edges.from() + ")"
}

// reached finds the same from the other side, where that is a few nodes known by id: once
// for the whole statement, however many candidates there are.
func (c *compiler) reached(p plan.Related, s *scope) string {
	candidate := s.member()
	near, _ := ends(p.Hop.Field.Direction)
	edges := c.edges(p.Hop.Field, c.alias("n"))
	if p.Hop.Selective {
		edges.conditions = []string{edges.is(p.Hop.Field.Target)}
	}
	edges.and(c, p.Where)
	return candidate + " IN (SELECT " + edges.edge + "." + near + " " + edges.from() + ")"
}

// anchored tells whether a condition holds for a few nodes only, known by id or by what
// ties them to such.
func anchored(p plan.Predicate) bool {
	switch p := p.(type) {
	case plan.Compare:
		return p.Op == plan.Eq && kind(p.Left) == catalog.ID
	case plan.In:
		return !p.Negated && kind(p.Left) == catalog.ID
	case plan.And:
		return slices.ContainsFunc(p, anchored)
	case plan.Or:
		return !slices.ContainsFunc(p, func(p plan.Predicate) bool { return !anchored(p) })
	case plan.Related:
		return p.Hop.Field != nil && anchored(p.Where)
	}
	return false
}

// within walks down from the nodes that are asked for, once for the whole statement,
// and not up from each candidate. UNION drops what was seen before, and so ends cycles.
func (c *compiler) within(p plan.Within, s *scope) string {
	f := p.Hop.Field
	near, far := ends(f.Direction)
	candidate := s.member()
	walk := c.alias("w")
	first := c.edges(f, c.alias("n"))
	first.conditions = []string{first.is(f.Target)}
	first.and(c, p.Where)
	next := c.alias("e")
	return fmt.Sprintf("%s IN (WITH RECURSIVE %s(n) AS (SELECT %s.%s %s UNION SELECT %s.%s FROM %s JOIN %s AS %s ON %s.%s = %s.n) SELECT n FROM %s)",
		candidate, walk, first.edge, near, first.from(),
		next, near, walk, quote(EdgeTable(f.Relation)), next, next, far, walk, walk)
}
