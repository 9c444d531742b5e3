package sqlitestore

import (
	"context"

	"innograph/internal/catalog"
	"innograph/internal/sqlite"
	"innograph/internal/store"
)

// Create writes nodes, with their ties to sources, and then edges.
func (t *transaction) Create(ctx context.Context, nodes []store.Node, edges []store.Edge) error {
	if err := t.createNodes(ctx, nodes); err != nil {
		return err
	}
	if err := t.cite(ctx, nodes); err != nil {
		return err
	}
	return t.edges(ctx, edges, sqlite.InsertEdges)
}

func (t *transaction) createNodes(ctx context.Context, nodes []store.Node) error {
	for of, some := range byType(nodes) {
		if err := t.clear(ctx, of); err != nil {
			return err
		}
		err := t.numbered(ctx, len(some), func(rows int) string { return sqlite.AppendNodes(of, rows) },
			func(i int) []any { return sqlite.NodeArguments(0, some[i])[1:] },
			func(i int, number int64) { t.numbers[some[i].ID()] = number })
		if err != nil {
			return err
		}
	}
	return nil
}

func byType(nodes []store.Node) map[*catalog.Type][]*store.Node {
	sorted := map[*catalog.Type][]*store.Node{}
	for i := range nodes {
		sorted[nodes[i].Type] = append(sorted[nodes[i].Type], &nodes[i])
	}
	return sorted
}

// cite ties nodes to their sources.
func (t *transaction) cite(ctx context.Context, nodes []store.Node) error {
	evidence := sqlite.Evidence(t.catalog)
	var ties [][2]int64
	for i := range nodes {
		if err := t.required(ctx, nodes[i].Sources); err != nil {
			return err
		}
		for _, source := range nodes[i].Sources {
			ties = append(ties, [2]int64{t.numbers[nodes[i].ID()], t.numbers[source]})
		}
	}
	return t.rows(ctx, len(ties), func(rows int) string { return sqlite.InsertEvidence(evidence, rows) },
		func(i int) []any { return []any{ties[i][0], ties[i][1]} })
}

// edges runs a statement for the edges of each relation. An undirected one is a row both
// ways, but only one where it leads from a node to itself.
func (t *transaction) edges(ctx context.Context, edges []store.Edge, text func(of *catalog.Relation, rows int) string) error {
	ids := make([]store.EdgeID, len(edges))
	for i := range edges {
		ids[i] = edges[i].ID()
	}
	if err := t.required(ctx, endsOf(ids)); err != nil {
		return err
	}
	for of, some := range byRelation(edges, func(e *store.Edge) *catalog.Relation { return e.Relation }) {
		var rows [][]any
		for _, e := range some {
			from, to := t.numbers[e.From], t.numbers[e.To]
			rows = append(rows, sqlite.EdgeArguments(from, to, false, e))
			if of.Undirected && from != to {
				rows = append(rows, sqlite.EdgeArguments(to, from, true, e))
			}
		}
		err := t.rows(ctx, len(rows), func(rows int) string { return text(of, rows) }, func(i int) []any { return rows[i] })
		if err != nil {
			return err
		}
	}
	return nil
}

// Replace gives nodes and edges that are there these values and sources instead.
func (t *transaction) Replace(ctx context.Context, nodes []store.Node, edges []store.Edge) error {
	ids := make([]string, len(nodes))
	for i := range nodes {
		ids[i] = nodes[i].ID()
	}
	if err := t.required(ctx, ids); err != nil {
		return err
	}
	for of, some := range byType(nodes) {
		err := t.rows(ctx, len(some), func(rows int) string { return sqlite.UpdateNodes(of, rows) },
			func(i int) []any { return sqlite.NodeArguments(t.numbers[some[i].ID()], some[i]) })
		if err != nil {
			return err
		}
	}
	if err := t.uncite(ctx, ids, sqlite.DeleteEvidence); err != nil {
		return err
	}
	if err := t.cite(ctx, nodes); err != nil {
		return err
	}
	return t.edges(ctx, edges, sqlite.UpdateEdges)
}

// uncite removes ties between the nodes and sources.
func (t *transaction) uncite(ctx context.Context, ids []string, text func(*catalog.Relation) string) error {
	numbers, err := t.present(ctx, ids)
	evidence := sqlite.Evidence(t.catalog)
	if err != nil || len(numbers) == 0 || evidence == nil {
		return err
	}
	_, err = t.exec(ctx, text(evidence), sqlite.JSONList(numbers))
	return err
}

// Delete removes edges, and then nodes with their ties to sources.
func (t *transaction) Delete(ctx context.Context, nodes []string, edges []store.EdgeID) error {
	if err := t.deleteEdges(ctx, edges); err != nil {
		return err
	}
	numbers, err := t.present(ctx, nodes)
	if err != nil || len(numbers) == 0 {
		return err
	}
	if err := t.uncite(ctx, nodes, sqlite.DeleteEvidence); err != nil {
		return err
	}
	if err := t.uncite(ctx, nodes, sqlite.DeleteSupport); err != nil {
		return err
	}
	for _, id := range nodes {
		delete(t.numbers, id)
	}
	t.before.forget()
	_, err = t.exec(ctx, sqlite.DeleteNodes, sqlite.JSONList(numbers))
	return err
}

func (t *transaction) deleteEdges(ctx context.Context, edges []store.EdgeID) error {
	if err := t.required(ctx, endsOf(edges)); err != nil {
		return err
	}
	for of, some := range byRelation(edges, func(e *store.EdgeID) *catalog.Relation { return e.Relation }) {
		if of.Undirected {
			for _, e := range some {
				some = append(some, &store.EdgeID{Relation: of, From: e.To, To: e.From, Key: e.Key})
			}
		}
		err := t.rows(ctx, len(some), func(rows int) string { return sqlite.DeleteEdges(of, rows) },
			func(i int) []any { return t.places(some[i : i+1]) })
		if err != nil {
			return err
		}
	}
	return nil
}
