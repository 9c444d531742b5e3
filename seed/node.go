package seed

import (
	"slices"

	"innograph/internal/catalog"
	"innograph/internal/lines"
	"innograph/internal/store"
)

// sourceType is the type of what sources.jsonl holds.
const sourceType = "Source"

// source reads a line of sources.jsonl.
func (r *reader) source(l *line, given lines.Object) {
	r.add(l, r.lines.Source(given, l.problem))
}

// node reads a line of nodes.jsonl.
func (r *reader) node(l *line, given lines.Object) {
	node := r.lines.Node(given, l.problem)
	if node == nil {
		return
	}
	r.add(l, node)
	r.cited(l, node.Sources, node.Type.Sourced, node.Type.Name)
}

// add makes a node known, one with problems too, so that what refers to it is not
// reported as well.
func (r *reader) add(l *line, node *store.Node) {
	id := node.ID()
	if first, taken := r.nodes[id]; taken {
		l.problem("the id %s is taken by line %d; an id stands for one node", lines.Shown(id), first.line)
	} else if lines.CheckID(node.Type, id) == nil {
		r.nodes[id] = seen{line: l.number, kind: node.Type}
	}
	r.hold(l, node)
	r.facts.Nodes = append(r.facts.Nodes, *node)
}

// hold checks that nobody else has the node's unique values.
func (r *reader) hold(l *line, node *store.Node) {
	value := func(of *catalog.Property) (text string, present bool) {
		text, present = node.Values[slices.Index(node.Type.Properties, of)].(string)
		return text, present
	}
	for _, p := range node.Type.Properties {
		if p.Unique == nil {
			continue
		}
		held, within := holding{of: p.Unique}, ""
		var present bool
		if held.value, present = value(p); !present {
			continue
		}
		if p.Unique.Within != nil {
			if held.within, present = value(p.Unique.Within); !present {
				continue
			}
			within = " in one " + p.Unique.Within.Name
		}
		if first, taken := r.holders[held]; taken {
			l.problem("the %s %s is that of line %d; no two nodes have the same%s", p.Name, lines.Shown(held.value), first, within)
			continue
		}
		r.holders[held] = l.number
	}
}

// cited checks that what a line names as its sources are some.
func (r *reader) cited(l *line, ids []string, needed bool, owner string) {
	if needed && len(ids) == 0 {
		l.problem("no source: name at least one in \"sources\"; every %s says who states it", owner)
	}
	for _, id := range ids {
		if known := r.nodes[id]; known.kind == nil || known.kind.Name != sourceType {
			l.problem("there is no source %s%v", lines.Shown(id), nearestID{id, r.nodes})
		}
	}
}
