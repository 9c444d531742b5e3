package write

import (
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/catalog"
	"innograph/internal/fault"
	"innograph/internal/lines"
)

// given is what an item says about the values of a node or an edge.
type given struct {
	owner  string // the type or relation, for messages
	values map[string]any
	fill   bool
	at     ast.Path
}

// over writes the given values over those that are there, nil for something new. What
// comes back is the list that came in where nothing changes, and a new one otherwise.
func (g *given) over(properties []*catalog.Property, there []any) ([]any, *fault.Error) {
	all, created := there, there == nil
	if created {
		all = make([]any, len(properties))
	}
	own, used := created, 0
	for i, p := range properties {
		if p.Kind == catalog.ID || p.Computed {
			continue
		}
		if value, named := g.values[p.Name]; named {
			used++
			if next := g.next(p, all[i], value); !same(all[i], next) {
				if !own {
					all, own = slices.Clone(all), true
				}
				all[i] = next
			}
		}
		if p.NonNull && all[i] == nil && p.Kind != catalog.StringList {
			return nil, g.lacks(p, created)
		}
	}
	if used < len(g.values) {
		return nil, g.unknown(properties)
	}
	return all, nil
}

// next is what a value is to be.
func (g *given) next(p *catalog.Property, there, value any) any {
	list, isList := value.([]string)
	switch {
	case g.fill && p.Kind == catalog.StringList:
		before, _ := there.([]string)
		return union(before, list)
	case g.fill && (there != nil || value == nil):
		return there
	case isList && len(list) == 0:
		return nil // a list without items is as good as none
	}
	return value
}

func (g *given) lacks(p *catalog.Property, created bool) *fault.Error {
	if created {
		return bad(within(g.at, p.Name), "No %q: every %s has one.", p.Name, g.owner)
	}
	return bad(within(g.at, p.Name), "%q cannot be taken away: every %s has one.", p.Name, g.owner)
}

func (g *given) unknown(properties []*catalog.Property) *fault.Error {
	var known, found []string
	for _, p := range properties {
		if p.Kind != catalog.ID && !p.Computed {
			known = append(known, p.Name)
		}
	}
	for name := range g.values {
		if !slices.Contains(known, name) {
			found = append(found, name)
		}
	}
	slices.Sort(found)
	if len(known) == 0 {
		return bad(within(g.at, found[0]), "%s has no properties, and so no %s.", g.owner, lines.Shown(found[0]))
	}
	return bad(within(g.at, found[0]), "%s has no %s that can be written; it has %s.", g.owner, lines.Shown(found[0]), strings.Join(known, ", "))
}

// union adds to a list what it does not have yet.
func union(list, more []string) any {
	out := slices.Clip(list)
	for _, item := range more {
		if !slices.Contains(out, item) {
			out = append(out, item)
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// same tells whether two values are equal. An empty list is a missing one.
func same(a, b any) bool {
	x, isList := a.([]string)
	y, isToo := b.([]string)
	if isList || isToo {
		return slices.Equal(x, y)
	}
	return a == b
}
