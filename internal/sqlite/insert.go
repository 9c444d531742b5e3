package sqlite

import (
	"strings"

	"innograph/internal/catalog"
	"innograph/internal/store"
	"innograph/internal/text"
)

// InsertNode is the statement that writes a node of type t; NodeArguments gives its
// arguments.
func InsertNode(t *catalog.Type) string {
	return insert("node", append([]string{rowid, "type"}, propertyNames(t.Properties)...))
}

// NodeArguments are those of InsertNode, for the node that is to have the given number.
func NodeArguments(number int64, node *store.Node) []any {
	return propertyValues([]any{number, node.Type.Name}, node.Type.Properties, node.Values)
}

// InsertEdge is the statement that writes an edge of r; EdgeArguments gives its
// arguments.
func InsertEdge(r *catalog.Relation) string {
	return insert(EdgeTable(r), append([]string{"src", "dst", "key", "mirror", catalog.Confidence.Name, "sources"}, propertyNames(r.Properties)...))
}

// EdgeArguments are those of InsertEdge, between the nodes of the given numbers. A mirror
// is the other way of an undirected edge.
func EdgeArguments(src, dst int64, mirror bool, edge *store.Edge) []any {
	var confidence any
	if edge.Confidence != nil {
		confidence = *edge.Confidence
	}
	return propertyValues([]any{src, dst, edge.Key, mirror, confidence, jsonList(edge.Sources)}, edge.Relation.Properties, edge.Values)
}

// InsertEvidence is the statement that ties a node to a source: its arguments are the
// numbers of the two.
func InsertEvidence(r *catalog.Relation) string { return insert(EdgeTable(r), []string{"src", "dst"}) }

func insert(table string, columns []string) string {
	quoted := make([]string, len(columns))
	for i, column := range columns {
		quoted[i] = quote(column)
	}
	return "INSERT INTO " + quote(table) + " (" + strings.Join(quoted, ", ") + ") VALUES (?" + strings.Repeat(", ?", len(columns)-1) + ")"
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
