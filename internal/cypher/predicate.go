package cypher

import (
	"fmt"
	"strings"

	"innograph/internal/plan"
)

var comparisons = map[plan.Op]string{
	plan.Eq: "=", plan.Ne: "<>", plan.Lt: "<", plan.Lte: "<=", plan.Gt: ">", plan.Gte: ">=",
}

var places = map[plan.Place]string{
	plan.Contains: "CONTAINS", plan.StartsWith: "STARTS WITH", plan.EndsWith: "ENDS WITH",
}

// predicate spells a condition. With a missing value it may come out as null, which
// counts as false everywhere but in NOT: see negation.
func (c *compiler) predicate(p plan.Predicate, s *scope) string {
	switch p := inward(p).(type) {
	case plan.And:
		return c.joined(p, " AND ", "true", s)
	case plan.Or:
		return c.joined(p, " OR ", "false", s)
	case plan.Not:
		return c.negation(p, s)
	case plan.Compare:
		return fmt.Sprintf("%s %s %s", c.comparable(p.Left, s), comparisons[p.Op], c.param(operand(p.Value, p.Left)))
	case plan.Match:
		return fmt.Sprintf("%s %s %s", c.comparable(p.Left, s), places[p.How], c.param(operand(p.Text, p.Left)))
	case plan.In:
		return c.in(p, s)
	case plan.Missing:
		return c.comparable(p.Left, s) + " IS NULL"
	case plan.HasAny:
		return fmt.Sprintf("any(item IN %s.%s WHERE item IN %s)", s.node, p.Property.Name, c.param(p.Values))
	case plan.Empty:
		return fmt.Sprintf("size(coalesce(%s.%s, [])) = 0", s.node, p.Property.Name)
	case plan.OfType:
		return ofType(p.Types, s)
	case plan.Related:
		return c.related(p, s)
	case plan.Within:
		return c.within(p, s)
	}
	panic(fmt.Sprintf("cypher: unknown predicate %T", p))
}

// operand is a condition that can stand between operators.
func (c *compiler) operand(p plan.Predicate, s *scope) string {
	text := c.predicate(p, s)
	switch p := inward(p).(type) {
	case plan.And:
		if len(p) > 1 {
			return "(" + text + ")"
		}
	case plan.Or:
		if len(p) > 1 {
			return "(" + text + ")"
		}
	}
	return text
}

func (c *compiler) joined(parts []plan.Predicate, operator, none string, s *scope) string {
	if len(parts) == 0 {
		return none
	}
	spelled := make([]string, len(parts))
	for i, part := range parts {
		spelled[i] = c.operand(part, s)
	}
	return strings.Join(spelled, operator)
}

func (c *compiler) in(p plan.In, s *scope) string {
	left := c.comparable(p.Left, s)
	in := fmt.Sprintf("%s IN %s", left, c.param(operands(p.Values, p.Left)))
	if p.Negated {
		// null is not in an empty list, but has no value either.
		return fmt.Sprintf("(%s IS NOT NULL AND NOT %s)", left, in)
	}
	return in
}

func (c *compiler) related(p plan.Related, s *scope) string {
	return c.block("EXISTS", func() []string {
		m := c.hop(p.Hop, s)
		m.and(c, p.Where)
		return m.clauses()
	})
}

// within looks any number of steps ahead. What counts is which nodes are reached, not
// how often: DISTINCT lets the planner visit each once, and so end in a cycle.
func (c *compiler) within(p plan.Within, s *scope) string {
	field := p.Hop.Field
	return c.block("EXISTS", func() []string {
		reached := &scope{node: c.variable("n")}
		left, right := arrow(field.Direction)
		clauses := []string{
			fmt.Sprintf("MATCH (%s)%s[:%s*1..]%s(%s:%s)", s.node, left, field.Relation.Name, right, reached.node, field.Target.Name),
			"WITH DISTINCT " + reached.node,
		}
		if p.Where != nil {
			clauses = append(clauses, "WHERE "+c.predicate(p.Where, reached))
		}
		return append(clauses, "RETURN "+reached.node)
	})
}
