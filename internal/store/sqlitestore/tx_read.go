package sqlitestore

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"slices"

	"innograph/internal/catalog"
	"innograph/internal/sqlite"
	"innograph/internal/store"
)

// Nodes reads those of the nodes that are there, in order of id.
func (t *transaction) Nodes(ctx context.Context, ids []string) ([]store.Node, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var nodes []store.Node
	err := t.query(ctx, cell(func(text []byte) (err error) {
		nodes, err = sqlite.DecodeNodes(t.catalog, text, func(id string, number int64) { t.numbers[id] = number })
		return err
	}), t.nodesText, sqlite.JSONList(ids))
	return nodes, err
}

// Edges reads those of the edges that are there.
func (t *transaction) Edges(ctx context.Context, ids []store.EdgeID) ([]store.Edge, error) {
	if err := t.find(ctx, endsOf(ids)); err != nil {
		return nil, err
	}
	var edges []store.Edge
	for relation, some := range byRelation(ids, func(id *store.EdgeID) *catalog.Relation { return id.Relation }) {
		some = slices.DeleteFunc(some, func(id *store.EdgeID) bool { return t.numbers[id.From] == 0 || t.numbers[id.To] == 0 })
		err := inPieces(len(some), func(from, to int) error {
			return t.query(ctx, edgesInto(&edges, relation), sqlite.StoredEdges(relation, to-from), t.places(some[from:to])...)
		})
		if err != nil {
			return nil, err
		}
	}
	return edges, nil
}

// EdgesAt reads the edges that start or end at one of the nodes.
func (t *transaction) EdgesAt(ctx context.Context, ids []string, limit int) ([]store.Edge, error) {
	numbers, err := t.present(ctx, ids)
	if err != nil || len(numbers) == 0 {
		return nil, err
	}
	var edges []store.Edge
	for _, relation := range t.catalog.Relations {
		if relation.Evidence || len(edges) >= limit {
			continue
		}
		if err := t.query(ctx, edgesInto(&edges, relation), sqlite.StoredEdgesAt(relation), sqlite.JSONList(numbers), limit-len(edges)); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(edges, func(a, b store.Edge) int {
		return cmp.Or(cmp.Compare(a.Relation.Name, b.Relation.Name), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), cmp.Compare(a.Key, b.Key))
	})
	return edges, nil
}

// Citing reads what names the source.
func (t *transaction) Citing(ctx context.Context, source string, limit int) ([]string, []store.Edge, error) {
	numbers, err := t.present(ctx, []string{source})
	if err != nil || len(numbers) == 0 {
		return nil, nil, err
	}
	quoted, err := json.Marshal(source)
	if err != nil {
		return nil, nil, t.failure(ctx, err)
	}
	var nodes []string
	var edges []store.Edge
	for _, relation := range t.catalog.Relations {
		if relation.Evidence {
			err = t.query(ctx, func(rows *sql.Rows) error {
				var id string
				err := rows.Scan(&id)
				nodes = append(nodes, id)
				return err
			}, sqlite.CitingNodes(relation), numbers[0], limit)
		} else if len(edges) < limit {
			err = t.query(ctx, edgesInto(&edges, relation), sqlite.CitingEdges(relation), string(quoted), source, limit-len(edges))
		}
		if err != nil {
			return nil, nil, err
		}
	}
	return nodes, edges, nil
}

// Ancestry reads the edges of a hierarchy that lead up from the nodes.
func (t *transaction) Ancestry(ctx context.Context, of *catalog.Relation, from []string) ([]store.Ends, error) {
	numbers, err := t.present(ctx, from)
	up := slices.IndexFunc(of.Fields, func(f *catalog.Field) bool { return f.Hierarchy })
	if err != nil || len(numbers) == 0 || up < 0 {
		return nil, err
	}
	var all []store.Ends
	err = t.query(ctx, func(rows *sql.Rows) error {
		var ends store.Ends
		err := rows.Scan(&ends.Lower, &ends.Upper)
		all = append(all, ends)
		return err
	}, sqlite.Ancestry(of.Fields[up]), sqlite.JSONList(numbers))
	return all, err
}

// Holders finds the nodes that have one of these values of a unique property.
func (t *transaction) Holders(ctx context.Context, of *catalog.Unique, values []string) ([]store.Holder, error) {
	if len(values) == 0 {
		return nil, nil
	}
	var all []store.Holder
	err := t.query(ctx, func(rows *sql.Rows) error {
		var holder store.Holder
		err := rows.Scan(&holder.ID, &holder.Value, &holder.Within)
		all = append(all, holder)
		return err
	}, sqlite.Holders(of), sqlite.JSONList(values))
	return all, err
}

// edgesInto collects edges of the relation.
func edgesInto(edges *[]store.Edge, of *catalog.Relation) func(*sql.Rows) error {
	return cell(func(text []byte) error {
		found, err := sqlite.DecodeEdges(of, text)
		*edges = append(*edges, found...)
		return err
	})
}

// endsOf are the ids of the edges' ends.
func endsOf(edges []store.EdgeID) []string {
	ids := make([]string, 0, 2*len(edges))
	for _, e := range edges {
		ids = append(ids, e.From, e.To)
	}
	return ids
}

// places are the arguments that find edges: the numbers of the ends and the key of each.
func (t *transaction) places(edges []*store.EdgeID) []any {
	args := make([]any, 0, 3*len(edges))
	for _, e := range edges {
		args = append(args, t.numbers[e.From], t.numbers[e.To], e.Key)
	}
	return args
}

// byRelation sorts edges by what they are of.
func byRelation[E any](edges []E, of func(*E) *catalog.Relation) map[*catalog.Relation][]*E {
	sorted := map[*catalog.Relation][]*E{}
	for i := range edges {
		r := of(&edges[i])
		sorted[r] = append(sorted[r], &edges[i])
	}
	return sorted
}
