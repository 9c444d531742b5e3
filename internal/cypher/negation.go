package cypher

import (
	"innograph/internal/catalog"
	"innograph/internal/plan"
)

// inward moves a negation towards the comparisons, where an index may serve it: what is
// left of it stands on a single condition.
func inward(p plan.Predicate) plan.Predicate {
	not, ok := p.(plan.Not)
	if !ok {
		return p
	}
	switch of := not.Of.(type) {
	case plan.Not:
		return inward(of.Of)
	case plan.And:
		return plan.Or(negated(of))
	case plan.Or:
		return plan.And(negated(of))
	case plan.Compare:
		if !canMiss(of.Left) {
			return plan.Compare{Left: of.Left, Op: opposites[of.Op], Value: of.Value}
		}
	}
	return not
}

var opposites = map[plan.Op]plan.Op{
	plan.Eq: plan.Ne, plan.Ne: plan.Eq, plan.Lt: plan.Gte, plan.Gte: plan.Lt, plan.Gt: plan.Lte, plan.Lte: plan.Gt,
}

func negated(parts []plan.Predicate) []plan.Predicate {
	negations := make([]plan.Predicate, len(parts))
	for i, part := range parts {
		negations[i] = plan.Not{Of: part}
	}
	return negations
}

// negation turns a single condition around. One that can come out as null counts as
// false first; any other is left as it is, which the planner knows how to run.
func (c *compiler) negation(p plan.Not, s *scope) string {
	text := c.predicate(p.Of, s)
	switch of := p.Of.(type) {
	case plan.Missing:
		return c.comparable(of.Left, s) + " IS NOT NULL"
	case plan.Compare, plan.Match, plan.HasAny:
		return "NOT coalesce(" + text + ", false)"
	case plan.In:
		if !of.Negated {
			return "NOT coalesce(" + text + ", false)"
		}
	}
	return "NOT (" + text + ")"
}

// canMiss tells whether an expression may have no value. An id never does.
func canMiss(e plan.Expr) bool {
	value, ok := e.(plan.Value)
	return ok && value.Property.Kind != catalog.ID
}
