package cypher

import (
	"fmt"
	"strings"

	"innograph/internal/catalog"
	"innograph/internal/plan"
)

// scope is the node and the edge that expressions and predicates speak of.
type scope struct {
	node, edge string // variables; the edge's is empty where no relation led here
	readsEdge  bool   // whether anything spoke of the edge
	// guard is what must hold of the node for the row that is being spelled to count.
	// Calls run before a row is chosen, and so must see to it themselves.
	guard []string
}

// id is the id of the scope's node.
func (s *scope) id() string { return s.node + "." + idProperty }

// variables are those that a clause must hand on for the scope to be read after it.
func (s *scope) variables() string {
	if s.readsEdge {
		return s.node + ", " + s.edge
	}
	return s.node
}

// read gives the variables that a subquery reads of the scope around it, if there is one.
func (s *scope) read(subquery func()) (variables string) {
	if s == nil {
		subquery()
		return ""
	}
	before := s.readsEdge
	s.readsEdge = false
	subquery()
	variables = s.variables()
	s.readsEdge = s.readsEdge || before
	return variables
}

// match is a MATCH clause in the making. What it must name is known only when all that
// reads its scope has been spelled, so its text is asked for last.
type match struct {
	*scope
	before, after string   // the pattern on either side of the edge's name
	conditions    []string // ANDed
}

// set opens the set that a connection ranges over.
func (c *compiler) set(of plan.Set, above *scope) *match {
	m := c.open(of, above)
	m.and(c, of.Where)
	return m
}

func (c *compiler) open(of plan.Set, above *scope) *match {
	if of.Via != nil {
		return c.hop(*of.Via, above)
	}
	s := &scope{node: c.variable("n")}
	return &match{scope: s, before: fmt.Sprintf("(%s:%s)", s.node, of.Type.Name)}
}

// hop steps along a relation; or from an edge to the sources that vouch for it, whose
// ids it lists.
func (c *compiler) hop(via plan.Hop, above *scope) *match {
	s := &scope{node: c.variable("n")}
	if via.Field == nil {
		above.readsEdge = true
		return &match{
			scope:      s,
			before:     fmt.Sprintf("(%s:%s)", s.node, anyNode),
			conditions: []string{fmt.Sprintf("%s IN %s.%s", s.id(), above.edge, sourcesProperty)},
		}
	}
	s.edge = strings.Replace(s.node, "n", "r", 1)
	label := ""
	if via.Selective {
		label = ":" + via.Field.Target.Name
	}
	left, right := arrow(via.Field.Direction)
	return &match{
		scope:  s,
		before: fmt.Sprintf("(%s)%s[", above.node, left),
		after:  fmt.Sprintf(":%s]%s(%s%s)", via.Field.Relation.Name, right, s.node, label),
	}
}

// arrow is what stands on either side of an edge's brackets.
func arrow(direction catalog.Direction) (left, right string) {
	switch direction {
	case catalog.Out:
		return "-", "->"
	case catalog.In:
		return "<-", "-"
	}
	return "-", "-"
}

// guarded adds what must hold of the node above for the match to count.
func (m *match) guarded(above *scope) *match {
	if above != nil {
		m.conditions = append(m.conditions, above.guard...)
	}
	return m
}

// and adds a condition; nil lets everything through.
func (m *match) and(c *compiler, p plan.Predicate) {
	if p != nil {
		m.conditions = append(m.conditions, c.operand(p, m.scope))
	}
}

// clauses are the MATCH and its WHERE.
func (m *match) clauses() []string {
	edge := ""
	if m.readsEdge {
		edge = m.edge
	}
	pattern := m.before
	if m.after != "" {
		pattern += edge + m.after
	}
	clauses := []string{"MATCH " + pattern}
	if len(m.conditions) > 0 {
		clauses = append(clauses, "WHERE "+strings.Join(m.conditions, " AND "))
	}
	return clauses
}
