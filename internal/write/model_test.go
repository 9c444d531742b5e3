package write_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"innograph/internal/catalog"
	"innograph/internal/fault"
	"innograph/internal/write"
)

// graph is the rules of writing once more, as simply as can be: everything in maps, and
// each item done at once, on a copy that is thrown away when it is refused.
type graph struct {
	model *catalog.Catalog
	nodes map[string]thing
	edges map[string]thing // by relation, ends and key
}

// thing is a node or an edge.
type thing struct {
	of       *catalog.Type
	relation *catalog.Relation
	from, to string
	key      string
	sure     string // the confidence, "" without
	values   map[string]any
	sources  map[string]bool
	version  int64
}

func (x thing) clone() thing {
	x.values, x.sources = maps.Clone(x.values), maps.Clone(x.sources)
	return x
}

func (g *graph) clone() *graph {
	out := &graph{g.model, map[string]thing{}, map[string]thing{}}
	for id, n := range g.nodes {
		out.nodes[id] = n.clone()
	}
	for id, e := range g.edges {
		out.edges[id] = e.clone()
	}
	return out
}

// apply does a batch: every item where that is possible. Versions count once a batch.
func (g *graph) apply(b *write.Batch) (after *graph, refused map[string]fault.Code) {
	now := g.clone()
	refused = map[string]fault.Code{}
	do := func(part write.Part, i int, item func(*graph) fault.Code) {
		next := now.clone()
		if code := item(next); code != "" {
			refused[fmt.Sprint(part, " ", i)] = code
			return
		}
		now = next
	}
	for _, sources := range []bool{true, false} {
		for i := range b.Nodes {
			if sources == (b.Nodes[i].Type == g.model.Source()) {
				do(write.Nodes, i, func(next *graph) fault.Code { return next.node(&b.Nodes[i], g) })
			}
		}
	}
	for i := range b.Edges {
		do(write.Edges, i, func(next *graph) fault.Code { return next.edge(&b.Edges[i]) })
	}
	for i := range b.Unlinks {
		do(write.Unlinks, i, func(next *graph) fault.Code {
			id := edgeKey(b.Unlinks[i].Relation, b.Unlinks[i].From, b.Unlinks[i].To, b.Unlinks[i].Key)
			if _, there := next.edges[id]; !there {
				return fault.NotFound
			}
			delete(next.edges, id)
			return ""
		})
	}
	gone := map[string]bool{}
	for _, sources := range []bool{false, true} {
		for i := range b.Deletes {
			id := b.Deletes[i].ID
			if sources != strings.HasPrefix(id, "source/") || gone[id] {
				continue
			}
			do(write.Deletes, i, func(next *graph) fault.Code {
				code := next.delete(&b.Deletes[i])
				gone[id] = code == ""
				return code
			})
		}
	}
	for id, n := range now.nodes {
		was, there := g.nodes[id]
		n.version = 1
		if there {
			n.version = was.version
			if n.spell() != was.spell() {
				n.version++
			}
		}
		now.nodes[id] = n
	}
	return now, refused
}

func (g *graph) node(item *write.Node, before *graph) fault.Code {
	n, there := g.nodes[item.ID]
	if !there {
		if item.Mode == write.Patch {
			return fault.NotFound
		}
		n = thing{of: item.Type, values: map[string]any{}, sources: map[string]bool{}}
	}
	if was, had := before.nodes[item.ID]; item.IfVersion != nil && (!had || was.version != *item.IfVersion) {
		return fault.Conflict
	}
	if code := g.change(&n, item.Values, item.Fill, item.Sources, item.Without); code != "" {
		return code
	}
	if n.values["name"] == nil && n.values["title"] == nil || item.Type.Sourced && len(n.sources) == 0 {
		return fault.BadUserInput
	}
	if item.Type == g.model.Source() && len(n.sources) > 0 {
		return fault.BadUserInput
	}
	for id, other := range g.nodes {
		sameCode := n.values["code"] != nil && n.values["code"] == other.values["code"]
		sameSymbol := n.values["symbol"] != nil && n.values["scheme"] != nil &&
			n.values["symbol"] == other.values["symbol"] && n.values["scheme"] == other.values["scheme"]
		if id != item.ID && (sameCode || sameSymbol) {
			return fault.Conflict
		}
	}
	g.nodes[item.ID] = n
	return ""
}

// change sets values and sources.
func (g *graph) change(x *thing, values map[string]any, fill bool, sources, without []string) fault.Code {
	for name, value := range values {
		list, isList := value.([]string)
		switch {
		case fill && isList:
			own, _ := x.values[name].([]string)
			for _, item := range list {
				if !slices.Contains(own, item) {
					own = append(slices.Clone(own), item)
				}
			}
			x.values[name] = own
		case fill && x.values[name] != nil:
		default:
			x.values[name] = value
		}
		if list, isList := x.values[name].([]string); x.values[name] == nil || isList && len(list) == 0 {
			delete(x.values, name)
		}
	}
	for _, id := range sources {
		if source, there := g.nodes[id]; !there || source.of != g.model.Source() {
			return fault.BadUserInput
		}
		x.sources[id] = true
	}
	for _, id := range without {
		delete(x.sources, id)
	}
	return ""
}

func (g *graph) edge(item *write.Edge) fault.Code {
	from, starts := g.nodes[item.From]
	to, ends := g.nodes[item.To]
	if !starts || !ends || !item.Relation.Joins(from.of, to.of) {
		return fault.BadUserInput
	}
	id := edgeKey(item.Relation, item.From, item.To, item.Key)
	e, there := g.edges[id]
	if !there {
		if item.Relation.Name == "PART_OF" || item.Relation.Name == "LOCATED_IN" {
			if g.above(item.Relation, item.To)[item.From] {
				return fault.BadUserInput
			}
		}
		e = thing{relation: item.Relation, from: item.From, to: item.To, key: item.Key, values: map[string]any{}, sources: map[string]bool{}}
	}
	if code := g.change(&e, item.Values, item.Fill, item.Sources, item.Without); code != "" {
		return code
	}
	switch {
	case item.Fill && e.sure != "":
	case item.Confidence != nil:
		e.sure = fmt.Sprint(*item.Confidence)
	case item.NoConfidence:
		e.sure = ""
	}
	if len(e.sources) == 0 && (from.of.Sourced || to.of.Sourced) {
		return fault.BadUserInput
	}
	g.edges[id] = e
	return ""
}

// above is a node and all that lies above it in a hierarchy.
func (g *graph) above(of *catalog.Relation, id string) map[string]bool {
	all := map[string]bool{id: true}
	for grown := true; grown; {
		grown = false
		for _, e := range g.edges {
			if e.relation == of && all[e.from] && !all[e.to] {
				all[e.to], grown = true, true
			}
		}
	}
	return all
}

func (g *graph) delete(item *write.Delete) fault.Code {
	if _, there := g.nodes[item.ID]; !there {
		return fault.NotFound
	}
	for id, e := range g.edges {
		switch {
		case e.from != item.ID && e.to != item.ID:
			delete(e.sources, item.ID)
			if len(e.sources) == 0 && (g.nodes[e.from].of.Sourced || g.nodes[e.to].of.Sourced) {
				return fault.Conflict
			}
		case !item.Cascade:
			return fault.Conflict
		default:
			delete(g.edges, id)
		}
	}
	for _, n := range g.nodes {
		delete(n.sources, item.ID)
		if len(n.sources) == 0 && n.of.Sourced {
			return fault.Conflict
		}
	}
	delete(g.nodes, item.ID)
	return ""
}
