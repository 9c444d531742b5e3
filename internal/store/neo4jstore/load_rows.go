package neo4jstore

import (
	"context"
	"fmt"
	"slices"

	"innograph/internal/catalog"
	"innograph/internal/cypher"
	"innograph/internal/store"
)

// batch is how many rows go with one statement. Larger ones cost the server more for each
// row: what is under way then outgrows the part of its heap that is cleared cheaply.
const batch = 2000

// load writes facts as rows of few statements.
type load struct {
	catalog *catalog.Catalog
	facts   store.Stream
	numbers *store.Numbers // that the server gave to the nodes
	pipeline
}

// newLoad makes a load that has so many statements run at once.
func newLoad(model *catalog.Catalog, facts store.Stream, send send, width int) *load {
	nodes := 0
	for _, t := range model.Concrete() {
		nodes += facts.Count(t)
	}
	return &load{catalog: model, facts: facts, numbers: store.NewNumbers(nodes), pipeline: pipeline{send: send, width: width}}
}

// all writes the nodes, with their evidence, and then the edges.
func (l *load) all(ctx context.Context) error {
	defer l.abandon()
	types := l.catalog.Concrete()
	var evidence *lot // nil where the model has none
	if i := slices.IndexFunc(l.catalog.Relations, func(r *catalog.Relation) bool { return r.Evidence }); i >= 0 {
		evidence = &lot{load: l, text: cypher.BulkEvidence(l.catalog.Relations[i])}
		// Sources come first, since other nodes cite them.
		source := l.catalog.Source()
		if err := l.nodes(ctx, source, evidence); err != nil {
			return err
		}
		types = slices.DeleteFunc(types, func(t *catalog.Type) bool { return t == source })
	}
	for _, t := range types {
		if err := l.nodes(ctx, t, evidence); err != nil {
			return err
		}
	}
	if evidence != nil {
		if err := evidence.flush(ctx); err != nil {
			return err
		}
	}
	return l.edges(ctx)
}

// nodes writes the nodes of a type, and ties them to their sources, which are all written
// by now.
func (l *load) nodes(ctx context.Context, t *catalog.Type, evidence *lot) error {
	rows := &lot{load: l, text: cypher.BulkNodes(t)}
	var nodes []*store.Node // of the rows
	rows.told = func() func(any) error {
		written := nodes
		nodes = nil
		return func(answer any) error { return l.number(ctx, written, store.List(answer), evidence) }
	}
	for n := range l.facts.NodesOf(t) {
		nodes = append(nodes, n)
		if err := rows.add(ctx, cypher.NodeRow(t, n.Values)); err != nil {
			return err
		}
	}
	if err := rows.flush(ctx); err != nil {
		return err
	}
	return l.drain()
}

// number keeps the numbers that the server gave to nodes.
func (l *load) number(ctx context.Context, nodes []*store.Node, numbers []any, evidence *lot) error {
	if len(numbers) != len(nodes) {
		return fmt.Errorf("%d nodes were to be written, %d were", len(nodes), len(numbers))
	}
	for i, n := range nodes {
		number, _ := numbers[i].(int64)
		l.numbers.Set(n.ID(), number)
		for _, source := range n.Sources {
			if err := evidence.add(ctx, []any{number, l.numbers.Of(source)}); err != nil {
				return err
			}
		}
	}
	return nil
}

func (l *load) edges(ctx context.Context) error {
	byRelation := map[string]*lot{}
	for e := range l.facts.AllEdges() {
		of, ok := byRelation[e.Relation.Name]
		if !ok {
			of = &lot{load: l, text: cypher.BulkEdges(e.Relation)}
			byRelation[e.Relation.Name] = of
		}
		row := cypher.EdgeRow(e.Relation, l.numbers.Of(e.From), l.numbers.Of(e.To), e.Values, e.Key, e.Confidence, e.Sources)
		if err := of.add(ctx, row); err != nil {
			return err
		}
	}
	for _, of := range byRelation {
		if err := of.flush(ctx); err != nil {
			return err
		}
	}
	return l.drain()
}

// lot collects the rows of one statement.
type lot struct {
	load *load
	text string
	rows []any
	told func() func(answer any) error // gives who is told of the answer for the rows at hand
}

// add writes the row, sooner or later.
func (r *lot) add(ctx context.Context, row []any) error {
	r.rows = append(r.rows, row)
	if len(r.rows) < batch {
		return nil
	}
	return r.flush(ctx)
}

// flush writes what is left.
func (r *lot) flush(ctx context.Context) error {
	if len(r.rows) == 0 {
		return nil
	}
	rows := r.rows
	r.rows = nil
	var told func(any) error
	if r.told != nil {
		told = r.told()
	}
	return r.load.submit(ctx, r.text, rows, told)
}
