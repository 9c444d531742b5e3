package sqlite

import (
	"fmt"
	"strings"

	"innograph/internal/plan"
)

// expand follows edges from given nodes, by one level.
func (c *compiler) expand(query *plan.Expand) string {
	start, edge, from, to := c.alias("c"), c.alias("e"), c.alias("n"), c.alias("n")
	given := c.arg(jsonList(query.From))
	steps := make([]string, len(query.Steps))
	for i, step := range query.Steps {
		near, far := ends(step.Direction)
		steps[i] = fmt.Sprintf("SELECT %d AS step, %s AS near, %s AS far, key, sources FROM %s WHERE %[2]s IN %[5]s",
			i, near, far, quote(EdgeTable(step.Relation)), start)
	}
	row := list([]string{
		edge + ".step", "json_quote(" + from + ".id)", "json_quote(" + to + ".id)", "json_quote(" + to + ".type)",
		"json_quote(" + to + ".name)", "json_quote(" + edge + ".key)", "coalesce(" + edge + ".sources, '[]')",
	})
	return fmt.Sprintf("(WITH %s AS MATERIALIZED (SELECT n FROM node WHERE id IN (SELECT value FROM json_each(%s)))"+
		" SELECT concat('[', group_concat(cell), ']') FROM (SELECT %s AS cell FROM (%s) AS %s"+
		" JOIN node AS %s ON %[6]s.n = %[5]s.near JOIN node AS %[7]s ON %[7]s.n = %[5]s.far"+
		" ORDER BY %[6]s.id, %[5]s.step, %[7]s.id, %[5]s.key LIMIT %[8]s))",
		start, given, row, strings.Join(steps, " UNION ALL "), edge, from, to, c.arg(query.Limit))
}
