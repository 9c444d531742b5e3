package sqlite

import (
	"fmt"
	"strings"

	"innograph/internal/catalog"
	"innograph/internal/plan"
)

// expand follows edges from given nodes, by one level.
func (c *compiler) expand(q *plan.Expand) string {
	s := c.search(q.Steps, q.Reads)
	given := c.arg(jsonList(q.From))
	return fmt.Sprintf("(WITH %s AS MATERIALIZED (SELECT n FROM node WHERE id IN (SELECT value FROM json_each(%s)))"+
		" SELECT concat('[', group_concat(cell), ']') FROM (%s ORDER BY %s.id, %s.step, %s.id, %s.key LIMIT %s))",
		s.start, given, s.edges(), s.from, s.edge, s.to, s.edge, c.arg(q.Limit))
}

// meet follows edges from two groups of nodes to where these meet. What is beside a node
// is found by the edges' indexes alone; the edges themselves are read where it is wanted.
func (c *compiler) meet(q *plan.Meet) string {
	s := c.search(q.Steps, q.Reads)
	met := c.alias("m")
	var groups, beside []string
	for side, ids := range q.Groups {
		group := c.alias("g")
		groups = append(groups, fmt.Sprintf("%s AS MATERIALIZED (SELECT n, type FROM node WHERE id IN (SELECT value FROM json_each(%s)))", group, c.arg(jsonList(ids))))
		beside = append(beside, fmt.Sprintf("SELECT %d AS side, NULL AS step, n AS near, n AS far, NULL AS edge, NULL AS key FROM %s", side, group))
		for i, step := range q.Steps {
			near, far := ends(step.Direction)
			beside = append(beside, fmt.Sprintf("SELECT %d, %d, %s, %s, rowid, key FROM %s WHERE %[3]s IN (SELECT n FROM %[6]s WHERE %[7]s)",
				side, i, near, far, quote(EdgeTable(step.Relation)), group, ofType("type", step.Starts())))
		}
	}
	edges := fmt.Sprintf("SELECT DISTINCT step, near, far, edge, key FROM %s WHERE step IS NOT NULL"+
		" AND far IN (SELECT far FROM %[1]s GROUP BY far HAVING min(side) < max(side))", met)
	return fmt.Sprintf("(WITH %s, %s AS MATERIALIZED (%s) SELECT concat('[', group_concat(cell), ']') FROM (SELECT %s AS cell FROM (%s) AS %s"+
		" JOIN node AS %s ON %[7]s.n = %[6]s.near JOIN node AS %[8]s ON %[8]s.n = %[6]s.far"+
		" ORDER BY %[8]s.id, %[7]s.id, %[6]s.step, %[6]s.key LIMIT %[9]s))",
		strings.Join(groups, ", "), met, strings.Join(beside, " UNION ALL "),
		s.cell(s.byRow(sources), func(i int) string { return s.byRow(q.Reads[i]) }), edges, s.edge, s.from, s.to, c.arg(q.Limit))
}

// search is a step of a search, from the nodes of a common table: start.
type search struct {
	steps                 []plan.Step
	reads                 []plan.Value
	start, edge, from, to string // aliases
	values                []string
}

func (c *compiler) search(steps []plan.Step, reads []plan.Value) *search {
	s := &search{steps: steps, reads: reads, start: c.alias("c"), edge: c.alias("e"), from: c.alias("n"), to: c.alias("n")}
	for range reads {
		s.values = append(s.values, c.alias("v"))
	}
	return s
}

// edges are the cells of all edges from the start.
func (s *search) edges() string {
	steps := make([]string, len(s.steps))
	for i, step := range s.steps {
		near, far := ends(step.Direction)
		columns := fmt.Sprintf("%d AS step, %s AS near, %s AS far, key, sources", i, near, far)
		for j, value := range s.reads {
			switch {
			case !value.Edge:
			case step.Has(value):
				columns += ", " + quote(value.Property.Name) + " AS " + s.values[j]
			default:
				columns += ", NULL AS " + s.values[j]
			}
		}
		steps[i] = fmt.Sprintf("SELECT %s FROM %s WHERE %s IN %s", columns, quote(EdgeTable(step.Relation)), near, s.start)
	}
	return fmt.Sprintf("SELECT %s AS cell FROM (%s) AS %s JOIN node AS %s ON %[4]s.n = %[3]s.near JOIN node AS %[5]s ON %[5]s.n = %[3]s.far",
		s.cell(s.edge+".sources", func(i int) string { return s.edge + "." + s.values[i] }), strings.Join(steps, " UNION ALL "), s.edge, s.from, s.to)
}

// sources reads the ids of what vouches for an edge, as if they were a property.
var sources = plan.Value{Property: &catalog.Property{Name: "sources", Kind: catalog.StringList}, Edge: true}

// byRow is a value of the edge that is known by its step and its row in the step's table.
func (s *search) byRow(value plan.Value) string {
	cases := ""
	for i, step := range s.steps {
		if value == sources || step.Has(value) {
			cases += fmt.Sprintf(" WHEN %d THEN (SELECT %s FROM %s WHERE rowid = %s.edge)", i, quote(value.Property.Name), quote(EdgeTable(step.Relation)), s.edge)
		}
	}
	return "CASE " + s.edge + ".step" + cases + " END"
}

func (s *search) cell(sources string, ofEdge func(i int) string) string {
	cells := []string{
		s.edge + ".step", "json_quote(" + s.from + ".id)", "json_quote(" + s.to + ".id)", "json_quote(" + s.to + ".type)",
		"json_quote(" + s.to + ".name)", "json_quote(" + s.edge + ".key)", "coalesce(" + sources + ", '[]')",
	}
	for i, value := range s.reads {
		column := s.to + "." + quote(value.Property.Name)
		if value.Edge {
			column = ofEdge(i)
		}
		cells = append(cells, spelled(column, value.Property.Kind))
	}
	return list(cells)
}
