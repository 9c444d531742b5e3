package sqlite

import (
	"fmt"
	"strings"

	"innograph/internal/catalog"
	"innograph/internal/plan"
)

// aggregates sums up properties over the distinct nodes, all in one pass.
func (c *compiler) aggregates(q *plan.Connection, above *scope) string {
	s := c.distinct(q.Set, above)
	properties := make([]string, len(q.Aggregates))
	for i, a := range q.Aggregates {
		functions := make([]string, len(a.Functions))
		for j, function := range a.Functions {
			functions[j] = figure(function, a.Property, s.scope)
		}
		properties[i] = "json_array(" + strings.Join(functions, ", ") + ")"
	}
	return "(SELECT json_array(" + strings.Join(properties, ", ") + ") " + s.from() + ")"
}

// figure is one function of one property.
func figure(f plan.Function, p *catalog.Property, s *scope) string {
	value := s.column(p.Name)
	switch f {
	case plan.Sum:
		return fmt.Sprintf("json_array(sum(%s / %d), sum(%s %% %d))", value, plan.Half, value, plan.Half)
	case plan.Count:
		return "count(" + value + ")"
	}
	return argument(string(f)+"("+value+")", p.Kind)
}

// facet counts the distinct nodes by a value.
func (c *compiler) facet(f plan.Facet, of plan.Set, above *scope) string {
	if f.Via != nil {
		return c.facetByNode(f, of, above)
	}
	property := f.Property
	if f.ByType {
		property = typeName
	}
	s := c.distinct(of, above)
	value := s.column(property.Name)
	s.conditions = append(s.conditions, value+" IS NOT NULL")
	key := value
	if f.ByType {
		key = typeKey(of.Type, value)
	}
	p := c.alias("p")
	return fmt.Sprintf("(SELECT concat('[', group_concat(json_array(%s, %s.c)), ']') FROM (SELECT %s AS k, count(*) AS c %s GROUP BY %s ORDER BY 2 DESC, 1 LIMIT %s) AS %s)",
		argument(p+".k", property.Kind), p, key, s.from(), value, c.arg(f.Limit), p)
}

// typeKey is a concrete type as the API's enum of types names it.
func typeKey(t *catalog.Type, name string) string {
	var out strings.Builder
	out.WriteString("CASE " + name)
	for _, member := range t.Members {
		fmt.Fprintf(&out, " WHEN '%s' THEN '%s'", member.Name, member.Value())
	}
	out.WriteString(" END")
	return out.String()
}

// facetByNode counts by the node at the other end of a relation: first the counts, and
// then what is read of the few nodes that are left.
func (c *compiler) facetByNode(f plan.Facet, of plan.Set, above *scope) string {
	p := c.alias("p")
	other := &scope{node: c.alias("n"), key: p + ".n"}
	cells := []string{spelled(other.column("id"), catalog.ID), p + ".c"}
	if f.Row != nil {
		cells = append(cells, c.row(f.Row, other))
	}
	s := c.distinct(of, above)
	ends := c.hop(*f.Via, s.scope)
	id := ends.column("id")
	groups := fmt.Sprintf("SELECT %s AS n, count(DISTINCT %s) AS c FROM %s JOIN %s%s WHERE %s GROUP BY %s ORDER BY 2 DESC, %s LIMIT %s",
		ends.rowid(), s.rowid(), s.table, ends.table, ends.join,
		strings.Join(append(s.conditions, ends.conditions...), " AND "), ends.rowid(), id, c.arg(f.Limit))
	return fmt.Sprintf("(SELECT concat('[', group_concat(%s), ']') FROM (%s) AS %s CROSS JOIN node AS %s ON %s.%s = %s.n)",
		list(cells), groups, p, other.node, other.node, rowid, p)
}
