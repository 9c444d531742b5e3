package sqlite

import (
	"fmt"
	"strings"

	"innograph/internal/catalog"
	"innograph/internal/plan"
)

// The statements that read nodes and edges as they are stored, for whoever changes them,
// all as one JSON list. Lists of ids and of numbers are one argument, a JSON list too.

// StoredNodes reads nodes by id, in order of id. DecodeNodes takes what it gives.
func StoredNodes(model *catalog.Catalog) string {
	c, s := &compiler{}, &scope{node: "node"}
	row := &plan.Row{Named: true}
	for _, t := range model.Concrete() {
		row.Shapes = append(row.Shapes, plan.Shape{Types: t.Members, Columns: properties(t.Properties, false)})
	}
	if len(row.Shapes) == 1 {
		row.Shapes = append(row.Shapes, plan.Shape{}) // so that the columns are in a list of their own
	}
	sources := "'[]'"
	if r := Evidence(model); r != nil {
		sources = fmt.Sprintf("(SELECT json_group_array(id) FROM (SELECT s.id FROM %s AS e JOIN node AS s ON s.n = e.dst WHERE e.src = node.n ORDER BY s.id))",
			quote(EdgeTable(r)))
	}
	return listOf(fmt.Sprintf("SELECT %s AS cell FROM node WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id", list([]string{"n", c.row(row, s), sources})))
}

// listOf makes one list of the cells that a statement selects.
func listOf(cells string) string {
	return "SELECT concat('[', group_concat(cell), ']') FROM (" + cells + ")"
}

// properties are columns of a row.
func properties(all []*catalog.Property, edge bool) []plan.Column {
	columns := make([]plan.Column, len(all))
	for i, p := range all {
		columns[i] = plan.Value{Property: p, Edge: edge}
	}
	return columns
}

// Evidence is the relation that ties nodes to sources, nil where the model has none.
func Evidence(model *catalog.Catalog) *catalog.Relation {
	for _, r := range model.Relations {
		if r.Evidence {
			return r
		}
	}
	return nil
}

// NumbersOf reads the numbers of nodes by id: all as one text, in the order of the ids, with
// 0 for those that are not there. A row for each would take longer than to find it.
const NumbersOf = "SELECT group_concat(ifnull((SELECT n FROM node WHERE node.id = given.value), 0)) FROM json_each(?) AS given"

// edgeRow is what DecodeEdges takes, of the edge e from a to b as it was stated.
func edgeRow(r *catalog.Relation) string {
	c, s := &compiler{}, &scope{edge: "e"}
	ends := list([]string{"json_quote(a.id)", "json_quote(b.id)", "json_quote(e.key)", "json_quote(e." + catalog.Confidence.Name + ")", "e.sources"})
	return "concat('[', " + ends + ", ',', " + c.cells(properties(r.Properties, true), s) + ", ']') AS cell"
}

// stated joins the ends of the edge e as it was stated: those of a mirror are swapped.
func stated(r *catalog.Relation) string {
	from, to := "e.src", "e.dst"
	if r.Undirected {
		from, to = "iif(e.mirror, e.dst, e.src)", "iif(e.mirror, e.src, e.dst)"
	}
	return fmt.Sprintf(" CROSS JOIN node AS a ON a.n = %s CROSS JOIN node AS b ON b.n = %s", from, to)
}

// StoredEdges reads so many edges by the numbers of their ends and by key, three arguments
// for each.
func StoredEdges(r *catalog.Relation, rows int) string {
	return listOf(fmt.Sprintf("SELECT %s FROM (%s) AS w CROSS JOIN %s AS e ON e.src = w.column1 AND e.dst = w.column2 AND e.key = w.column3%s",
		edgeRow(r), valuesOf(3, rows), quote(EdgeTable(r)), stated(r)))
}

// StoredEdgesAt reads the edges at nodes, given by number, each once and at most so many.
func StoredEdgesAt(r *catalog.Relation) string {
	given, table := "(SELECT value FROM given)", quote(EdgeTable(r))
	// Each part has the limit too: what UNION compares is kept.
	part := fmt.Sprintf("SELECT rowid FROM (SELECT rowid FROM %s WHERE %%s IN %s LIMIT ?2)", table, given)
	found := fmt.Sprintf("e.rowid IN ("+part+" UNION "+part+")", "src", "dst")
	if r.Undirected {
		// A mirror stands for its edge only where that does not start at one of the nodes.
		found = fmt.Sprintf("e.src IN %s AND (NOT e.mirror OR e.dst NOT IN %[1]s)", given)
	}
	return "WITH given AS MATERIALIZED (SELECT value FROM json_each(?1)) " +
		listOf(fmt.Sprintf("SELECT %s FROM %s AS e%s WHERE %s LIMIT ?2", edgeRow(r), table, stated(r), found))
}

// CitingNodes reads the ids of the nodes that cite a source, given by number, in order and
// at most so many.
func CitingNodes(evidence *catalog.Relation) string {
	return fmt.Sprintf("SELECT a.id FROM %s AS e JOIN node AS a ON a.n = e.src WHERE e.dst = ? ORDER BY a.id LIMIT ?", quote(EdgeTable(evidence)))
}

// CitingEdges reads the edges that cite a source, given by id as JSON and as it is, at most
// so many. It goes through all edges of the relation.
func CitingEdges(r *catalog.Relation) string {
	return listOf(fmt.Sprintf("SELECT %s FROM %s AS e%s WHERE NOT e.mirror AND instr(e.sources, ?) AND EXISTS (SELECT 1 FROM json_each(e.sources) WHERE value = ?) LIMIT ?",
		edgeRow(r), quote(EdgeTable(r)), stated(r)))
}

// Ancestry reads the ids of the lower and upper ends of the edges that lead up from nodes,
// given by number, any number of steps. UNION drops what was seen before, and so ends
// cycles.
func Ancestry(up *catalog.Field) string {
	near, far := ends(up.Direction)
	return fmt.Sprintf("WITH RECURSIVE walk(n) AS (SELECT value FROM json_each(?) UNION SELECT e.%[1]s FROM walk CROSS JOIN %[3]s AS e ON e.%[2]s = walk.n)"+
		" SELECT DISTINCT a.id, b.id FROM walk CROSS JOIN %[3]s AS e ON e.%[2]s = walk.n JOIN node AS a ON a.n = e.%[2]s JOIN node AS b ON b.n = e.%[1]s",
		far, near, quote(EdgeTable(up.Relation)))
}

// Holders reads the nodes that have one of the values, given as a JSON list, of a unique
// property: the id, the value, and the value that it is unique within.
func Holders(of *catalog.Unique) string {
	within := "''"
	if of.Within != nil {
		within = "coalesce(" + quote(of.Within.Name) + ", '')"
	}
	value := quote(of.Property.Name)
	return fmt.Sprintf("SELECT id, %s, %s FROM node WHERE %s AND %[1]s IN (SELECT value FROM json_each(?))", value, within, is("type", of.Owner))
}

// valuesOf is a VALUES clause of so many rows of arguments.
func valuesOf(columns, rows int) string {
	row := "(?" + strings.Repeat(", ?", columns-1) + ")"
	return "VALUES " + row + strings.Repeat(", "+row, rows-1)
}
