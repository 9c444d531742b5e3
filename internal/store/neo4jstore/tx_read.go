package neo4jstore

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"innograph/internal/catalog"
	"innograph/internal/cypher"
	"innograph/internal/store"
)

// Nodes reads those of the nodes that are there.
func (t *tx) Nodes(ctx context.Context, ids []string) ([]store.Node, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	rows, err := t.list(ctx, cypher.Nodes(t.store.catalog), map[string]any{"ids": ids})
	if err != nil {
		return nil, err
	}
	nodes := make([]store.Node, len(rows))
	for i, row := range rows {
		cells := store.List(row)
		of := t.store.catalog.Type(store.Text(cells[1]))
		nodes[i] = store.Node{Type: of, Values: values(of.Properties, cells[2]), Sources: texts(cells[3])}
		t.numbers[nodes[i].ID()] = store.Integer(cells[0])
		slices.Sort(nodes[i].Sources)
	}
	slices.SortFunc(nodes, func(a, b store.Node) int { return strings.Compare(a.ID(), b.ID()) })
	return nodes, nil
}

// Edges reads those of the edges that are there.
func (t *tx) Edges(ctx context.Context, ids []store.EdgeID) ([]store.Edge, error) {
	if err := t.find(ctx, endsOf(ids)); err != nil {
		return nil, err
	}
	var found []store.Edge
	for of, rows := range t.edgeRows(ids) {
		answer, err := t.list(ctx, cypher.Edges(of), map[string]any{"rows": rows})
		if err != nil {
			return nil, err
		}
		found = append(found, t.edges(answer)...)
	}
	return inOrder(found), nil
}

// EdgesAt reads the edges that start or end at one of the nodes.
func (t *tx) EdgesAt(ctx context.Context, ids []string, limit int) ([]store.Edge, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	rows, err := t.list(ctx, cypher.EdgesAt(t.store.catalog), map[string]any{"ids": ids, "limit": int64(limit)})
	return inOrder(t.edges(rows)), err
}

// Citing reads what names the source.
func (t *tx) Citing(ctx context.Context, source string, limit int) ([]string, []store.Edge, error) {
	evidence := cypher.Evidence(t.store.catalog)
	if evidence == nil {
		return nil, nil, nil
	}
	params := map[string]any{"source": source, "limit": int64(limit)}
	nodes, err := t.list(ctx, cypher.CitingNodes(evidence), params)
	if err != nil {
		return nil, nil, err
	}
	edges, err := t.list(ctx, cypher.CitingEdges(t.store.catalog), params)
	return texts(nodes), inOrder(t.edges(edges)), err
}

// Ancestry reads the edges of a hierarchy that lead up from the nodes.
func (t *tx) Ancestry(ctx context.Context, of *catalog.Relation, from []string) ([]store.Ends, error) {
	if len(from) == 0 {
		return nil, nil
	}
	rows, err := t.list(ctx, cypher.Ancestry(of), map[string]any{"ids": from})
	ends := make([]store.Ends, len(rows))
	for i, row := range rows {
		cells := store.List(row)
		ends[i] = store.Ends{Lower: store.Text(cells[0]), Upper: store.Text(cells[1])}
	}
	return ends, err
}

// Holders finds the nodes that have one of these values.
func (t *tx) Holders(ctx context.Context, of *catalog.Unique, values []string) ([]store.Holder, error) {
	if len(values) == 0 {
		return nil, nil
	}
	keys := make([]string, len(values)) // only strings are unique
	for i, value := range values {
		keys[i] = cypher.Key(value)
	}
	rows, err := t.list(ctx, cypher.Holders(of), map[string]any{"values": keys})
	holders := make([]store.Holder, len(rows))
	for i, row := range rows {
		cells := store.List(row)
		holders[i] = store.Holder{ID: store.Text(cells[0]), Value: store.Text(cells[1]), Within: store.Text(cells[2])}
	}
	return holders, err
}

// edges reads rows of [relation, from, to, key, confidence, sources, values].
func (t *tx) edges(rows []any) []store.Edge {
	edges := make([]store.Edge, len(rows))
	for i, row := range rows {
		cells := store.List(row)
		of := t.store.catalog.Relation(store.Text(cells[0]))
		edges[i] = store.Edge{
			Relation: of, From: store.Text(cells[1]), To: store.Text(cells[2]), Key: store.Text(cells[3]),
			Values: values(of.Properties, cells[6]), Sources: texts(cells[5]),
		}
		if confidence, ok := cells[4].(float64); ok {
			edges[i].Confidence = &confidence
		}
	}
	return edges
}

// inOrder puts edges in the order of relation, from, to and key.
func inOrder(edges []store.Edge) []store.Edge {
	slices.SortFunc(edges, func(a, b store.Edge) int {
		return cmp.Or(strings.Compare(a.Relation.Name, b.Relation.Name),
			strings.Compare(a.From, b.From), strings.Compare(a.To, b.To), strings.Compare(a.Key, b.Key))
	})
	return edges
}

// values are the driver's, as a store.Node has them: a list is one of strings, and
// missing where it is empty.
func values(properties []*catalog.Property, cell any) []any {
	values := store.List(cell)
	for i, p := range properties {
		if p.Kind != catalog.StringList {
			continue
		}
		if list := texts(values[i]); list != nil {
			values[i] = list
		} else {
			values[i] = nil
		}
	}
	return values
}

// texts is a list of strings; nil where it is empty.
func texts(cell any) []string {
	var texts []string
	for _, one := range store.List(cell) {
		texts = append(texts, store.Text(one))
	}
	return texts
}

// edgeRows are the rows that name edges between nodes that are there, by their relation.
func (t *tx) edgeRows(ids []store.EdgeID) map[*catalog.Relation][]any {
	rows := map[*catalog.Relation][]any{}
	for _, id := range ids {
		from, starts := t.numbers[id.From]
		to, ends := t.numbers[id.To]
		if starts && ends {
			rows[id.Relation] = append(rows[id.Relation], []any{from, to, id.Key})
		}
	}
	return rows
}
