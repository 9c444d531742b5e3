package neo4jstore

import (
	"context"

	"innograph/internal/catalog"
	"innograph/internal/cypher"
	"innograph/internal/store"
)

// Create writes nodes, sources first, with their ties to sources, and then edges.
func (t *tx) Create(ctx context.Context, nodes []store.Node, edges []store.Edge) error {
	evidence, sources := cypher.Evidence(t.store.catalog), t.store.catalog.Source()
	plain := func(of *catalog.Type) bool { return of == sources || evidence == nil }
	rows := byType(nodes, func(n *store.Node) any {
		node := cypher.Node(n.Type, n.Values)
		if plain(n.Type) {
			return node
		}
		return map[string]any{"node": node, "sources": n.Sources}
	})
	for of, rows := range rows {
		if plain(of) {
			if err := t.each(ctx, cypher.CreateNodes(of), rows); err != nil {
				return err
			}
		}
	}
	for of, rows := range rows {
		if !plain(of) {
			if err := t.tied(ctx, cypher.CreateCiting(of, evidence), evidence, rows); err != nil {
				return err
			}
		}
	}
	for of, rows := range linkRows(edges) {
		if err := t.each(ctx, cypher.CreateEdges(of), rows); err != nil {
			return err
		}
	}
	return nil
}

// Replace gives nodes and edges other values and sources.
func (t *tx) Replace(ctx context.Context, nodes []store.Node, edges []store.Edge) error {
	for of, rows := range byType(nodes, func(n *store.Node) any { return cypher.Node(n.Type, n.Values) }) {
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
	for of, rows := range linkRows(edges) {
		if err := t.each(ctx, cypher.ReplaceEdges(of), rows); err != nil {
			return err
		}
	}
	return nil
}

// Delete removes edges, and then nodes with their ties to sources.
func (t *tx) Delete(ctx context.Context, nodes []string, edges []store.EdgeID) error {
	for of, rows := range byRelation(edges) {
		if err := t.each(ctx, cypher.DeleteEdges(of), rows); err != nil {
			return err
		}
	}
	if len(nodes) == 0 {
		return nil
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

func byType(nodes []store.Node, row func(*store.Node) any) map[*catalog.Type][]any {
	rows := map[*catalog.Type][]any{}
	for i := range nodes {
		rows[nodes[i].Type] = append(rows[nodes[i].Type], row(&nodes[i]))
	}
	return rows
}

// linkRows are the rows that write edges, by their relation: {from, to, key, edge}.
func linkRows(edges []store.Edge) map[*catalog.Relation][]any {
	rows := map[*catalog.Relation][]any{}
	for i := range edges {
		e := &edges[i]
		rows[e.Relation] = append(rows[e.Relation], map[string]any{
			"from": e.From, "to": e.To, "key": e.Key,
			"edge": cypher.Edge(e.Relation, e.Values, e.Key, e.Confidence, e.Sources),
		})
	}
	return rows
}
