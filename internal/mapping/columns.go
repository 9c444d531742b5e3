package mapping

import (
	"fmt"
	"slices"

	"innograph/internal/lines"
)

// CheckColumns refuses columns of which a file lacks one that the table needs. The error
// says which there are.
func (t *Table) CheckColumns(columns []string) error {
	var failed error
	t.paths(func(p path, items *list) {
		name := p.begin()
		if failed != nil || items != nil && items.name == name || slices.Contains(columns, name) {
			return
		}
		failed = fmt.Errorf("there is no column %s%v; the columns are %v", lines.Shown(name), lines.Nearest{Typed: name, Known: columns}, lines.List(columns))
	})
	return failed
}

// paths gives every path of the table, with the list whose items the rule sees.
func (t *Table) paths(yield func(path, *list)) {
	in := func(of *template, items *list) {
		if of == nil {
			return
		}
		for i := range of.parts {
			if p := of.parts[i].path; p != nil {
				yield(p, items)
			}
		}
	}
	value := func(v *value, items *list) {
		if v == nil {
			return
		}
		for _, of := range v.of {
			in(of, items)
		}
	}
	rule := func(when conditions, set []*setting, items *list) {
		for _, c := range when {
			in(c.of, items)
		}
		for _, s := range set {
			value(s.value, items)
		}
	}
	rule(t.when, nil, nil)
	for _, l := range t.lists {
		value(l.of, nil)
	}
	for _, n := range t.nodes {
		in(n.id, n.each)
		rule(n.when, n.set, n.each)
	}
	for _, e := range t.edges {
		items := e.over()
		rule(e.when, e.set, items)
		value(e.key, items)
		value(e.confidence, items)
	}
}

// over is the list that an edge is repeated for: that of the nodes at its ends.
func (e *edge) over() *list {
	if e.from.each != nil {
		return e.from.each
	}
	return e.to.each
}
