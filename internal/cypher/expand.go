package cypher

import (
	"fmt"
	"strconv"
	"strings"

	"innograph/internal/catalog"
	"innograph/internal/plan"
)

// expand follows edges from given nodes, by one level.
func (c *compiler) expand(q *plan.Expand) string {
	s := c.search(q.Steps, q.Reads)
	return c.call(nil, func() ([]string, string) {
		return []string{
			fmt.Sprintf("MATCH (%s:%s)", s.from, anyNode),
			fmt.Sprintf("WHERE %s.%s IN %s", s.from, idProperty, c.param(q.From)),
			s.edges(c, ""),
			fmt.Sprintf("WITH %s, %s, %s, %s ORDER BY %s.%s, %s, %s.%s, %s.%s LIMIT %s", s.step, s.from, s.to, s.edge,
				s.from, idProperty, s.step, s.to, idProperty, s.edge, keyOf(keyProperty), c.param(int64(q.Limit))),
		}, collected(s.cell())
	})
}

// meet follows edges from two groups of nodes to where these meet.
func (c *compiler) meet(q *plan.Meet) string {
	s := c.search(q.Steps, q.Reads)
	group, near, meeting := c.variable("g"), c.variable("n"), c.variable("m")
	return c.call(nil, func() ([]string, string) {
		left, right := c.param(q.Groups[0]), c.param(q.Groups[1])
		return []string{
			fmt.Sprintf("UNWIND [[0, %s], [1, %s]] AS %s", left, right, group),
			fmt.Sprintf("MATCH (%s:%s)", s.from, anyNode),
			fmt.Sprintf("WHERE %s.%s IN %s[1]", s.from, idProperty, group),
			s.beside(c, near),
			fmt.Sprintf("WITH %s, min(%s[0]) AS first, max(%s[0]) AS last", near, group, group),
			"WHERE first < last",
			fmt.Sprintf("WITH collect(%s) AS %s", near, meeting),
			fmt.Sprintf("MATCH (%s:%s)", s.from, anyNode),
			fmt.Sprintf("WHERE %s.%s IN %s + %s", s.from, idProperty, left, right),
			s.edges(c, meeting),
			fmt.Sprintf("WITH %s, %s, %s, %s ORDER BY %s.%s, %s.%s, %s, %s.%s LIMIT %s", s.step, s.from, s.to, s.edge,
				s.to, idProperty, s.from, idProperty, s.step, s.edge, keyOf(keyProperty), c.param(int64(q.Limit))),
		}, collected(s.cell())
	})
}

// search is a step of a search, from the nodes of a variable.
type search struct {
	steps                []plan.Step
	reads                []plan.Value
	from, to, edge, step string // variables
}

func (c *compiler) search(steps []plan.Step, reads []plan.Value) *search {
	return &search{steps, reads, c.variable("n"), c.variable("n"), c.variable("r"), c.variable("i")}
}

// edges matches all edges from the node, or those to the nodes of a list only.
func (s *search) edges(c *compiler, only string) string {
	scope, where := s.from, ""
	if only != "" {
		scope, where = s.from+", "+only, fmt.Sprintf(" WHERE %s IN %s", s.to, only)
	}
	return c.block("CALL ("+scope+")", func() []string {
		var clauses []string
		for i, step := range s.steps {
			left, right := arrow(step.Direction)
			if i > 0 {
				clauses = append(clauses, "UNION ALL")
			}
			clauses = append(clauses,
				fmt.Sprintf("MATCH (%s)%s[%s:%s]%s(%s)%s", s.from, left, s.edge, step.Relation.Name, right, s.to, where),
				fmt.Sprintf("RETURN %d AS %s, %s, %s", i, s.step, s.edge, s.to),
			)
		}
		return clauses
	})
}

// beside gives the node and its neighbours, with a pattern for each direction: for the
// nodes alone it does not matter which step leads to them.
func (s *search) beside(c *compiler, near string) string {
	return c.block("CALL ("+s.from+")", func() []string {
		clauses := []string{fmt.Sprintf("RETURN %s AS %s", s.from, near)}
		for _, direction := range []catalog.Direction{catalog.Out, catalog.In, catalog.Both} {
			var relations []string
			for _, step := range s.steps {
				if step.Direction == direction {
					relations = append(relations, step.Relation.Name)
				}
			}
			if len(relations) > 0 {
				left, right := arrow(direction)
				clauses = append(clauses, "UNION ALL",
					fmt.Sprintf("MATCH (%s)%s[:%s]%s(%s)", s.from, left, strings.Join(relations, "|"), right, near), "RETURN "+near)
			}
		}
		return clauses
	})
}

func (s *search) cell() string {
	cells := []string{
		s.step, s.from + "." + idProperty, s.to + "." + idProperty, s.to + "." + typeProperty, s.to + ".name",
		s.edge + "." + keyProperty, fmt.Sprintf("coalesce(%s.%s, [])", s.edge, sourcesProperty),
	}
	for _, value := range s.reads {
		cells = append(cells, s.read(value))
	}
	return "[" + strings.Join(cells, ", ") + "]"
}

// read is a value of the edge or of the node found. Where it is not one of all steps, an
// edge of another may well have a property of the same name, which is not the one asked for.
func (s *search) read(value plan.Value) string {
	if !value.Edge {
		return s.to + "." + value.Property.Name
	}
	stored := s.edge + "." + value.Property.Name
	var without []string
	for i, step := range s.steps {
		if !step.Has(value) {
			without = append(without, strconv.Itoa(i))
		}
	}
	if len(without) == 0 {
		return stored
	}
	return fmt.Sprintf("CASE WHEN NOT %s IN [%s] THEN %s END", s.step, strings.Join(without, ", "), stored)
}
