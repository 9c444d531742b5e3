package naive

import (
	"cmp"
	"slices"

	"innograph/internal/catalog"
	"innograph/internal/store"
)

// graph is the facts with ids resolved.
type graph struct {
	dataset store.Dataset
	nodes   []*node // sources among them, by id
	byID    map[string]*node
	edges   []*edge           // as stated, without the evidence of nodes
	touches map[*node][]*edge // the edges at a node, whichever end it is; a self-loop once
	cites   map[*node][]*node // the entities that a source states, by id
}

type node struct {
	number  int // in graph.nodes
	kind    *catalog.Type
	values  map[string]any // by property; nil where missing
	sources []*node        // by id
}

func (n *node) id() string { return n.values["id"].(string) }

type edge struct {
	number   int // in graph.edges
	relation *catalog.Relation
	from, to *node
	key      string
	values   map[string]any // by property, and the confidence
	sources  []*node        // by id
}

// row is a member of a connection: a node, and the edge that led to it where one did.
type row struct {
	node *node
	edge *edge // nil at a root, and for evidence
}

func newGraph(facts *store.Facts) *graph {
	g := &graph{dataset: facts.Dataset, byID: map[string]*node{}, touches: map[*node][]*edge{}, cites: map[*node][]*node{}}
	for _, fact := range facts.Nodes {
		n := &node{kind: fact.Type, values: map[string]any{}}
		for i, p := range fact.Type.Properties {
			n.values[p.Name] = fact.Values[i]
		}
		g.nodes = append(g.nodes, n)
		g.byID[fact.ID()] = n
	}
	slices.SortFunc(g.nodes, func(a, b *node) int { return cmp.Compare(a.id(), b.id()) })
	for i, n := range g.nodes {
		n.number = i
	}
	for _, fact := range facts.Nodes {
		g.byID[fact.ID()].sources = g.find(fact.Sources)
	}
	for _, n := range g.nodes {
		for _, source := range n.sources {
			g.cites[source] = append(g.cites[source], n)
		}
	}
	for i, fact := range facts.Edges {
		e := &edge{
			number: i, relation: fact.Relation, key: fact.Key,
			from: g.byID[fact.From], to: g.byID[fact.To],
			values: map[string]any{}, sources: g.find(fact.Sources),
		}
		for i, p := range fact.Relation.Properties {
			e.values[p.Name] = fact.Values[i]
		}
		if fact.Confidence != nil {
			e.values[catalog.Confidence.Name] = *fact.Confidence
		}
		g.edges = append(g.edges, e)
		g.touches[e.from] = append(g.touches[e.from], e)
		if e.to != e.from {
			g.touches[e.to] = append(g.touches[e.to], e)
		}
	}
	return g
}

func (g *graph) find(ids []string) []*node {
	var found []*node
	for _, id := range slices.Sorted(slices.Values(ids)) {
		found = append(found, g.byID[id])
	}
	return found
}

// along gives what a relation field of n leads to, in no particular order.
func (g *graph) along(n *node, f *catalog.Field) []row {
	var rows []row
	if f.Relation.Evidence {
		others := g.cites[n]
		if f.Direction == catalog.Out {
			others = n.sources
		}
		for _, other := range others {
			rows = append(rows, row{node: other})
		}
		return rows
	}
	for _, e := range g.touches[n] {
		if e.relation != f.Relation {
			continue
		}
		var other *node
		switch {
		case f.Direction == catalog.Out && e.from == n:
			other = e.to
		case f.Direction == catalog.In && e.to == n:
			other = e.from
		case f.Direction == catalog.Both && e.from == n:
			other = e.to
		case f.Direction == catalog.Both:
			other = e.from
		}
		if other != nil && f.Target.Has(other.kind) {
			rows = append(rows, row{node: other, edge: e})
		}
	}
	return rows
}

// above gives the nodes at one or more steps up a hierarchy, each once.
func (g *graph) above(n *node, f *catalog.Field) []*node {
	var found []*node
	next := []*node{n}
	for len(next) > 0 {
		from := next[0]
		next = next[1:]
		for _, up := range g.along(from, f) {
			if !slices.Contains(found, up.node) {
				found = append(found, up.node)
				next = append(next, up.node)
			}
		}
	}
	return found
}
