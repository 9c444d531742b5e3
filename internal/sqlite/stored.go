package sqlite

import (
	"encoding/json"
	"fmt"

	"innograph/internal/catalog"
	"innograph/internal/store"
)

// DecodeNode makes a node of what StoredNodes reads.
func DecodeNode(model *catalog.Catalog, row, sources []byte) (store.Node, error) {
	cells, err := Decode(row)
	if err != nil {
		return store.Node{}, err
	}
	node := store.Node{Type: model.Type(store.Text(cells[0]))}
	if node.Type == nil {
		return store.Node{}, fmt.Errorf("sqlite: a node is of type %q, which the model has not", store.Text(cells[0]))
	}
	node.Values = storedValues(node.Type.Properties, store.List(cells[1]))
	node.Sources, err = storedStrings(sources)
	return node, err
}

// DecodeEdge makes an edge of r of a row that StoredEdges, StoredEdgesAt and CitingEdges
// read.
func DecodeEdge(r *catalog.Relation, row []byte) (store.Edge, error) {
	cells, err := Decode(row)
	if err != nil {
		return store.Edge{}, err
	}
	stated := store.List(cells[0])
	edge := store.Edge{
		Relation: r,
		From:     store.Text(stated[0]), To: store.Text(stated[1]), Key: store.Text(stated[2]),
		Values:  storedValues(r.Properties, store.List(cells[1])),
		Sources: storedValue(catalog.StringList, stated[4]).([]string),
	}
	if confidence, ok := storedValue(catalog.Float, stated[3]).(float64); ok {
		edge.Confidence = &confidence
	}
	return edge, nil
}

func storedValues(properties []*catalog.Property, cells []any) []any {
	values := make([]any, len(properties))
	for i, p := range properties {
		values[i] = storedValue(p.Kind, cells[i])
	}
	return values
}

// storedValue is a cell as the Go type that stands for its kind.
func storedValue(kind catalog.Kind, cell any) any {
	switch {
	case cell == nil:
		return nil
	case kind == catalog.Boolean:
		return cell
	case kind == catalog.StringList:
		cells := store.List(cell)
		list := make([]string, len(cells))
		for i := range cells {
			list[i] = store.Text(cells[i])
		}
		return list
	case kind == catalog.Int || kind == catalog.Long:
		return store.Integer(cell)
	case kind == catalog.Float:
		var number float64
		_ = json.Unmarshal(cell.(*store.Raw).Text, &number) // SQLite's own JSON
		return number
	}
	return store.Text(cell)
}

func storedStrings(text []byte) ([]string, error) {
	cells, err := Decode(text)
	if err != nil {
		return nil, err
	}
	return storedValue(catalog.StringList, cells).([]string), nil
}
