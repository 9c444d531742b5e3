package storetest

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"innograph/internal/plan"
	"innograph/internal/store"
)

// topology reads what is measured with the second store, as text and sorted.
func (w *writing) topology() []string {
	w.Helper()
	var found []string
	w.must(w.second.Topology(w.Context(), []string{"rank", "version"},
		func(n store.Measured) { found = append(found, fmt.Sprint(n.ID, " ", n.Values)) },
		func(from, to string) { found = append(found, from+"→"+to) }))
	slices.Sort(found)
	return found
}

func measures(w *writing) {
	w.want(w.topology())
	w.load()
	shape := []string{"i/1 [<nil> 1]", "i/1→i/2", "i/2 [<nil> 1]", "i/2→i/3", "i/3 [<nil> 1]", "i/3→i/2", "i/4 [<nil> 1]",
		"m/a [<nil> 1]", "m/a→i/1", "m/a→i/1", "m/a→m/a", "m/b [<nil> 1]", "m/b→i/1", "m/b→m/a",
		"x/c [<nil> 1]", "x/c→m/a", "y/1 [<nil> 1]", "y/2 [<nil> 1]", "y/3 [<nil> 1]"}
	w.want(w.topology(), shape...)
	w.write(func(ctx context.Context, tx store.Tx) error {
		w.must(tx.Measure(ctx, []string{"rank"}, nil, ""))
		w.must(tx.Measure(ctx, []string{"rank"}, []store.Measured{
			{ID: "m/a", Values: []any{0.125}}, {ID: "nobody", Values: []any{1.0}}, {ID: "i/4", Values: []any{2.0}}, {ID: "i/1", Values: []any{3.0}},
		}, "2026-11-24T03:26:00Z"))
		return tx.Measure(ctx, []string{"rank"}, []store.Measured{{ID: "i/1", Values: []any{nil}}}, "")
	})
	for i, line := range shape {
		line = strings.Replace(line, "m/a [<nil> 1]", "m/a [0.125 1]", 1)
		shape[i] = strings.Replace(line, "i/4 [<nil> 1]", "i/4 [2 1]", 1)
	}
	w.want(w.topology(), shape...)
	w.want(w.nodes("i/4"), `Item i/4 name="the i/4" version=1 rank=2.0 | s/1`)
	w.last(0)
	cells, err := w.second.Read(w.Context(), &plan.Operation{Roots: []plan.Query{
		&plan.Dataset{Parts: []plan.DatasetPart{plan.DatasetMeasuredAt, plan.DatasetName}},
	}})
	w.must(err)
	about := store.List(cells[0])
	w.want([]string{store.Text(about[0]), store.Text(about[1])}, "2026-11-24T03:26:00Z", "Synthetic")
}
