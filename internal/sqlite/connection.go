package sqlite

import "innograph/internal/plan"

// connection is a scalar subquery, or a list of them, for the parts that are asked for.
func (c *compiler) connection(q *plan.Connection, above *scope) string {
	if q.Page != nil && q.Page.Preceding == nil && q.Page.Following == nil &&
		!q.Total && len(q.Aggregates) == 0 && len(q.Facets) == 0 {
		return c.page(q, above, "[[", "]]")
	}
	var parts []string
	if page := q.Page; page != nil {
		parts = append(parts, c.page(q, above, "[", "]"))
		for _, beyond := range []plan.Predicate{page.Preceding, page.Following} {
			if beyond != nil {
				parts = append(parts, c.any(q.Set, beyond, above))
			}
		}
	}
	if q.Total {
		parts = append(parts, c.total(q.Set, above))
	}
	if len(q.Aggregates) > 0 {
		parts = append(parts, c.aggregates(q, above))
	}
	for _, facet := range q.Facets {
		parts = append(parts, c.facet(facet, q.Set, above))
	}
	return list(parts)
}

// total counts the set, by edge on a relation.
func (c *compiler) total(of plan.Set, above *scope) string {
	s := c.set(of, above)
	return "(SELECT count(*) " + s.from() + ")"
}

// any tells whether a member of the set meets the condition.
func (c *compiler) any(of plan.Set, condition plan.Predicate, above *scope) string {
	s := c.set(of, above)
	s.and(c, condition)
	return "iif(EXISTS (SELECT 1 " + s.from() + "), 'true', 'false')"
}
