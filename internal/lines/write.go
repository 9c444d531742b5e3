// Package lines is the form in which a node, an edge or a source stands on a line of its
// own, as JSON: in data files, in exports and in the log of changes. The form is described
// in seed/hunan/README.md.
package lines

import (
	"slices"
	"strconv"

	"innograph/internal/catalog"
	"innograph/internal/store"
	"innograph/internal/text"
)

// sourceType is the type of what vouches for the others: its properties stand side by side.
const sourceType = "Source"

// beside tells whether a property stands beside `props` in a node's line, because every
// entity has it.
func beside(p *catalog.Property) bool { return slices.Contains(besides, p.Name) }

func every(*catalog.Property) bool { return true }

// Node is the line of an entity or a source, without its end of line. What is missing and
// what the program itself computes is left out.
func Node(n *store.Node) []byte { return AppendNode(nil, n) }

// Edge is the line of an edge, without its end of line.
func Edge(e *store.Edge) []byte { return AppendEdge(nil, e) }

// AppendNode appends the line of a node.
func AppendNode(line []byte, n *store.Node) []byte {
	line = append(line, `{"id":`...)
	line = text.AppendString(line, n.ID())
	if n.Type.Name == sourceType {
		line = members(line, n.Type.Properties, n.Values, every)
		return append(line, '}')
	}
	line = append(line, `,"type":`...)
	line = text.AppendString(line, n.Type.Name)
	line = members(line, n.Type.Properties, n.Values, beside)
	line = props(line, n.Type.Properties, n.Values, func(p *catalog.Property) bool { return !beside(p) })
	line = sources(line, n.Sources)
	return append(line, '}')
}

// AppendEdge appends the line of an edge.
func AppendEdge(line []byte, e *store.Edge) []byte {
	line = append(line, `{"type":`...)
	line = text.AppendString(line, e.Relation.Name)
	line = append(line, `,"from":`...)
	line = text.AppendString(line, e.From)
	line = append(line, `,"to":`...)
	line = text.AppendString(line, e.To)
	if e.Key != "" {
		line = append(line, `,"key":`...)
		line = text.AppendString(line, e.Key)
	}
	if e.Confidence != nil {
		line = append(line, `,"confidence":`...)
		line = text.AppendFloat(line, *e.Confidence)
	}
	line = props(line, e.Relation.Properties, e.Values, every)
	line = sources(line, e.Sources)
	return append(line, '}')
}

// members appends what of the properties is there and wanted, each behind a comma.
func members(line []byte, properties []*catalog.Property, values []any, wanted func(*catalog.Property) bool) []byte {
	for i, p := range properties {
		if p.Kind == catalog.ID || p.Computed || missing(values[i]) || !wanted(p) {
			continue
		}
		line = append(line, ',', '"')
		line = append(line, p.Name...) // a GraphQL name: nothing to escape
		line = append(line, '"', ':')
		line = value(line, values[i])
	}
	return line
}

// props appends the member of that name, unless it were empty.
func props(line []byte, properties []*catalog.Property, values []any, wanted func(*catalog.Property) bool) []byte {
	const opening = `,"props":{`
	start := len(line)
	line = append(line, opening...)
	line = members(line, properties, values, wanted)
	if len(line) == start+len(opening) {
		return line[:start]
	}
	// The first member needs no comma.
	line = append(line[:start+len(opening)], line[start+len(opening)+1:]...)
	return append(line, '}')
}

func sources(line []byte, ids []string) []byte {
	if len(ids) == 0 {
		return line
	}
	line = append(line, `,"sources":`...)
	return value(line, ids)
}

// missing tells whether a value is left out: a list without items is as good as none.
func missing(value any) bool {
	list, ok := value.([]string)
	return value == nil || ok && len(list) == 0
}

func value(line []byte, value any) []byte {
	switch v := value.(type) {
	case string:
		return text.AppendString(line, v)
	case int64:
		return strconv.AppendInt(line, v, 10)
	case float64:
		return text.AppendFloat(line, v)
	case bool:
		return strconv.AppendBool(line, v)
	case []string:
		line = append(line, '[')
		for i, item := range v {
			if i > 0 {
				line = append(line, ',')
			}
			line = text.AppendString(line, item)
		}
		return append(line, ']')
	}
	return append(line, "null"...)
}
