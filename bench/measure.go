package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"innograph/bench/shapes"
)

// connections are the numbers of them at which is measured.
var connections = []int{1, 16}

// sizeResult is what was measured of one data set.
type sizeResult struct {
	dataset *dataset
	rows    []row
	memory  map[string][2]int // of each contender: idle and at most, in MB
}

// row is what was measured of a shape and a contender.
type row struct {
	shape, engine, contender string
	size                     int // of the answer, in bytes: the median of the sets
	at                       map[int]figures
}

// running is a contender that has been started.
type running struct {
	contender
	process *process
	bodies  [][]byte
	samples map[int][]sample
	size    int
}

func (r *running) url(shape string) string { return r.process.address + r.path(shape) }

// title tells the contender from the same one on another engine.
func (c contender) title() string { return c.name + " on " + c.engine }

// measureSize starts all engines and contenders, and asks them.
func measureSize(ctx context.Context, o options, size string) (result *sizeResult, err error) {
	d, err := newDataset(size)
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(os.Stderr, "%s\n", d.title)
	all, stop, err := startAll(ctx, o, d)
	defer func() { err = errors.Join(err, stop()) }()
	if err != nil {
		return nil, err
	}
	result = &sizeResult{dataset: d, memory: map[string][2]int{}}
	idle := map[string]int{}
	for _, r := range all {
		idle[r.title()], _ = r.process.memory()
	}
	deep, err := d.deepPage(ctx, all[slices.IndexFunc(all, func(r *running) bool { return r.name == ours })])
	if err != nil {
		return nil, err
	}
	var wrong []error
	for _, shape := range o.shapes {
		rows, err := measureShape(ctx, o, shape, all, d.variables(deep, shape))
		if err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w", shape, err))
			continue
		}
		result.rows = append(result.rows, rows...)
	}
	for _, r := range all {
		_, most := r.process.memory()
		result.memory[r.title()] = [2]int{idle[r.title()], most}
	}
	return result, errors.Join(wrong...)
}

// startAll starts engines and contenders; stop ends what was started, also after an error.
func startAll(ctx context.Context, o options, d *dataset) (all []*running, stop func() error, err error) {
	var started []*process
	stop = func() error {
		var failed []error
		for _, p := range slices.Backward(started) {
			failed = append(failed, p.stop())
		}
		return errors.Join(failed...)
	}
	for _, name := range o.engines {
		begin, known := starts[name]
		if !known {
			return nil, stop, fmt.Errorf("%q is no engine; there are neo4j and sqlite", name)
		}
		e, err := begin(ctx, d)
		if e != nil && e.process != nil {
			started = append(started, e.process)
		}
		if err != nil {
			return nil, stop, err
		}
		for _, c := range contenders {
			if c.engine != name {
				continue
			}
			command := c.start(e.store)
			p, err := start(ctx, c.env, c.prefix, command[0], command[1:]...)
			if err != nil {
				return nil, stop, err
			}
			started = append(started, p)
			all = append(all, &running{contender: c, process: p})
		}
	}
	return all, stop, nil
}

// measureShape asks for one shape: first to compare the answers and to warm up, then in
// rounds.
func measureShape(ctx context.Context, o options, shape string, all []*running, variables []map[string]any) ([]row, error) {
	var able []*running
	for _, r := range all {
		if shapes.Text(shape, r.file) != "" {
			able = append(able, r)
		}
	}
	for _, r := range able {
		var err error
		r.samples = map[int][]sample{}
		if r.bodies, err = r.requests(shape, variables); err != nil {
			return nil, err
		}
	}
	if err := compare(ctx, shape, able); err != nil {
		return nil, err
	}
	for _, r := range able {
		if _, err := drive(ctx, r.process, r.url(shape), r.bodies, slices.Max(connections), o.slice); err != nil {
			return nil, err
		}
	}
	for range o.rounds {
		for _, n := range connections {
			for _, r := range able {
				s, err := drive(ctx, r.process, r.url(shape), r.bodies, n, o.slice)
				if err != nil {
					return nil, err
				}
				r.samples[n] = append(r.samples[n], s)
			}
		}
	}
	var rows []row
	for _, r := range able {
		made := row{shape: shape, engine: r.engine, contender: r.name, size: r.size, at: map[int]figures{}}
		for n, samples := range r.samples {
			made.at[n] = sum(samples)
		}
		fmt.Fprintf(os.Stderr, "  %-16s %-26s %8.0f/s  %7.3f ms CPU  p50 %s\n", shape, r.title(), made.at[16].rate, made.at[16].cpu, made.at[1].p50.Round(time.Microsecond))
		rows = append(rows, made)
	}
	return rows, nil
}

// compare asks all contenders for every set of variables: they must agree.
func compare(ctx context.Context, shape string, able []*running) error {
	sizes := map[*running][]int{}
	for i := range able[0].bodies {
		var first []byte
		for _, r := range able {
			answer, err := ask(ctx, r.url(shape), r.bodies[i])
			if err != nil {
				return fmt.Errorf("%s: %w", r.title(), err)
			}
			sizes[r] = append(sizes[r], len(answer))
			if first == nil {
				first = answer
			}
			if err := agree(first, answer); err != nil {
				return fmt.Errorf("%s and %s, asked with %s: %w", able[0].title(), r.title(), r.bodies[i], err)
			}
		}
	}
	for r, all := range sizes {
		slices.Sort(all)
		r.size = all[len(all)/2]
	}
	return nil
}

// deepPage is the page of 20 products with 20,000 before it, or the last full one: by
// a cursor, by an offset, and by the values that the page begins behind.
func (d *dataset) deepPage(ctx context.Context, server *running) ([]map[string]any, error) {
	const text = `query($first: Int!, $after: String) { products(orderBy: [{ field: NAME }], first: $first, after: $after) {
		totalCount pageInfo { endCursor } nodes { id name } } }`
	var answer struct {
		Data struct {
			Products struct {
				TotalCount int
				PageInfo   struct{ EndCursor string }
				Nodes      []struct{ ID, Name string }
			}
		}
	}
	offset, wanted := 0, 1
	var after any
	for offset < wanted {
		first := min(1000, wanted-offset)
		body, err := json.Marshal(graphqlBody(text, map[string]any{"first": first, "after": after}))
		if err != nil {
			return nil, err
		}
		response, err := ask(ctx, server.url(""), body)
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(response, &answer); err != nil {
			return nil, err
		}
		offset += first
		wanted = max(1, min(20_000, answer.Data.Products.TotalCount-20))
		after = answer.Data.Products.PageInfo.EndCursor
	}
	products := answer.Data.Products
	last := products.Nodes[len(products.Nodes)-1]
	return []map[string]any{{"after": after, "offset": offset, "lastName": last.Name, "lastId": last.ID}}, nil
}
