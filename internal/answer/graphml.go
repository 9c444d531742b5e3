package answer

import (
	"bytes"
	"hash/maphash"
	"strings"

	"innograph/internal/catalog"
	"innograph/internal/fault"
	"innograph/internal/graphml"
)

// graph writes rows as GraphML: each node of the selection once, and each edge that a
// relation field below a node shows. Of what was written it remembers a hash; nodes that
// were found below others wait for the end, since they may come as rows, with more to say.
type graph struct {
	*Exporter
	keys    []graphml.Key
	places  map[*Field]int // of the fields that are data, in keys
	buffer  bytes.Buffer
	seed    maphash.Seed
	written map[uint64]bool // nodes and edges
	waiting []waiting
}

// waiting is a node that was found below another.
type waiting struct {
	hash uint64
	text string
}

// relationKey is the first key: what an edge is.
const relationKey = 0

func newGraph(x *Exporter) (*graph, *fault.Error) {
	g := &graph{
		Exporter: x, keys: []graphml.Key{{Of: graphml.Edges, Name: "relation", Kind: graphml.Text}}, places: map[*Field]int{},
		seed: maphash.MakeSeed(), written: map[uint64]bool{},
	}
	path := strings.Join(x.path, ".")
	if x.rows.Item != nil {
		return nil, fault.New(fault.BadUserInput, "GraphML is of the graph's own nodes and edges, and %s is computed: ask for it as CSV or JSON Lines.", path)
	}
	if node := x.rows.Node; node != nil {
		return g, g.node(node, path)
	}
	for i := range x.rows.Edge.Fields {
		if node, ok := x.rows.Edge.Fields[i].From.(*Node); ok {
			return g, g.node(node, path+"."+x.rows.Edge.Fields[i].Key)
		}
	}
	return nil, fault.New(fault.BadUserInput, "GraphML is of nodes: select node { id } beneath %s.", path)
}

// node declares what is said of a node, and of what is below it.
func (g *graph) node(n *Node, path string) *fault.Error {
	for _, o := range n.layouts() {
		if o.id() == nil {
			return fault.New(fault.BadUserInput, "GraphML tells nodes apart by their ids: select id beneath %s, for each type.", path)
		}
		for i := range o.Fields {
			f := &o.Fields[i]
			var err *fault.Error
			switch from := f.From.(type) {
			case Below:
				err = g.below(from.Connection.Object, f.Key, path)
			case Sources:
				err = g.node(from.Node, path+"."+f.Key)
			default:
				if f != o.id() {
					g.declare(f, graphml.Nodes, f.Key)
				}
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func (g *graph) below(o *Object, name, path string) *fault.Error {
	path += "." + name
	for i := range o.Fields {
		f := &o.Fields[i]
		rows, ok := f.From.(Rows)
		switch {
		case !ok:
			g.declare(f, graphml.Nodes, name+"."+f.Key)
		case rows.Node != nil:
			if err := g.node(rows.Node, path+"."+f.Key); err != nil {
				return err
			}
		default:
			if err := g.edge(rows.Edge, path+"."+f.Key); err != nil {
				return err
			}
		}
	}
	return nil
}

func (g *graph) edge(o *Object, path string) *fault.Error {
	found := false
	for i := range o.Fields {
		f := &o.Fields[i]
		node, ok := f.From.(*Node)
		if !ok {
			g.declare(f, graphml.Edges, f.Key)
			continue
		}
		found = true
		if err := g.node(node, path+"."+f.Key); err != nil {
			return err
		}
	}
	if !found {
		return fault.New(fault.BadUserInput, "GraphML wants both ends of an edge: select node { id } beneath %s.", path)
	}
	return nil
}

// id is the field that reads the node's id.
func (o *Object) id() *Field {
	for i := range o.Fields {
		if o.Fields[i].Name == "id" {
			return &o.Fields[i]
		}
	}
	return nil
}

func (g *graph) declare(f *Field, of, name string) {
	wanted := graphml.Key{Of: of, Name: name, Kind: f.kind()}
	for place, k := range g.keys {
		if k == wanted {
			g.places[f] = place
			return
		}
	}
	g.places[f] = len(g.keys)
	g.keys = append(g.keys, wanted)
}

// kind is the GraphML type of a field's values. Lists and objects are JSON.
func (f *Field) kind() string {
	kind := catalog.String
	switch from := f.From.(type) {
	case Scalar:
		kind = from.Kind
	case Common:
		kind = from.Kind
	case *Part:
		kind = catalog.Long
	}
	return graphml.KindOf(kind)
}

// Head declares the keys.
func (g *graph) Head() []byte { return graphml.Head(g.keys) }

// Tail has the nodes that were found below others, and came as no row.
func (g *graph) Tail() []byte {
	g.buffer.Reset()
	for _, w := range g.waiting {
		if !g.written[w.hash] {
			g.written[w.hash] = true
			g.buffer.WriteString(w.text)
		}
	}
	g.buffer.WriteString(graphml.Tail)
	return g.buffer.Bytes()
}
