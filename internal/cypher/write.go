package cypher

import (
	"fmt"
	"strings"

	"innograph/internal/catalog"
)

// The statements of a transaction that writes. Those that read give one record with one
// value, a list; rows are those of the parameter `rows`, ids those of `ids`.

// Nodes reads nodes by id, as [number, type, values, sources].
func Nodes(model *catalog.Catalog) string {
	return fmt.Sprintf(byID+" RETURN collect([id(n), n.%s, %s, %s])", typeProperty, nodeValues(model), cited(model))
}

// Known reads the ids and numbers of nodes by id.
const Known = byID + " RETURN collect([n." + idProperty + ", id(n)])"

// byID finds nodes. A planner that knows a database as empty would go through all of them,
// for as long as it keeps its plan.
const byID = numbered + "MATCH (n:" + anyNode + ") USING INDEX n:" + anyNode + "(" + idProperty + ") WHERE n." + idProperty + " IN $ids"

// nodeValues lists a node's values as its type has them.
func nodeValues(model *catalog.Catalog) string {
	var cases []string
	for _, t := range model.Concrete() {
		cases = append(cases, fmt.Sprintf("WHEN '%s' THEN %s", t.Name, valuesOf("n", t.Properties)))
	}
	return fmt.Sprintf("CASE n.%s %s END", typeProperty, strings.Join(cases, " "))
}

func valuesOf(variable string, properties []*catalog.Property) string {
	values := make([]string, len(properties))
	for i, p := range properties {
		values[i] = variable + "." + p.Name
	}
	return "[" + strings.Join(values, ", ") + "]"
}

// cited lists the ids of a node's sources.
func cited(model *catalog.Catalog) string {
	if r := Evidence(model); r != nil {
		return fmt.Sprintf("[(n)-[:%s]->(s) | s.%s]", r.Name, idProperty)
	}
	return "[]"
}

// Evidence is the relation between entities and sources, nil where a model has none.
func Evidence(model *catalog.Catalog) *catalog.Relation {
	for _, r := range model.Relations {
		if r.Evidence {
			return r
		}
	}
	return nil
}

// Edges reads edges of a relation, given as findEdges has it, as EdgesAt does.
func Edges(r *catalog.Relation) string {
	return findEdges(r) + " RETURN collect(" + edgeRow(valuesOf("r", r.Properties)) + ")"
}

// findEdges finds the edges that the rows name: by the numbers of both ends, and by key. A
// subquery has both ends looked up before it: else all edges at one would be gone through,
// for each row.
func findEdges(r *catalog.Relation) string {
	arrow := "->"
	if r.Undirected {
		arrow = "-"
	}
	return numbered + "UNWIND $rows AS row MATCH (a) WHERE id(a) = row[0] MATCH (b) WHERE id(b) = row[1] " +
		fmt.Sprintf("CALL (row, a, b) { MATCH (a)-[r:%s {%s: row[2]}]%s(b) RETURN r }", r.Name, keyProperty, arrow)
}

// edgeRow is [relation, from, to, key, confidence, sources, values] of an edge.
func edgeRow(values string) string {
	return fmt.Sprintf("[type(r), startNode(r).%s, endNode(r).%s, r.%s, r.%s, r.%s, %s]",
		idProperty, idProperty, keyProperty, confidenceProperty, sourcesProperty, values)
}

// EdgesAt reads at most `limit` edges at nodes, by id, as [relation, from, to, key, confidence,
// sources, values].
func EdgesAt(model *catalog.Catalog) string {
	return fmt.Sprintf("MATCH (n:%s)-[r:%s]-() WHERE n.%s IN $ids WITH DISTINCT r LIMIT $limit RETURN collect(%s)",
		anyNode, anyRelation(model), idProperty, edgeRow(edgeValues(model)))
}

// anyRelation matches every relation but evidence.
func anyRelation(model *catalog.Catalog) string {
	var names []string
	for _, r := range model.Relations {
		if !r.Evidence {
			names = append(names, r.Name)
		}
	}
	return strings.Join(names, "|")
}

// edgeValues lists an edge's values as its relation has them.
func edgeValues(model *catalog.Catalog) string {
	var cases []string
	for _, r := range model.Relations {
		if len(r.Properties) > 0 {
			cases = append(cases, fmt.Sprintf("WHEN '%s' THEN %s", r.Name, valuesOf("r", r.Properties)))
		}
	}
	if cases == nil {
		return "[]"
	}
	return fmt.Sprintf("CASE type(r) %s ELSE [] END", strings.Join(cases, " "))
}

// CitingNodes reads the ids of at most `limit` nodes that name the source `source`.
func CitingNodes(evidence *catalog.Relation) string {
	return fmt.Sprintf("MATCH (n)-[:%s]->(s:%s {%s: $source}) WITH n.%s AS id ORDER BY id LIMIT $limit RETURN collect(id)",
		evidence.Name, anyNode, idProperty, idProperty)
}

// CitingEdges reads at most `limit` edges that name the source `source`, as EdgesAt does.
// Nothing leads from a source to edges: it goes through all.
func CitingEdges(model *catalog.Catalog) string {
	return fmt.Sprintf("MATCH ()-[r:%s]->() WHERE $source IN r.%s WITH r LIMIT $limit RETURN collect(%s)",
		anyRelation(model), sourcesProperty, edgeRow(edgeValues(model)))
}

// Ancestry reads the edges of a hierarchy that lead up from nodes, by id, as pairs of the
// lower and the upper end. DISTINCT lets the planner visit each node once, and so end in
// a cycle.
func Ancestry(of *catalog.Relation) string {
	left, right := "-", "->"
	for _, f := range of.Fields {
		if f.Hierarchy {
			left, right = arrow(f.Direction)
		}
	}
	return strings.Join([]string{
		fmt.Sprintf("MATCH (n:%s)%s[:%s*0..]%s(lower) WHERE n.%s IN $ids", anyNode, left, of.Name, right, idProperty),
		"WITH DISTINCT lower",
		fmt.Sprintf("MATCH (lower)%s[:%s]%s(upper)", left, of.Name, right),
		fmt.Sprintf("RETURN collect(DISTINCT [lower.%s, upper.%s])", idProperty, idProperty),
	}, " ")
}

// Holders reads the nodes with one of `values`, as [id, value, value within which it is
// unique], by the index of what `values` must then be: strings, or their Keys.
func Holders(of *catalog.Unique) string {
	within := "null"
	if of.Within != nil {
		within = "n." + of.Within.Name
	}
	return fmt.Sprintf("MATCH (n:%s) WHERE n.%s IN $values RETURN collect([n.%s, n.%s, %s])",
		of.Owner.Name, indexed(of.Property), idProperty, of.Property.Name, within)
}

// ReplaceNodes gives nodes of a type other values: each row is what Node makes. Values that
// identify nodes are all taken away before any is set, so that they may change hands.
func ReplaceNodes(t *catalog.Type) string {
	clauses := []string{fmt.Sprintf("UNWIND $rows AS row MATCH (n:%s {%s: row.%s})", anyNode, idProperty, idProperty)}
	var unique []string
	for _, p := range t.Properties {
		if p.Unique != nil {
			unique = append(unique, "n."+p.Name)
		}
	}
	if unique != nil {
		clauses = append(clauses, "REMOVE "+strings.Join(unique, ", "),
			"WITH collect([n, row]) AS found UNWIND found AS each WITH each[0] AS n, each[1] AS row")
	}
	return strings.Join(append(clauses, "SET n = row"), " ")
}

// ReplaceTies gives nodes other sources: each row has the id of a node and those of its
// sources. `tie` is what Tie makes.
func ReplaceTies(evidence *catalog.Relation) string {
	return strings.Join([]string{
		fmt.Sprintf("UNWIND $rows AS row MATCH (n:%s {%s: row.id})", anyNode, idProperty),
		fmt.Sprintf("CALL (n, row) { MATCH (n)-[r:%s]->(s) WHERE NOT s.%s IN row.sources DELETE r }", evidence.Name, idProperty),
		fmt.Sprintf("UNWIND row.sources AS source MATCH (s:%s {%s: source})", anyNode, idProperty),
		fmt.Sprintf("MERGE (n)-[r:%s]->(s) ON CREATE SET r = $tie", evidence.Name),
	}, " ")
}

// ReplaceEdges gives edges of a relation other values: each row has what Edge makes behind
// what findEdges takes.
func ReplaceEdges(r *catalog.Relation) string { return findEdges(r) + " SET r = row[3]" }

// DeleteEdges removes edges of a relation, given as findEdges has it.
func DeleteEdges(r *catalog.Relation) string { return findEdges(r) + " DELETE r" }

// DeleteNodes removes nodes, by id, with all that is tied to them.
const DeleteNodes = "MATCH (n:" + anyNode + ") WHERE n." + idProperty + " IN $ids DETACH DELETE n"
