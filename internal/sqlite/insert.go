package sqlite

import (
	"strings"

	"innograph/internal/catalog"
	"innograph/internal/store"
	"innograph/internal/text"
)

// InsertNodes is the statement that writes so many nodes of type t; NodeArguments gives
// the arguments of each.
func InsertNodes(t *catalog.Type, rows int) string {
	return insert("node", append([]string{rowid, "type"}, propertyNames(t.Properties)...), rows)
}

// NodeArguments are those of InsertNodes, for the node that is to have the given number.
func NodeArguments(number int64, node *store.Node) []any {
	return propertyValues(append(make([]any, 0, 2+2*len(node.Type.Properties)), number, node.Type.Name), node.Type.Properties, node.Values)
}

// AppendNodes is as InsertNodes, without the numbers: SQLite gives each node the next one.
// Where it need not check a given number it keeps no copies to take the statement back.
func AppendNodes(t *catalog.Type, rows int) string {
	return insert("node", append([]string{"type"}, propertyNames(t.Properties)...), rows)
}

// InsertEdges is the statement that writes so many edges of r; EdgeArguments gives the
// arguments of each.
func InsertEdges(r *catalog.Relation, rows int) string {
	return insert(EdgeTable(r), append([]string{"src", "dst", "key", "mirror", catalog.Confidence.Name, "sources"}, propertyNames(r.Properties)...), rows)
}

// EdgeArguments are those of InsertEdges, between the nodes of the given numbers. A mirror
// is the other way of an undirected edge.
func EdgeArguments(src, dst int64, mirror bool, edge *store.Edge) []any {
	var confidence any
	if edge.Confidence != nil {
		confidence = *edge.Confidence
	}
	return propertyValues([]any{src, dst, edge.Key, mirror, confidence, jsonList(edge.Sources)}, edge.Relation.Properties, edge.Values)
}

// InsertEvidence is the statement that ties so many nodes to sources: its arguments are
// the numbers of the two, for each.
func InsertEvidence(r *catalog.Relation, rows int) string {
	return insert(EdgeTable(r), []string{"src", "dst"}, rows)
}

// insert fails at the first row that cannot be written, and leaves those before it: whoever
// writes gives up the whole transaction then. That it need not be able to take back a
// single statement saves SQLite a copy of each page.
func insert(table string, columns []string, rows int) string {
	quoted := make([]string, len(columns))
	for i, column := range columns {
		quoted[i] = quote(column)
	}
	row := "(?" + strings.Repeat(", ?", len(columns)-1) + ")"
	return "INSERT OR FAIL INTO " + quote(table) + " (" + strings.Join(quoted, ", ") + ") VALUES " + row + strings.Repeat(", "+row, rows-1)
}

func propertyNames(properties []*catalog.Property) []string {
	var names []string
	for _, p := range properties {
		names = append(names, p.Name)
		if p.Folded() {
			names = append(names, FoldColumn(p))
		}
	}
	return names
}

func propertyValues(args []any, properties []*catalog.Property, values []any) []any {
	for i, p := range properties {
		value := values[i]
		if p.Kind == catalog.StringList {
			list, _ := value.([]string)
			value = jsonList(list)
		}
		args = append(args, value)
		if p.Folded() {
			if s, ok := value.(string); ok {
				args = append(args, text.Fold(s))
			} else {
				args = append(args, nil)
			}
		}
	}
	return args
}
