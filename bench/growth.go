package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
)

// grown are the shapes whose cost should not grow with the graph.
var grown = []string{"point", "page", "deep", "nested"}

// growth is what the server takes for a shape in a small and in a large graph.
type growth struct {
	shape, engine string
	small, large  row
}

// measureGrowth asks the server alone, in both graphs in turns: machines change their speed
// within minutes.
func measureGrowth(ctx context.Context, o options) (grew []growth, failed error) {
	fmt.Fprintf(os.Stderr, "growth from %s to %s nodes\n", o.growth[0], o.growth[1])
	own := slices.DeleteFunc(slices.Clone(contenders), func(c contender) bool { return c.name != ours })
	asked := make([][]*question, len(grown)*len(own)) // each in the small and in the large graph
	for _, size := range o.growth {
		d, err := newDataset(size)
		if err != nil {
			return nil, err
		}
		all, stop, err := startAll(ctx, o, d, own)
		defer func() { failed = errors.Join(failed, stop()) }()
		if err != nil {
			return nil, err
		}
		deep, err := d.deepPage(ctx, all[0])
		if err != nil {
			return nil, err
		}
		for i, shape := range grown {
			questions, err := prepare(ctx, shape, all, d.variables(o.sets, deep, shape))
			if err != nil {
				return nil, fmt.Errorf("%s: %s: %w", size, shape, err)
			}
			for j, q := range questions {
				asked[j*len(grown)+i] = append(asked[j*len(grown)+i], q)
			}
		}
	}
	if err := measure(ctx, o, asked); err != nil {
		return nil, err
	}
	for _, in := range asked {
		if len(in) == 2 {
			grew = append(grew, growth{in[0].shape, in[0].engine, in[0].row(), in[1].row()})
		}
	}
	return grew, nil
}

func (r *report) writeGrowth(out *strings.Builder) {
	if r.growth == nil {
		return
	}
	small, large := r.options.growth[0], r.options.growth[1]
	fmt.Fprintf(out, "\n## Growth\n\nThe server alone, in a synthetic graph of %s nodes and in one of %s, asked in turns.\n\n", small, large)
	fmt.Fprintf(out, "| shape | engine | p50, 1: %s | %s | times | requests/s, 16: %[1]s | %[2]s | times |\n|---|---|--:|--:|--:|--:|--:|--:|\n", small, large)
	for _, g := range r.growth {
		one, many := [2]figures{g.small.at[1], g.large.at[1]}, [2]figures{g.small.at[16], g.large.at[16]}
		fmt.Fprintf(out, "| %s | %s | %s | %s | %.2f | %.0f | %.0f | %.2f |\n", g.shape, g.engine,
			ms(one[0].p50), ms(one[1].p50), float64(one[1].p50)/float64(one[0].p50),
			many[0].rate, many[1].rate, many[1].rate/many[0].rate)
	}
}
