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
}

// question is a shape as one contender is asked for it.
type question struct {
	*running
	shape   string
	bodies  [][]byte
	size    int              // of the answer, in bytes: the median of the bodies
	samples map[int][]sample // by the number of connections
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
	all, stop, err := startAll(ctx, o, d, contenders)
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
	var asked [][]*question // by shape
	for _, shape := range o.shapes {
		questions, err := prepare(ctx, shape, all, d.variables(o.sets, deep, shape))
		if err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w", shape, err))
			continue
		}
		asked = append(asked, questions)
	}
	if err := measure(ctx, o, asked); err != nil {
		return nil, err
	}
	for _, questions := range asked {
		for _, q := range questions {
			result.rows = append(result.rows, q.row())
		}
	}
	for _, r := range all {
		_, most := r.process.memory()
		result.memory[r.title()] = [2]int{idle[r.title()], most}
	}
	return result, errors.Join(wrong...)
}

// startAll starts engines and contenders; stop ends what was started, also after an error.
func startAll(ctx context.Context, o options, d *dataset, who []contender) (all []*running, stop func() error, err error) {
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
		for _, c := range who {
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

// prepare makes the requests for a shape, for all who can be asked for it, and sees that
// their answers agree.
func prepare(ctx context.Context, shape string, all []*running, variables []map[string]any) ([]*question, error) {
	var questions []*question
	for _, r := range all {
		if shapes.Text(shape, r.file) == "" {
			continue
		}
		bodies, err := r.requests(shape, variables)
		if err != nil {
			return nil, err
		}
		questions = append(questions, &question{running: r, shape: shape, bodies: bodies, samples: map[int][]sample{}})
	}
	return questions, compare(ctx, shape, questions)
}

// measure asks in rounds, each of which goes through all shapes. The first is not counted:
// Neo4j and Node.js compile what runs often, which takes them thousands of requests. Every
// other round asks the contenders in the opposite order, so that none always comes first.
func measure(ctx context.Context, o options, asked [][]*question) error {
	for round := range o.rounds + 1 {
		fmt.Fprintf(os.Stderr, "  round %d of %d\n", round, o.rounds)
		for _, questions := range asked {
			if round%2 == 0 {
				questions = slices.Clone(questions)
				slices.Reverse(questions)
			}
			for _, n := range connections {
				for _, q := range questions {
					s, err := drive(ctx, q.process, q.url(q.shape), q.bodies, n, o.slice)
					if err != nil {
						return err
					}
					if round > 0 {
						q.samples[n] = append(q.samples[n], s)
					}
				}
			}
		}
	}
	return nil
}

// row sums up what was measured.
func (q *question) row() row {
	made := row{shape: q.shape, engine: q.engine, contender: q.name, size: q.size, at: map[int]figures{}}
	for n, samples := range q.samples {
		made.at[n] = sum(samples)
	}
	fmt.Fprintf(os.Stderr, "  %-16s %-26s %8.0f/s  %7.3f ms CPU  p50 %s\n", q.shape, q.title(), made.at[16].rate, made.at[16].cpu, made.at[1].p50.Round(time.Microsecond))
	return made
}

// compare asks all contenders for every set of variables: they must agree.
func compare(ctx context.Context, shape string, questions []*question) error {
	sizes := make([][]int, len(questions))
	for i := range questions[0].bodies {
		var first []byte
		for j, q := range questions {
			answer, err := ask(ctx, q.url(shape), q.bodies[i])
			if err != nil {
				return fmt.Errorf("%s: %w", q.title(), err)
			}
			sizes[j] = append(sizes[j], len(answer))
			if first == nil {
				first = answer
			}
			if err := agree(first, answer); err != nil {
				return fmt.Errorf("%s and %s, asked with %s: %w", questions[0].title(), q.title(), q.bodies[i], err)
			}
		}
	}
	for j, q := range questions {
		slices.Sort(sizes[j])
		q.size = sizes[j][len(sizes[j])/2]
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
