package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"

	"innograph/bench/synthetic"
	"innograph/internal/catalog"
	"innograph/internal/store"
	"innograph/schema"
	"innograph/seed"
)

// dataset is what the contenders are asked of.
type dataset struct {
	size     string // hunan, or about how many nodes
	title    string
	template *store.Facts
	graph    *synthetic.Graph // nil for the curated facts themselves
	copies   int
}

func newDataset(size string) (*dataset, error) {
	model, err := catalog.Load(schema.Files)
	if err != nil {
		return nil, err
	}
	facts, err := seed.Read(model, seed.Hunan())
	if err != nil {
		return nil, err
	}
	d := &dataset{size: size, template: facts, copies: 1}
	if size == "hunan" {
		d.title = fmt.Sprintf("the Hunan facts: %d nodes, %d edges", len(facts.Nodes), len(facts.Edges))
		return d, nil
	}
	nodes, err := count(size)
	if err != nil {
		return nil, err
	}
	d.graph = synthetic.New(facts, nodes, 1)
	total, edges := d.graph.Size()
	d.copies = total / len(facts.Nodes)
	d.title = fmt.Sprintf("a synthetic graph: %d nodes, %d edges", total, edges)
	return d, nil
}

// count reads a number such as 10k or 1m.
func count(size string) (int, error) {
	digits, unit := strings.TrimRight(size, "km"), 1
	switch size[len(digits):] {
	case "k":
		unit = 1_000
	case "m":
		unit = 1_000_000
	}
	n, err := strconv.Atoi(digits)
	if err != nil || n < 1 {
		return 0, fmt.Errorf("%q is no size; it is hunan, or a number of nodes such as 10k or 1m", size)
	}
	return n * unit, nil
}

// facts is the data set, for a load.
func (d *dataset) facts() store.Stream {
	if d.graph == nil {
		return d.template
	}
	return d.graph
}

// variables gives so many sets of variables, with which a shape is asked in turn. All
// shapes share the names; each contender takes those that its text has.
func (d *dataset) variables(sets int, deep []map[string]any, shape string) []map[string]any {
	if shape == "deep" {
		return deep
	}
	random := rand.New(rand.NewPCG(1, 2))
	picks := map[string][]string{} // by type
	cities := map[string]bool{}
	var city []any
	for i := range d.template.Nodes {
		n := &d.template.Nodes[i]
		picks[n.Type.Name] = append(picks[n.Type.Name], n.ID())
		if found, ok := d.city(i); ok && !cities[found] && n.Type.Name == "Enterprise" {
			cities[found] = true
			city = append(city, found)
		}
	}
	pick := func(kind string) string {
		id := picks[kind][random.IntN(len(picks[kind]))]
		if d.graph == nil {
			return id
		}
		return d.graph.ID(id, random.IntN(d.copies))
	}
	made := make([]map[string]any, sets)
	for i := range made {
		made[i] = map[string]any{
			"id": pick("Product"), "year": 2010 + random.IntN(12), "city": city[random.IntN(len(city))],
			"name":       string(rune('A'+random.IntN(15))) + "a",
			"enterprise": pick("Enterprise"), "technology": pick("Technology"),
			"organizations": []string{pick("Enterprise"), pick("Enterprise"), pick("Enterprise")},
		}
		if d.graph != nil {
			made[i]["name"] = strings.ToLower(made[i]["name"].(string))
		}
	}
	return made
}

// city is the city of the data set's node that stands for the template's.
func (d *dataset) city(node int) (string, bool) {
	n := d.template.Nodes[node]
	if d.graph != nil {
		n = d.graph.Node(node, 0)
	}
	for i, property := range n.Type.Properties {
		if property.Name == "city" {
			city, ok := n.Values[i].(string)
			return city, ok
		}
	}
	return "", false
}

// loaded names the file that says that a store of the cache was filled to the end.
func loaded(name string) string { return cache(name + ".loaded") }

// fill loads the data set into an empty store at the address, once: name is that of the
// store in the cache. What an interrupted load has left is thrown away before.
func (d *dataset) fill(ctx context.Context, name string, open func() (store.Store, error)) error {
	if _, err := os.Stat(loaded(name)); err == nil {
		return nil
	}
	opened, err := open()
	if err != nil {
		return err
	}
	defer func() { _ = opened.Close() }() // after a load there is nothing left to be written
	fmt.Fprintf(os.Stderr, "loading %s into %s\n", d.title, name)
	if err := opened.Load(ctx, d.facts()); err != nil {
		return err
	}
	return os.WriteFile(loaded(name), nil, 0o600)
}
