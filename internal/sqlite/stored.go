package sqlite

import (
	"fmt"

	"innograph/internal/catalog"
	"innograph/internal/store"
)

// DecodeNodes makes nodes of what StoredNodes reads, and tells the number of each.
func DecodeNodes(model *catalog.Catalog, text []byte, number func(id string, number int64)) ([]store.Node, error) {
	rows, err := Decode(text)
	if err != nil {
		return nil, err
	}
	nodes := make([]store.Node, len(rows))
	for i, row := range rows {
		cells := store.List(row) // number, [type, [values…]], sources
		typed := store.List(cells[1])
		of := model.Type(store.Text(typed[0]))
		if of == nil {
			return nil, fmt.Errorf("sqlite: a node is of type %q, which the model has not", store.Text(typed[0]))
		}
		nodes[i] = store.Node{Type: of, Values: storedValues(of.Properties, store.List(typed[1])), Sources: store.Texts(cells[2])}
		number(nodes[i].ID(), store.Integer(cells[0]))
	}
	return nodes, nil
}

// DecodeEdges makes edges of r of what StoredEdges, StoredEdgesAt and CitingEdges read.
func DecodeEdges(r *catalog.Relation, text []byte) ([]store.Edge, error) {
	rows, err := Decode(text)
	if err != nil {
		return nil, err
	}
	edges := make([]store.Edge, len(rows))
	for i, row := range rows {
		cells := store.List(row) // [from, to, key, confidence, sources], [values…]
		stated := store.List(cells[0])
		edges[i] = store.Edge{
			Relation: r,
			From:     store.Text(stated[0]), To: store.Text(stated[1]), Key: store.Text(stated[2]),
			Values:  storedValues(r.Properties, store.List(cells[1])),
			Sources: store.Texts(stated[4]),
		}
		if confidence, ok := store.Value(catalog.Float, stated[3]).(float64); ok {
			edges[i].Confidence = &confidence
		}
	}
	return edges, nil
}

func storedValues(properties []*catalog.Property, cells []any) []any {
	values := make([]any, len(properties))
	for i, p := range properties {
		values[i] = store.Value(p.Kind, cells[i])
	}
	return values
}
