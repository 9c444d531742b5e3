package neo4jstore

import (
	"context"

	"innograph/internal/catalog"
	"innograph/internal/cypher"
	"innograph/internal/store"
)

// Create writes nodes, with their ties to sources, and then edges.
func (t *tx) Create(ctx context.Context, nodes []store.Node, edges []store.Edge) error {
	if err := t.createNodes(ctx, nodes); err != nil {
		return err
	}
	if err := t.cite(ctx, nodes); err != nil {
		return err
	}
	rows, err := t.rows(ctx, edges, func(from, to int64, e *store.Edge) []any {
		return cypher.EdgeRow(e.Relation, from, to, e.Values, e.Key, e.Confidence, e.Sources)
	})
	if err != nil {
		return err
	}
	for of, rows := range rows {
		if err := t.each(ctx, cypher.BulkEdges(of), rows); err != nil {
			return err
		}
	}
	return nil
}

// createNodes writes nodes, and keeps the numbers that the server gives them.
func (t *tx) createNodes(ctx context.Context, nodes []store.Node) error {
	sorted := map[*catalog.Type][]*store.Node{}
	for i := range nodes {
		sorted[nodes[i].Type] = append(sorted[nodes[i].Type], &nodes[i])
	}
	for of, some := range sorted {
		rows := make([]any, len(some))
		for i, n := range some {
			rows[i] = cypher.NodeRow(of, n.Values)
		}
		numbers, err := t.list(ctx, cypher.BulkNodes(of), map[string]any{"rows": rows})
		if err != nil {
			return err
		}
		for i, n := range some {
			t.numbers[n.ID()] = store.Integer(numbers[i])
		}
	}
	return nil
}

// cite ties nodes to their sources.
func (t *tx) cite(ctx context.Context, nodes []store.Node) error {
	evidence := cypher.Evidence(t.store.catalog)
	var ties []any
	for i := range nodes {
		if err := t.required(ctx, nodes[i].Sources); err != nil {
			return err
		}
		for _, source := range nodes[i].Sources {
			ties = append(ties, []any{t.numbers[nodes[i].ID()], t.numbers[source]})
		}
	}
	if len(ties) == 0 {
		return nil
	}
	return t.each(ctx, cypher.BulkEvidence(evidence), ties)
}

// Replace gives nodes and edges other values and sources.
func (t *tx) Replace(ctx context.Context, nodes []store.Node, edges []store.Edge) error {
	byType := map[*catalog.Type][]any{}
	for i := range nodes {
		n := &nodes[i]
		byType[n.Type] = append(byType[n.Type], cypher.Node(n.Type, n.Values))
	}
	for of, rows := range byType {
		if err := t.each(ctx, cypher.ReplaceNodes(of), rows); err != nil {
			return err
		}
	}
	if evidence := cypher.Evidence(t.store.catalog); evidence != nil {
		var rows []any
		for i := range nodes {
			if n := &nodes[i]; n.Type != t.store.catalog.Source() {
				rows = append(rows, map[string]any{"id": n.ID(), "sources": n.Sources})
			}
		}
		if err := t.tied(ctx, cypher.ReplaceTies(evidence), evidence, rows); err != nil {
			return err
		}
	}
	rows, err := t.rows(ctx, edges, func(from, to int64, e *store.Edge) []any {
		return []any{from, to, e.Key, cypher.Edge(e.Relation, e.Values, e.Key, e.Confidence, e.Sources)}
	})
	if err != nil {
		return err
	}
	for of, rows := range rows {
		if err := t.each(ctx, cypher.ReplaceEdges(of), rows); err != nil {
			return err
		}
	}
	return nil
}

// Delete removes edges, and then nodes with their ties to sources.
func (t *tx) Delete(ctx context.Context, nodes []string, edges []store.EdgeID) error {
	if err := t.required(ctx, endsOf(edges)); err != nil {
		return err
	}
	for of, rows := range t.edgeRows(edges) {
		if err := t.each(ctx, cypher.DeleteEdges(of), rows); err != nil {
			return err
		}
	}
	if len(nodes) == 0 {
		return nil
	}
	for _, id := range nodes {
		delete(t.numbers, id)
	}
	return t.run(ctx, cypher.DeleteNodes, map[string]any{"ids": nodes})
}

// each sends a statement for rows, if there are any.
func (t *tx) each(ctx context.Context, text string, rows []any) error {
	if len(rows) == 0 {
		return nil
	}
	return t.run(ctx, text, map[string]any{"rows": rows})
}

// tied sends a statement for rows of nodes that name sources.
func (t *tx) tied(ctx context.Context, text string, evidence *catalog.Relation, rows []any) error {
	if len(rows) == 0 {
		return nil
	}
	return t.run(ctx, text, map[string]any{"rows": rows, "tie": cypher.Tie(evidence)})
}

// rows are those that write edges, by their relation.
func (t *tx) rows(ctx context.Context, edges []store.Edge, row func(from, to int64, e *store.Edge) []any) (map[*catalog.Relation][]any, error) {
	ids := make([]store.EdgeID, len(edges))
	for i := range edges {
		ids[i] = edges[i].ID()
	}
	if err := t.required(ctx, endsOf(ids)); err != nil {
		return nil, err
	}
	rows := map[*catalog.Relation][]any{}
	for i := range edges {
		e := &edges[i]
		rows[e.Relation] = append(rows[e.Relation], row(t.numbers[e.From], t.numbers[e.To], e))
	}
	return rows, nil
}
