package naive

import (
	"cmp"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/catalog"
	"innograph/internal/fault"
)

// set is what a connection ranges over.
type set struct {
	target *catalog.Type
	via    *catalog.Field // nil at a root
	rows   []row
}

// connection writes a connection field.
func (r *run) connection(f *field, s *set) {
	arguments := r.arguments[f.Field]
	if where, ok := arguments["where"].(map[string]any); ok {
		s.rows = slices.DeleteFunc(s.rows, func(m row) bool {
			if s.via == nil {
				return !r.nodeMeets(s.target, m.node, where)
			}
			return !r.rowMeets(s.via, m, where)
		})
	}
	order := func(a, b row) int { return r.order(s.target, arguments["orderBy"], a, b) }
	slices.SortFunc(s.rows, order)
	p := r.cut(f.Field, s.rows, order)
	r.object(f.Definition.Type.Name(), f.under, func(part *field) { r.part(part, s, p) })
}

func (r *run) part(f *field, s *set, p page) {
	switch f.Name {
	case "totalCount":
		r.scalar(len(s.rows))
	case "nodes":
		list(r, p.rows, func(m row) { r.node(m.node, f.under) })
	case "edges":
		list(r, p.rows, func(m row) {
			r.object(f.Definition.Type.Name(), f.under, func(part *field) { r.edgeField(part, m, p) })
		})
	case "pageInfo":
		r.object("PageInfo", f.under, func(part *field) { r.scalar(p.info(part.Name)) })
	case "aggregate":
		r.object(f.Definition.Type.Name(), f.under, func(part *field) { r.aggregate(part, s) })
	case "facets":
		r.facets(f, s)
	}
}

func (r *run) edgeField(f *field, m row, p page) {
	switch f.Name {
	case "cursor":
		r.scalar(p.cursor(m))
	case "node":
		r.node(m.node, f.under)
	case "sources":
		r.sources(f, m.edge.sources)
	default:
		r.scalar(m.edge.values[f.Name])
	}
}

// order compares two rows: by each term of `orderBy`, missing values last either way, then
// by id, then by the edge's key.
func (r *run) order(target *catalog.Type, orderBy any, a, b row) int {
	terms, _ := orderBy.([]any)
	for _, item := range terms {
		term := item.(map[string]any)
		x, y := r.ordered(target, term["field"].(string), a), r.ordered(target, term["field"].(string), b)
		switch {
		case x == nil && y == nil:
			continue
		case x == nil:
			return 1
		case y == nil:
			return -1
		}
		result := compare(x, y)
		if term["direction"] == "DESC" {
			result = -result
		}
		if result != 0 {
			return result
		}
	}
	if a.node != b.node {
		return cmp.Compare(a.node.id(), b.node.id())
	}
	if a.edge == nil || b.edge == nil {
		return 0
	}
	return cmp.Compare(a.edge.key, b.edge.key)
}

// ordered is the value of a row that a value of an order enum names.
func (r *run) ordered(target *catalog.Type, name string, m row) any {
	if onEdge, ok := strings.CutPrefix(name, "EDGE_"); ok {
		for property, value := range m.edge.values {
			if catalog.Upper(property) == onEdge {
				return value
			}
		}
		return nil
	}
	for _, p := range target.Properties {
		if catalog.Upper(p.Name) == name {
			return m.node.values[p.Name]
		}
	}
	for _, f := range target.Fields {
		if catalog.Upper(f.Name)+"_COUNT" == name {
			return int64(len(r.graph.along(m.node, f)))
		}
	}
	panic("nothing to order by: " + name)
}

// page is the part of a connection that is handed out.
type page struct {
	rows           []row
	previous, next bool   // whether there is more on either side
	bound          string // what its cursors are good for
}

// cut takes the page out of the rows, which are in order.
func (r *run) cut(f *ast.Field, all []row, order func(a, b row) int) page {
	arguments := r.arguments[f]
	p := page{rows: all, bound: bound(f, arguments)}
	if after, ok := arguments["after"].(string); ok {
		from, _ := r.graph.at(p.bound, after)
		for len(p.rows) > 0 && order(p.rows[0], from) <= 0 {
			p.rows, p.previous = p.rows[1:], true
		}
	}
	if before, ok := arguments["before"].(string); ok {
		to, _ := r.graph.at(p.bound, before)
		p.next = slices.ContainsFunc(all, func(m row) bool { return order(m, to) >= 0 })
		for len(p.rows) > 0 && order(p.rows[len(p.rows)-1], to) >= 0 {
			p.rows = p.rows[:len(p.rows)-1]
		}
	}
	size := 20
	if first, ok := arguments["first"].(int64); ok {
		size = int(first)
	}
	if last, ok := arguments["last"].(int64); ok {
		if size = int(last); size < len(p.rows) {
			p.rows, p.previous = p.rows[len(p.rows)-size:], true
		}
	} else if size < len(p.rows) {
		p.rows, p.next = p.rows[:size], true
	}
	return p
}

func (p page) info(name string) any {
	switch {
	case name == "hasNextPage":
		return p.next
	case name == "hasPreviousPage":
		return p.previous
	case len(p.rows) == 0:
		return nil
	case name == "startCursor":
		return p.cursor(p.rows[0])
	default:
		return p.cursor(p.rows[len(p.rows)-1])
	}
}

// bound names the type of a connection and its order: what a cursor is good for.
func bound(f *ast.Field, arguments map[string]any) string {
	name := f.Definition.Type.Name()
	terms, _ := arguments["orderBy"].([]any)
	for _, item := range terms {
		term := item.(map[string]any)
		name += fmt.Sprintf(" %v %v", term["field"], term["direction"])
	}
	return name
}

// cursor names a row by the numbers of its node and edge.
func (p page) cursor(m row) string {
	edge := -1
	if m.edge != nil {
		edge = m.edge.number
	}
	return base64.StdEncoding.EncodeToString(fmt.Appendf(nil, "%d/%d/%s", m.node.number, edge, p.bound))
}

// at finds the row that a cursor names, if it is bound as the connection is.
func (g *graph) at(bound, cursor string) (m row, ok bool) {
	raw, err := base64.StdEncoding.DecodeString(cursor)
	parts := strings.SplitN(string(raw), "/", 3)
	if err != nil || len(parts) < 3 || parts[2] != bound {
		return row{}, false
	}
	var node, edge int
	if _, err := fmt.Sscan(parts[0], &node); err != nil || node < 0 || node >= len(g.nodes) {
		return row{}, false
	}
	if _, err := fmt.Sscan(parts[1], &edge); err != nil || edge >= len(g.edges) {
		return row{}, false
	}
	m.node = g.nodes[node]
	if edge >= 0 {
		m.edge = g.edges[edge]
	}
	return m, true
}

// checkArguments refuses what no connection, list or lookup takes.
func (r *run) checkArguments(f *ast.Field) {
	arguments := r.arguments[f]
	if ids, _ := arguments["ids"].([]any); len(ids) > 1000 {
		refuse(fault.LimitExceeded, f, "more than 1,000 ids")
	}
	if hasNull(arguments["where"]) && arguments["where"] != nil {
		refuse(fault.BadUserInput, f, "null in a filter")
	}
	if arguments["first"] != nil && arguments["last"] != nil {
		refuse(fault.BadUserInput, f, "first with last")
	}
	for _, name := range []string{"first", "last"} {
		size, _ := arguments[name].(int64)
		if size < 0 {
			refuse(fault.BadUserInput, f, name+" is negative")
		}
		if size > 1000 {
			refuse(fault.LimitExceeded, f, name+" is more than 1,000")
		}
	}
	for _, name := range []string{"after", "before"} {
		if cursor, ok := arguments[name].(string); ok {
			if _, ok := r.graph.at(bound(f, arguments), cursor); !ok {
				refuse(fault.InvalidCursor, f, name+" is no cursor of this connection")
			}
		}
	}
}

// hasNull tells whether there is a null anywhere in a filter; `ignoreCase` may be null.
func hasNull(value any) bool {
	switch v := value.(type) {
	case nil:
		return true
	case []any:
		return slices.ContainsFunc(v, hasNull)
	case map[string]any:
		for key, item := range v {
			if key != "ignoreCase" && hasNull(item) {
				return true
			}
		}
	}
	return false
}
