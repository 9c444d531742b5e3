package neo4jstore

import (
	"context"
	"fmt"

	"innograph/internal/cypher"
	"innograph/internal/fault"
	"innograph/internal/store"
)

// Known gives those of the ids that nodes have. Their numbers are known afterwards, too.
func (t *tx) Known(ctx context.Context, ids []string) ([]string, error) {
	if err := t.find(ctx, ids); err != nil {
		return nil, err
	}
	known := make([]string, 0, len(ids))
	for _, id := range ids {
		if _, there := t.numbers[id]; there {
			known = append(known, id)
		}
	}
	return known, nil
}

// find sees to it that the numbers of the nodes are known, of those that are there.
func (t *tx) find(ctx context.Context, ids []string) error {
	var unknown []string
	for _, id := range ids {
		if _, known := t.numbers[id]; !known {
			unknown = append(unknown, id)
		}
	}
	if len(unknown) == 0 {
		return nil
	}
	rows, err := t.list(ctx, cypher.Known, map[string]any{"ids": unknown})
	for _, row := range rows {
		cells := store.List(row)
		t.numbers[store.Text(cells[0])] = store.Integer(cells[1])
	}
	return err
}

// required finds nodes that must be there.
func (t *tx) required(ctx context.Context, ids []string) error {
	if err := t.find(ctx, ids); err != nil {
		return err
	}
	for _, id := range ids {
		if _, there := t.numbers[id]; !there {
			return fault.New(fault.Internal, "Something went wrong inside the server. The request was sound; please report it.").
				Because(fmt.Errorf("neo4j: there is no node %q, which a write takes for granted", id))
		}
	}
	return nil
}

// endsOf are the ids of the edges' ends.
func endsOf(edges []store.EdgeID) []string {
	ids := make([]string, 0, 2*len(edges))
	for _, e := range edges {
		ids = append(ids, e.From, e.To)
	}
	return ids
}
