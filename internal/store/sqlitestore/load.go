package sqlitestore

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"slices"

	"innograph/internal/catalog"
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
	if err := l.evidence(ctx, facts.Nodes); err != nil {
		return err
	}
	if err := l.edges(ctx, facts.Edges); err != nil {
		return err
	}
	return l.indexes(ctx, nil)
}

// indexes makes those that hold nodes of the type alone; without a type, all others.
func (l *load) indexes(ctx context.Context, of *catalog.Type) error {
	for _, index := range l.schema.Indexes {
		if index.Of != of {
			continue
		}
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

// nodes writes the nodes type by type, and the indexes of each type after its nodes.
// SQLite goes through all nodes for each index: what it makes while the table is small
// costs little, and so the largest types come last.
func (l *load) nodes(ctx context.Context, nodes []store.Node) error {
	byType := map[string][]*store.Node{}
	for i := range nodes {
		name := nodes[i].Type.Name
		byType[name] = append(byType[name], &nodes[i])
	}
	types := l.catalog.Concrete()
	slices.SortStableFunc(types, func(a, b *catalog.Type) int { return cmp.Compare(len(byType[a.Name]), len(byType[b.Name])) })
	for _, t := range types {
		rows := l.batch(func(rows int) string { return sqlite.InsertNodes(t, rows) })
		for _, node := range byType[t.Name] {
			number := int64(len(l.numbers) + 1)
			l.numbers[node.ID()] = number
			if err := rows.add(ctx, sqlite.NodeArguments(number, node)); err != nil {
				return err
			}
		}
		if err := errors.Join(rows.flush(ctx), l.indexes(ctx, t)); err != nil {
			return err
		}
	}
	return nil
}

// evidence ties the nodes to their sources, which are all written by now.
func (l *load) evidence(ctx context.Context, nodes []store.Node) error {
	for _, relation := range l.catalog.Relations {
		if !relation.Evidence {
			continue
		}
		rows := l.batch(func(rows int) string { return sqlite.InsertEvidence(relation, rows) })
		for i := range nodes {
			for _, source := range nodes[i].Sources {
				if err := rows.add(ctx, []any{l.numbers[nodes[i].ID()], l.numbers[source]}); err != nil {
					return err
				}
			}
		}
		if err := rows.flush(ctx); err != nil {
			return err
		}
	}
	return nil
}

// edges writes an undirected edge both ways, so that it is found from both ends alike;
// one from a node to itself is found once anyway.
func (l *load) edges(ctx context.Context, edges []store.Edge) error {
	byRelation := map[*catalog.Relation]*batch{}
	for i := range edges {
		edge := &edges[i]
		rows, ok := byRelation[edge.Relation]
		if !ok {
			rows = l.batch(func(rows int) string { return sqlite.InsertEdges(edge.Relation, rows) })
			byRelation[edge.Relation] = rows
		}
		from, to := l.numbers[edge.From], l.numbers[edge.To]
		if err := rows.add(ctx, sqlite.EdgeArguments(from, to, false, edge)); err != nil {
			return err
		}
		if !edge.Relation.Undirected || from == to {
			continue
		}
		if err := rows.add(ctx, sqlite.EdgeArguments(to, from, true, edge)); err != nil {
			return err
		}
	}
	for _, rows := range byRelation {
		if err := rows.flush(ctx); err != nil {
			return err
		}
	}
	return nil
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
