package sqlitestore

import (
	"cmp"
	"context"
	"slices"

	"innograph/internal/catalog"
	"innograph/internal/fault"
	"innograph/internal/sqlite"
	"innograph/internal/store"
)

// Load writes facts into an empty store in one transaction, all or nothing.
func (s *Store) Load(ctx context.Context, facts store.Stream) error {
	return s.intoFile(ctx, func() error { return s.load(ctx, facts) })
}

func (s *Store) load(ctx context.Context, facts store.Stream) error {
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return s.failure(ctx, err)
	}
	defer func() { _ = tx.Rollback() }() // without effect once committed
	empty := false
	if err := tx.QueryRowContext(ctx, "SELECT NOT EXISTS (SELECT 1 FROM node)").Scan(&empty); err != nil {
		return s.failure(ctx, err)
	}
	if !empty {
		return fault.New(fault.Conflict, "The store is not empty. A data set is loaded into an empty store: choose another file.")
	}
	// Rows are made beside the writing of those before them.
	script := newScript(ctx)
	l := &load{script: script, schema: s.schema, facts: facts, types: order(s.catalog, facts), sources: s.catalog.Source()}
	for _, r := range s.catalog.Relations {
		if r.Evidence {
			l.evidence = script.batch(func(rows int) string { return sqlite.InsertEvidence(r, rows) })
		}
	}
	go func() {
		defer script.end()
		l.all()
	}()
	if err := script.run(ctx, tx, s.other); err != nil {
		return s.failure(ctx, err)
	}
	if err := tx.Commit(); err != nil {
		return s.failure(ctx, err)
	}
	return nil
}

// load says what is to be written, step by step.
type load struct {
	*script
	schema   *sqlite.Schema
	facts    store.Stream
	types    []*catalog.Type // in the order in which their nodes are written
	sources  *catalog.Type   // nil where the model has none, and then:
	evidence *batch
	numbers  *store.Numbers
}

// order puts the types with the most nodes last. An index of a type is made right after
// the type's nodes: SQLite goes through all nodes for each, and what it makes while the
// table is small costs little.
func order(model *catalog.Catalog, facts store.Stream) []*catalog.Type {
	types := model.Concrete()
	counts := make(map[*catalog.Type]int, len(types))
	for _, t := range types {
		counts[t] = facts.Count(t)
	}
	slices.SortStableFunc(types, func(a, b *catalog.Type) int { return cmp.Compare(counts[a], counts[b]) })
	return types
}

func (l *load) all() {
	// An index is made faster of all rows than row by row.
	for _, index := range l.schema.Indexes {
		l.add(index.Drop())
	}
	l.nodes()
	l.edges()
	l.indexes(nil)
	l.dataset()
}

// indexes makes those that hold nodes of the type alone; without a type, all others.
func (l *load) indexes(of *catalog.Type) {
	for _, index := range l.schema.Indexes {
		if index.Of == of {
			l.add(index.Create)
		}
	}
}

func (l *load) dataset() {
	d := l.facts.About()
	for _, pair := range [][2]string{{"name", d.Name}, {"version", d.Version}, {"asOf", d.AsOf}, {"licence", d.Licence}, {"measuredAt", d.MeasuredAt}} {
		if pair[1] != "" {
			l.add("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", pair[0], pair[1])
		}
	}
}

// nodes writes the nodes type by type, each with its evidence. Sources have their numbers
// before that, since what cites them may be written earlier.
func (l *load) nodes() {
	first, total := make(map[*catalog.Type]int64, len(l.types)), 0
	for _, t := range l.types {
		first[t] = int64(total) + 1
		total += l.facts.Count(t)
	}
	l.numbers = store.NewNumbers(total)
	if l.sources != nil {
		number := first[l.sources]
		for node := range l.facts.NodesOf(l.sources) {
			l.numbers.Set(node.ID(), number)
			number++
		}
	}
	for _, t := range l.types {
		if !l.nodesOf(t, first[t]) {
			return
		}
		l.indexes(t)
	}
	if l.evidence != nil {
		l.evidence.flush()
	}
}

// nodesOf writes the nodes of a type, which get the numbers from the given one on. It
// tells whether more are wanted.
func (l *load) nodesOf(t *catalog.Type, number int64) bool {
	rows := l.batch(func(rows int) string { return sqlite.InsertNodes(t, rows) })
	for node := range l.facts.NodesOf(t) {
		if t != l.sources {
			l.numbers.Set(node.ID(), number)
		}
		if !rows.add(sqlite.NodeArguments(number, node)) {
			return false
		}
		for _, source := range node.Sources {
			l.evidence.add([]any{number, l.numbers.Of(source)})
		}
		number++
	}
	return rows.flush()
}

// edges writes an undirected edge both ways, so that it is found from both ends alike;
// one from a node to itself is found once anyway.
func (l *load) edges() {
	byRelation := map[*catalog.Relation]*batch{}
	for edge := range l.facts.AllEdges() {
		rows, ok := byRelation[edge.Relation]
		if !ok {
			rows = l.batch(func(rows int) string { return sqlite.InsertEdges(edge.Relation, rows) })
			byRelation[edge.Relation] = rows
		}
		from, to := l.numbers.Of(edge.From), l.numbers.Of(edge.To)
		if !rows.add(sqlite.EdgeArguments(from, to, false, edge)) {
			return
		}
		if edge.Relation.Undirected && from != to {
			rows.add(sqlite.EdgeArguments(to, from, true, edge))
		}
	}
	for _, rows := range byRelation {
		rows.flush()
	}
}
