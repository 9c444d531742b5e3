package importer

import (
	"fmt"
	"io"
	"slices"

	"innograph/internal/catalog"
	"innograph/internal/lines"
	"innograph/internal/mapping"
	"innograph/internal/rows"
	"innograph/internal/store"
	"innograph/internal/write"
)

// own reads the project's own lines: sources, nodes and edges, in any order.
type own struct{ lines *lines.Reader }

func newOwn(model *catalog.Catalog) *own { return &own{lines.NewReader(model)} }

// HasNodes is true: what is in the file shows only when it is read.
func (*own) HasNodes() bool { return true }

// HasEdges is true, too.
func (*own) HasEdges() bool { return true }

func (o *own) open(content io.Reader) (reader, error) {
	return &ownReader{lines: o.lines, content: rows.NewLines(content)}, nil
}

type ownReader struct {
	lines   *lines.Reader
	parser  lines.Parser
	content *rows.Lines
}

func (r *ownReader) next(pass pass) (row, error) {
	given, number, problem, err := r.content.Object(&r.parser)
	out := row{line: number}
	if err != nil || pass == skipping {
		return out, err
	}
	if problem != "" {
		out.problems = []string{problem}
		return out, nil
	}
	out.values = given
	isEdge := given.Get("from") != nil || given.Get("to") != nil
	if isEdge != (pass == edgesPass) {
		return out, nil
	}
	say := func(format string, args ...any) {
		out.problems = append(out.problems, fmt.Sprintf(format, args...)+".")
	}
	switch {
	case isEdge:
		if e := r.lines.Edge(given, say); e != nil && out.problems == nil {
			out.edges = []mapping.Edge{{Edge: write.Edge{
				Relation: e.Relation, From: e.From, To: e.To, Key: e.Key, Confidence: e.Confidence,
				Values: named(e.Relation.Properties, e.Values), Sources: e.Sources,
			}}}
		}
	case given.Get("type") == nil:
		r.node(&out, r.lines.Source(given, say))
	default:
		r.node(&out, r.lines.Node(given, say))
	}
	return out, nil
}

func (r *ownReader) node(out *row, n *store.Node) {
	if n == nil || out.problems != nil {
		return
	}
	out.nodes = []mapping.Node{{Node: write.Node{
		Type: n.Type, ID: n.ID(), Values: named(n.Type.Properties, n.Values), Sources: n.Sources,
	}}}
}

// named gives the values that a line has; what it leaves out stays as it is.
func named(properties []*catalog.Property, values []any) map[string]any {
	out := make(map[string]any, len(values))
	for i, p := range properties {
		list, isList := values[i].([]string)
		if values[i] == nil || isList && len(list) == 0 || p.Kind == catalog.ID || p.Computed {
			continue
		}
		out[p.Name] = values[i]
	}
	return out
}

// isSource tells whether nodes of a type vouch for others.
func isSource(model *catalog.Catalog, n *mapping.Node) bool { return n.Type == model.Source() }

// sourcesFirst puts sources before what may cite them.
func sourcesFirst(model *catalog.Catalog, items []nodeItem) {
	slices.SortStableFunc(items, func(a, b nodeItem) int {
		switch first, second := isSource(model, &a.Node), isSource(model, &b.Node); {
		case first == second:
			return 0
		case first:
			return -1
		}
		return 1
	})
}
