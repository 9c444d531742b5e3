package export

import (
	"io"

	"innograph/internal/catalog"
	"innograph/internal/graphml"
	"innograph/internal/store"
)

// GraphML writes the graph as GraphML. Sources are nodes too; who cites them has their ids.
type GraphML struct {
	to           io.Writer
	nodes, edges map[string]int // the keys of properties, by name
}

// The keys that are of no property.
const (
	nodeType = iota
	nodeSources
	edgeRelation
	edgeKey
	edgeConfidence
	edgeSources
)

// NewGraphML begins the document.
func NewGraphML(model *catalog.Catalog, to io.Writer) (*GraphML, error) {
	g := &GraphML{to: to, nodes: map[string]int{}, edges: map[string]int{}}
	keys := []graphml.Key{
		nodeType:       {Of: graphml.Nodes, Name: "type", Kind: graphml.Text},
		nodeSources:    {Of: graphml.Nodes, Name: "sources", Kind: graphml.Text},
		edgeRelation:   {Of: graphml.Edges, Name: "relation", Kind: graphml.Text},
		edgeKey:        {Of: graphml.Edges, Name: "key", Kind: graphml.Text},
		edgeConfidence: {Of: graphml.Edges, Name: "confidence", Kind: graphml.KindOf(catalog.Float)},
		edgeSources:    {Of: graphml.Edges, Name: "sources", Kind: graphml.Text},
	}
	declare := func(of string, places map[string]int, properties []*catalog.Property) {
		for _, p := range properties {
			places[p.Name] = len(keys)
			keys = append(keys, graphml.Key{Of: of, Name: p.Name, Kind: graphml.KindOf(p.Kind)})
		}
	}
	declare(graphml.Nodes, g.nodes, given(ofNodes(model), model.Source().Properties))
	declare(graphml.Edges, g.edges, ofEdges(model))
	_, err := to.Write(graphml.Head(keys))
	return g, err
}

// Source writes a source.
func (g *GraphML) Source(n *store.Node) error { return g.Entity(n) }

// Entity writes an entity.
func (g *GraphML) Entity(n *store.Node) error {
	var data graphml.Data
	data.Add(nodeType, n.Type.Name)
	data.Add(nodeSources, spelled(n.Sources))
	add(&data, g.nodes, n.Type.Properties, n.Values)
	_, err := io.WriteString(g.to, graphml.Node(n.ID(), &data))
	return err
}

// Edge writes an edge.
func (g *GraphML) Edge(e *store.Edge) error {
	var data graphml.Data
	data.Add(edgeRelation, e.Relation.Name)
	data.Add(edgeKey, e.Key)
	data.Add(edgeConfidence, confidence(e))
	data.Add(edgeSources, spelled(e.Sources))
	add(&data, g.edges, e.Relation.Properties, e.Values)
	_, err := io.WriteString(g.to, graphml.Edge(e.From, e.To, e.Relation.Undirected, &data))
	return err
}

// End ends the document.
func (g *GraphML) End() error {
	_, err := io.WriteString(g.to, graphml.Tail)
	return err
}

func add(data *graphml.Data, places map[string]int, properties []*catalog.Property, values []any) {
	for i, p := range properties {
		if key, ok := places[p.Name]; ok {
			data.Add(key, spelled(values[i]))
		}
	}
}
