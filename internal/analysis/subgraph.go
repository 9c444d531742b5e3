package analysis

import (
	"maps"
	"slices"

	"innograph/internal/plan"
)

// subgraph is what an analysis has read: edges by the step along which they were
// followed, and by the node that they were followed from.
type subgraph map[plan.Step]map[string][]edge

// add keeps edges, in order. What was already followed along a step from a node stays as
// it is.
func (g subgraph) add(edges []edge) {
	found := subgraph{}
	for _, e := range edges {
		if found[e.step] == nil {
			found[e.step] = map[string][]edge{}
		}
		found[e.step][e.from] = append(found[e.step][e.from], e)
	}
	for step, from := range found {
		if g[step] == nil {
			g[step] = map[string][]edge{}
		}
		for id, edges := range from {
			if _, known := g[step][id]; !known {
				g[step][id] = edges
			}
		}
	}
}

// from lists the edges along a step from a node.
func (g subgraph) from(step plan.Step, id string) []edge { return g[step][id] }

// ends lists the nodes that a step leads to from the nodes, by id, each once.
func (g subgraph) ends(step plan.Step, ids ...string) []string {
	var found []string
	for _, id := range ids {
		for _, e := range g[step][id] {
			found = append(found, e.to)
		}
	}
	return sorted(found)
}

// idSet is a set of ids.
type idSet map[string]bool

func setOf(ids ...string) idSet {
	set := idSet{}
	for _, id := range ids {
		set[id] = true
	}
	return set
}

// fresh adds ids, and lists those that were not there, in order.
func (s idSet) fresh(ids ...string) []string {
	var added []string
	for _, id := range sorted(ids) {
		if !s[id] {
			s[id] = true
			added = append(added, id)
		}
	}
	return added
}

// split parts ids into those in the set and the others.
func (s idSet) split(ids []string) (in, others []string) {
	for _, id := range ids {
		if s[id] {
			in = append(in, id)
		} else {
			others = append(others, id)
		}
	}
	return in, others
}

// keys lists the keys of a map, in no order.
func keys[V any](m map[string]V) []string { return slices.Collect(maps.Keys(m)) }

// texts are the strings of a coerced argument.
func texts(list []any) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i], _ = v.(string)
	}
	return out
}
