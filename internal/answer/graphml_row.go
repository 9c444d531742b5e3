package answer

import (
	"hash/maphash"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"innograph/internal/catalog"
	"innograph/internal/graphml"
)

// Row writes the row's node, unless it was written, and the edges below it.
func (g *graph) Row(index int, row []any) ([]byte, gqlerror.List) {
	g.begin(index)
	g.buffer.Reset()
	node := g.rows.Node
	if node == nil {
		for i := range g.rows.Edge.Fields {
			if found, ok := g.rows.Edge.Fields[i].From.(*Node); ok {
				node = found
			}
		}
	}
	id, text, edges := g.read(node, row)
	if hash := g.hash("node", id); !g.written[hash] {
		g.written[hash] = true
		g.buffer.WriteString(text)
	}
	g.buffer.WriteString(edges)
	return g.buffer.Bytes(), g.e.errors
}

// read gives a node's id and text, and the text of the edges below it.
func (g *graph) read(n *Node, row []any) (id, text, edges string) {
	o, cells := n.of(row)
	if o == nil {
		return "", "", ""
	}
	id = g.e.text(o, o.id(), row, cells)
	var data graphml.Data
	var below strings.Builder
	for i := range o.Fields {
		f := &o.Fields[i]
		switch from := f.From.(type) {
		case Below:
			parts, _ := cells[from.At].([]any)
			g.connection(from, parts, id, &data, &below)
		case Sources:
			rows, _ := cells[from.At].([]any)
			g.list(from.Field, id, nil, from.Node, rows, &below)
		default:
			if f != o.id() {
				g.datum(&data, o, f, row, cells)
			}
		}
	}
	return id, graphml.Node(id, &data), below.String()
}

// datum writes what one field says; nothing where it is missing.
func (g *graph) datum(into *graphml.Data, o *Object, f *Field, row, cells []any) {
	into.Add(g.places[f], g.e.text(o, f, row, cells))
}

func (g *graph) connection(b Below, parts []any, id string, data *graphml.Data, edges *strings.Builder) {
	o := b.Connection.Object
	for i := range o.Fields {
		f := &o.Fields[i]
		rows, ok := f.From.(Rows)
		if !ok {
			g.datum(data, o, f, parts, parts)
			continue
		}
		cells, _ := page(rows.Page, parts)
		ordered := make([]any, len(cells))
		for j := range cells {
			ordered[j] = at(rows.Page, cells, j)
		}
		node := rows.Node
		if rows.Edge != nil {
			for j := range rows.Edge.Fields {
				if found, ok := rows.Edge.Fields[j].From.(*Node); ok {
					node = found
				}
			}
		}
		g.list(b.Field, id, rows.Edge, node, ordered, edges)
	}
}

// list writes the edges of a field from a node to those of its rows, and what is below
// those. Parallel edges that say the same are counted, so that each is written as often as
// it is there, whichever of its ends comes first.
func (g *graph) list(f *catalog.Field, id string, edge *Object, n *Node, rows []any, edges *strings.Builder) {
	alike := map[uint64]int{}
	for _, cell := range rows {
		row, _ := cell.([]any)
		other, text, below := g.read(n, row)
		var data graphml.Data
		data.Add(relationKey, f.Relation.Name)
		if edge != nil {
			for i := range edge.Fields {
				if _, ok := edge.Fields[i].From.(*Node); !ok {
					g.datum(&data, edge, &edge.Fields[i], row, row)
				}
			}
		}
		from, to := id, other
		if f.Direction == catalog.In || f.Direction == catalog.Both && other < id {
			from, to = other, id
		}
		same := g.hash("edge", from, to, data.String())
		alike[same]++
		if hash := g.hash("edge", from, to, data.String(), strconv.Itoa(alike[same])); !g.written[hash] {
			g.written[hash] = true
			edges.WriteString(graphml.Edge(from, to, f.Direction == catalog.Both, &data))
		}
		g.wait(other, text)
		edges.WriteString(below)
	}
}

// wait keeps a node for the end.
func (g *graph) wait(id, text string) {
	hash, noted := g.hash("node", id), g.hash("noted", id)
	if g.written[hash] || g.written[noted] {
		return
	}
	g.written[noted] = true
	g.waiting = append(g.waiting, waiting{hash, text})
}

func (g *graph) hash(parts ...string) uint64 {
	var hash maphash.Hash
	hash.SetSeed(g.seed)
	for _, part := range parts {
		_, _ = hash.WriteString(part)
		_ = hash.WriteByte(0)
	}
	return hash.Sum64()
}
