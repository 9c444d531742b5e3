package sqlite

import (
	"fmt"
	"strings"

	"innograph/internal/catalog"
)

// The statements that change nodes and edges which are there. Those for so many rows have
// the arguments that the statements have which insert such rows, and fail as those do.

// UpdateNodes gives nodes of type t, found by number, other values.
func UpdateNodes(t *catalog.Type, rows int) string {
	names := propertyNames(t.Properties)
	set := assignments(names, 3) // behind the number and the type
	return fmt.Sprintf("UPDATE OR FAIL node SET %s FROM (%s) AS w WHERE n = w.column1", set, valuesOf(2+len(names), rows))
}

// UpdateEdges gives edges of r, found by the numbers of their ends and by key, other
// values and sources. A mirror stays one.
func UpdateEdges(r *catalog.Relation, rows int) string {
	names := append([]string{catalog.Confidence.Name, "sources"}, propertyNames(r.Properties)...)
	set := assignments(names, 5) // behind what identifies the edge, and the mark of mirrors
	return fmt.Sprintf("UPDATE OR FAIL %s SET %s FROM (%s) AS w WHERE src = w.column1 AND dst = w.column2 AND key = w.column3",
		quote(EdgeTable(r)), set, valuesOf(4+len(names), rows))
}

// assignments sets columns to those of w, from the given one on.
func assignments(names []string, first int) string {
	set := make([]string, len(names))
	for i, name := range names {
		set[i] = fmt.Sprintf("%s = w.column%d", quote(name), first+i)
	}
	return strings.Join(set, ", ")
}

// DeleteEdges deletes edges by the numbers of their ends and by key, three arguments for
// each row.
func DeleteEdges(r *catalog.Relation, rows int) string {
	return fmt.Sprintf("DELETE FROM %s WHERE (src, dst, key) IN (%s)", quote(EdgeTable(r)), valuesOf(3, rows))
}

// DeleteNodes deletes nodes, given by number as a JSON list.
const DeleteNodes = "DELETE FROM node WHERE n IN (SELECT value FROM json_each(?))"

// DeleteEvidence deletes the ties of nodes, given by number as a JSON list, to sources.
func DeleteEvidence(r *catalog.Relation) string {
	return fmt.Sprintf("DELETE FROM %s WHERE src IN (SELECT value FROM json_each(?))", quote(EdgeTable(r)))
}

// DeleteSupport deletes the ties of sources, given by number as a JSON list, to nodes.
func DeleteSupport(r *catalog.Relation) string {
	return fmt.Sprintf("DELETE FROM %s WHERE dst IN (SELECT value FROM json_each(?))", quote(EdgeTable(r)))
}
