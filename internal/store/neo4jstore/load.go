package neo4jstore

import (
	"context"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"innograph/internal/catalog"
	"innograph/internal/cypher"
	"innograph/internal/fault"
	"innograph/internal/store"
)

// batch is how many rows go with one statement. All are of one transaction; batches only
// bound what is on its way at once.
const batch = 2000

// Load writes facts into an empty store in one transaction, all or nothing. Its time is
// bounded by ctx alone.
func (s *Store) Load(ctx context.Context, facts *store.Facts) error {
	session := s.session(ctx, neo4j.AccessModeWrite)
	defer func() { _ = session.Close(ctx) }() // gives the connection back
	tx, err := session.BeginTransaction(ctx, timeout(ctx), neo4j.WithTxMetadata(map[string]any{"operation": "innograph: load"}))
	if err != nil {
		return failure(ctx, err)
	}
	defer func() { _ = tx.Close(ctx) }() // without effect once committed
	l := &load{Store: s, tx: tx}
	if err := l.all(ctx, facts); err != nil {
		return failure(ctx, err)
	}
	if err := tx.Commit(ctx); err != nil {
		return failure(ctx, err)
	}
	return nil
}

type load struct {
	*Store
	tx neo4j.ExplicitTransaction
}

func (l *load) all(ctx context.Context, facts *store.Facts) error {
	if err := l.vacant(ctx); err != nil {
		return err
	}
	if err := l.dataset(ctx, facts.Dataset); err != nil {
		return err
	}
	if err := l.nodes(ctx, facts.Nodes); err != nil {
		return err
	}
	if err := l.evidence(ctx, facts.Nodes); err != nil {
		return err
	}
	return l.edges(ctx, facts.Edges)
}

func (l *load) vacant(ctx context.Context) error {
	l.countOther()
	result, err := l.tx.Run(ctx, cypher.Empty, nil)
	if err != nil {
		return err
	}
	record, err := result.Single(ctx)
	if err != nil {
		return err
	}
	if record.Values[0] != true {
		return fault.New(fault.Conflict, "The store is not empty. A data set is loaded into an empty store: choose another database.")
	}
	return nil
}

func (l *load) dataset(ctx context.Context, d store.Dataset) error {
	described := map[string]any{}
	for name, value := range map[string]string{"name": d.Name, "version": d.Version, "asOf": d.AsOf, "licence": d.Licence, "measuredAt": d.MeasuredAt} {
		if value != "" {
			described[name] = value
		}
	}
	return l.run(ctx, l.tx, cypher.CreateDataset, map[string]any{"dataset": described})
}

func (l *load) nodes(ctx context.Context, nodes []store.Node) error {
	rows := newBatches[*catalog.Type](l, cypher.CreateNodes)
	for i := range nodes {
		n := &nodes[i]
		if err := rows.add(ctx, n.Type, cypher.Node(n.Type, n.Values)); err != nil {
			return err
		}
	}
	return rows.flush(ctx)
}

// evidence ties the nodes to their sources, which are all written by now.
func (l *load) evidence(ctx context.Context, nodes []store.Node) error {
	stated := slices.IndexFunc(l.catalog.Relations, func(r *catalog.Relation) bool { return r.Evidence })
	if stated < 0 {
		return nil
	}
	relation := l.catalog.Relations[stated]
	rows := newBatches[*catalog.Relation](l, cypher.CreateEdges)
	for i := range nodes {
		n := &nodes[i]
		for _, source := range n.Sources {
			edge := cypher.Edge(relation, nil, "", nil, nil)
			if err := rows.add(ctx, relation, row(n.ID(), source, edge)); err != nil {
				return err
			}
		}
	}
	return rows.flush(ctx)
}

func (l *load) edges(ctx context.Context, edges []store.Edge) error {
	rows := newBatches[*catalog.Relation](l, cypher.CreateEdges)
	for i := range edges {
		e := &edges[i]
		edge := cypher.Edge(e.Relation, e.Values, e.Key, e.Confidence, e.Sources)
		if err := rows.add(ctx, e.Relation, row(e.From, e.To, edge)); err != nil {
			return err
		}
	}
	return rows.flush(ctx)
}

func row(from, to string, edge map[string]any) map[string]any {
	return map[string]any{"from": from, "to": to, "edge": edge}
}

// batches collects rows by what they are of, and writes each lot when it is full.
type batches[K comparable] struct {
	load *load
	text func(K) string
	rows map[K][]any
}

func newBatches[K comparable](l *load, text func(K) string) *batches[K] {
	return &batches[K]{load: l, text: text, rows: map[K][]any{}}
}

func (b *batches[K]) add(ctx context.Context, of K, row map[string]any) error {
	b.rows[of] = append(b.rows[of], row)
	if len(b.rows[of]) < batch {
		return nil
	}
	return b.write(ctx, of)
}

func (b *batches[K]) flush(ctx context.Context) error {
	for of := range b.rows {
		if err := b.write(ctx, of); err != nil {
			return err
		}
	}
	return nil
}

func (b *batches[K]) write(ctx context.Context, of K) error {
	rows := b.rows[of]
	delete(b.rows, of)
	return b.load.run(ctx, b.load.tx, b.text(of), map[string]any{"rows": rows})
}
