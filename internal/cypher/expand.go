package cypher

import (
	"fmt"

	"innograph/internal/plan"
)

// expand follows edges from given nodes, by one level.
func (c *compiler) expand(q *plan.Expand) string {
	from, to, edge, step := c.variable("n"), c.variable("n"), c.variable("r"), c.variable("i")
	return c.call(nil, func() ([]string, string) {
		given := fmt.Sprintf("WHERE %s.%s IN %s", from, idProperty, c.param(q.From))
		follow := c.block("CALL ("+from+")", func() []string {
			var clauses []string
			for i, s := range q.Steps {
				left, right := arrow(s.Direction)
				if i > 0 {
					clauses = append(clauses, "UNION ALL")
				}
				clauses = append(clauses,
					fmt.Sprintf("MATCH (%s)%s[%s:%s]%s(%s)", from, left, edge, s.Relation.Name, right, to),
					fmt.Sprintf("RETURN %d AS %s, %s, %s", i, step, edge, to),
				)
			}
			return clauses
		})
		clauses := []string{
			fmt.Sprintf("MATCH (%s:%s)", from, anyNode),
			given,
			follow,
			fmt.Sprintf("WITH %s, %s, %s, %s ORDER BY %s.%s, %s, %s.%s, %s.%s LIMIT %s", step, from, to, edge,
				from, idProperty, step, to, idProperty, edge, keyOf(keyProperty), c.param(int64(q.Limit))),
		}
		return clauses, collected(fmt.Sprintf("[%s, %s.%s, %s.%s, %s.%s, %s.name, %s.%s, coalesce(%s.%s, [])]",
			step, from, idProperty, to, idProperty, to, typeProperty, to, edge, keyProperty, edge, sourcesProperty))
	})
}
