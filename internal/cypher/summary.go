package cypher

import (
	"fmt"
	"strings"

	"innograph/internal/catalog"
	"innograph/internal/plan"
)

// distinct are the clauses that end in each node of a set once.
func (c *compiler) distinct(of plan.Set, above *scope) (*match, []string) {
	m := c.set(of, above).guarded(above)
	clauses := m.clauses()
	if of.Via != nil {
		clauses = append(clauses, "WITH DISTINCT "+m.node)
	}
	return m, clauses
}

// aggregates sums up all properties in one pass.
func (c *compiler) aggregates(q *plan.Connection, above *scope) string {
	return c.call(above, func() ([]string, string) {
		m, clauses := c.distinct(q.Set, above)
		properties := make([]string, len(q.Aggregates))
		for i, a := range q.Aggregates {
			functions := make([]string, len(a.Functions))
			for j, function := range a.Functions {
				functions[j] = figure(function, a.Property, m.scope)
			}
			properties[i] = "[" + strings.Join(functions, ", ") + "]"
		}
		return clauses, "[" + strings.Join(properties, ", ") + "]"
	})
}

// figure is one function of one property. The least and greatest string are found by
// their keys, and carry the string along.
func figure(f plan.Function, p *catalog.Property, s *scope) string {
	value := plan.Value{Property: p}
	stored := s.stored(value)
	switch {
	case f == plan.Sum:
		return fmt.Sprintf("CASE count(%s) WHEN 0 THEN [null, null] ELSE [sum(%s / %d), sum(%s %% %d)] END", stored, stored, plan.Half, stored, plan.Half)
	case f != plan.Count && p.Kind == catalog.String:
		key := s.comparable(value)
		return fmt.Sprintf("%s(CASE WHEN %s IS NOT NULL THEN [%s, %s] END)[1]", f, key, key, stored)
	}
	return fmt.Sprintf("%s(%s)", f, stored)
}

// facet counts the distinct nodes of a set by a value.
func (c *compiler) facet(f plan.Facet, of plan.Set, above *scope) string {
	if f.Via != nil {
		return c.facetByNode(f, of, above)
	}
	return c.call(above, func() ([]string, string) {
		m, clauses := c.distinct(of, above)
		value, count := c.variable("v"), c.variable("c")
		grouped, order := fmt.Sprintf("%s[%s.%s] AS %s", typeKeys(of.Type), m.node, typeProperty, value), value
		if !f.ByType {
			property := plan.Value{Property: f.Property}
			grouped = fmt.Sprintf("%s AS %s", m.stored(property), value)
			if f.Property.Kind == catalog.String {
				order = c.variable("k")
				grouped += fmt.Sprintf(", %s AS %s", m.comparable(property), order)
			}
		}
		return append(clauses,
			fmt.Sprintf("WITH %s, count(*) AS %s", grouped, count),
			fmt.Sprintf("WHERE %s IS NOT NULL", value),
			fmt.Sprintf("WITH %s, %s ORDER BY %s DESC, %s LIMIT %s", value, count, count, order, c.param(int64(f.Limit))),
		), collected(fmt.Sprintf("[%s, %s]", value, count))
	})
}

// typeKeys are the concrete types as the API's enum of types names them.
func typeKeys(t *catalog.Type) string {
	keys := make([]string, len(t.Members))
	for i, member := range t.Members {
		keys[i] = fmt.Sprintf("%s: '%s'", member.Name, member.Value())
	}
	return "{" + strings.Join(keys, ", ") + "}"
}

// facetByNode counts by the node at the other end of a relation. The step to it is a
// MATCH of its own, since within one an edge is passed only once: the way back to the
// node above would be closed.
func (c *compiler) facetByNode(f plan.Facet, of plan.Set, above *scope) string {
	return c.call(above, func() ([]string, string) {
		m, clauses := c.distinct(of, above)
		other := c.hop(*f.Via, m.scope)
		count := c.variable("c")
		clauses = append(clauses, other.clauses()...)
		clauses = append(clauses,
			fmt.Sprintf("WITH %s, count(DISTINCT %s) AS %s", other.node, m.node, count),
			fmt.Sprintf("ORDER BY %s DESC, %s LIMIT %s", count, other.id(), c.param(int64(f.Limit))),
		)
		cells := other.id() + ", " + count
		if f.Row != nil {
			cells += ", " + c.row(f.Row, other.scope)
		}
		return clauses, collected("[" + cells + "]")
	})
}

// dataset reads the node that describes the data, and counts by the totals that Neo4j
// keeps: entities are all nodes of the API but the sources, and the edges between them
// are all that do not end at a source.
func (c *compiler) dataset(q *plan.Dataset) string {
	return c.list(len(q.Parts), func(i int) string {
		switch part := q.Parts[i]; part {
		case plan.DatasetNodes:
			return fmt.Sprintf("COUNT { (:%s) } - COUNT { (:%s) }", anyNode, sourceType)
		case plan.DatasetEdges:
			return fmt.Sprintf("COUNT { ()-->() } - COUNT { ()-->(:%s) }", sourceType)
		default:
			return fmt.Sprintf("head(COLLECT { MATCH (dataset:%s) RETURN dataset.%s })", datasetLabel, part)
		}
	})
}
