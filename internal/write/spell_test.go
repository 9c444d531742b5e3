package write_test

import (
	"fmt"
	"maps"
	"slices"

	"innograph/internal/catalog"
)

func edgeKey(of *catalog.Relation, from, to, key string) string {
	if of.Undirected && to < from {
		from, to = to, from
	}
	return fmt.Sprintf("%s %s %s %q", of.Name, from, to, key)
}

// spell is all that there is to a thing but its version.
func (x thing) spell() string {
	return fmt.Sprintf("%v %q %s %v %v", x.values, x.key, x.sure, slices.Sorted(maps.Keys(x.sources)), [2]string{x.from, x.to})
}

// spellAll is the whole graph, a line for each node and edge.
func (g *graph) spellAll() []string {
	var all []string
	for id, n := range g.nodes {
		if n.of == g.model.Source() {
			n.version = 0
		}
		all = append(all, fmt.Sprintf("%s %d %s", id, n.version, n.spell()))
	}
	for id, e := range g.edges {
		all = append(all, id+" "+e.spell())
	}
	slices.Sort(all)
	return all
}

// read is the graph that a store has.
func (w *world) read() *graph {
	w.Helper()
	nodes, edges := w.everything()
	g := &graph{w.model, map[string]thing{}, map[string]thing{}}
	for _, n := range nodes {
		x := thing{of: n.Type, values: map[string]any{}, sources: set(n.Sources)}
		for i, p := range n.Type.Properties {
			if p.Name == "version" {
				x.version = n.Values[i].(int64)
			} else if list, isList := n.Values[i].([]string); p.Kind != catalog.ID && n.Values[i] != nil && (!isList || len(list) > 0) {
				x.values[p.Name] = n.Values[i]
			}
		}
		g.nodes[n.ID()] = x
	}
	for _, e := range edges {
		x := thing{relation: e.Relation, from: e.From, to: e.To, key: e.Key, values: map[string]any{}, sources: set(e.Sources)}
		for i, p := range e.Relation.Properties {
			if e.Values[i] != nil {
				x.values[p.Name] = e.Values[i]
			}
		}
		if e.Confidence != nil {
			x.sure = fmt.Sprint(*e.Confidence)
		}
		g.edges[edgeKey(e.Relation, e.From, e.To, e.Key)] = x
	}
	return g
}

func set(ids []string) map[string]bool {
	out := map[string]bool{}
	for _, id := range ids {
		out[id] = true
	}
	return out
}
