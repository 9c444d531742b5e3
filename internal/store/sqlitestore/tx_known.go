package sqlitestore

import "context"

// Known gives those of the ids that nodes have. Their numbers are known afterwards, too.
func (t *transaction) Known(ctx context.Context, ids []string) ([]string, error) {
	if err := t.find(ctx, ids); err != nil {
		return nil, err
	}
	known := make([]string, 0, len(ids))
	for _, id := range ids {
		if t.numbers[id] != 0 {
			known = append(known, id)
		}
	}
	return known, nil
}
