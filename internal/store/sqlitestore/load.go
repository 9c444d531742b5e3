package sqlitestore

import (
	"context"
	"database/sql"

	"innograph/internal/fault"
	"innograph/internal/sqlite"
	"innograph/internal/store"
)

// Load writes facts into an empty store in one transaction, all or nothing.
func (s *Store) Load(ctx context.Context, facts *store.Facts) error {
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return s.failure(ctx, err)
	}
	defer func() { _ = tx.Rollback() }() // without effect once committed
	l := &load{Store: s, tx: tx, prepared: map[string]*sql.Stmt{}, numbers: make(map[string]int64, len(facts.Nodes))}
	empty := false
	if err := tx.QueryRowContext(ctx, "SELECT NOT EXISTS (SELECT 1 FROM node)").Scan(&empty); err != nil {
		return s.failure(ctx, err)
	}
	if !empty {
		return fault.New(fault.Conflict, "The store is not empty. A data set is loaded into an empty store: choose another file.")
	}
	if err := l.all(ctx, facts); err != nil {
		return s.failure(ctx, err)
	}
	if err := tx.Commit(); err != nil {
		return s.failure(ctx, err)
	}
	return nil
}

type load struct {
	*Store
	tx       *sql.Tx
	prepared map[string]*sql.Stmt // by text
	numbers  map[string]int64     // of the nodes, by id
}

func (l *load) all(ctx context.Context, facts *store.Facts) error {
	// An index is made faster of all rows than row by row.
	for _, index := range l.schema.Indexes {
		if err := l.exec(ctx, index.Drop()); err != nil {
			return err
		}
	}
	if err := l.dataset(ctx, facts.Dataset); err != nil {
		return err
	}
	if err := l.nodes(ctx, facts.Nodes); err != nil {
		return err
	}
	for i := range facts.Edges {
		if err := l.edge(ctx, &facts.Edges[i]); err != nil {
			return err
		}
	}
	for _, index := range l.schema.Indexes {
		if err := l.exec(ctx, index.Create); err != nil {
			return err
		}
	}
	return nil
}

func (l *load) dataset(ctx context.Context, d store.Dataset) error {
	for key, value := range map[string]string{"name": d.Name, "version": d.Version, "asOf": d.AsOf, "licence": d.Licence, "measuredAt": d.MeasuredAt} {
		if value == "" {
			continue
		}
		if err := l.exec(ctx, "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", key, value); err != nil {
			return err
		}
	}
	return nil
}

func (l *load) nodes(ctx context.Context, nodes []store.Node) error {
	for i := range nodes {
		number := int64(i + 1)
		l.numbers[nodes[i].ID()] = number
		if err := l.exec(ctx, sqlite.InsertNode(nodes[i].Type), sqlite.NodeArguments(number, &nodes[i])...); err != nil {
			return err
		}
	}
	for _, relation := range l.catalog.Relations {
		if !relation.Evidence {
			continue
		}
		for i := range nodes {
			for _, source := range nodes[i].Sources {
				if err := l.exec(ctx, sqlite.InsertEvidence(relation), int64(i+1), l.numbers[source]); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// edge writes an undirected edge both ways, so that it is found from both ends alike;
// one from a node to itself is found once anyway.
func (l *load) edge(ctx context.Context, edge *store.Edge) error {
	from, to := l.numbers[edge.From], l.numbers[edge.To]
	text := sqlite.InsertEdge(edge.Relation)
	if err := l.exec(ctx, text, sqlite.EdgeArguments(from, to, false, edge)...); err != nil {
		return err
	}
	if !edge.Relation.Undirected || from == to {
		return nil
	}
	return l.exec(ctx, text, sqlite.EdgeArguments(to, from, true, edge)...)
}

// exec runs a statement, prepared once for the whole load.
func (l *load) exec(ctx context.Context, text string, args ...any) error {
	statement, ok := l.prepared[text]
	if !ok {
		var err error
		if statement, err = l.tx.PrepareContext(ctx, text); err != nil {
			return err
		}
		l.prepared[text] = statement // closed with the transaction
	}
	l.other()
	_, err := statement.ExecContext(ctx, args...)
	return err
}
