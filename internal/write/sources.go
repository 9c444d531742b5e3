package write

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/fault"
	"innograph/internal/lines"
)

// sources are those that a fact has when some come to it and some go. What comes back is
// the list that came in where nothing changes.
func (s *session) sources(there, added, without []string, at ast.Path) ([]string, *fault.Error) {
	all, own := there, false
	for _, id := range added {
		found := s.node(id)
		if found == nil || found.after == nil || found.after.Type != s.model.Source() {
			return nil, s.noSource(id, at)
		}
		if id = found.id; !slices.Contains(all, id) {
			if !own {
				all, own = slices.Clone(all), true
			}
			all = append(all, id)
		}
	}
	if own {
		slices.Sort(all)
	}
	if len(without) > 0 {
		left := slices.DeleteFunc(slices.Clone(all), func(id string) bool { return slices.Contains(without, id) })
		if len(left) < len(all) {
			all = left
		}
	}
	return all, nil
}

func (s *session) noSource(id string, at ast.Path) *fault.Error {
	if s.refused[id] {
		return bad(within(at, "sources"), "The source %s was refused, and this with it.", lines.Shown(id))
	}
	return bad(within(at, "sources"), "There is no source %s: write the source first, or in the same request.", lines.Shown(id))
}

// unsourced refuses a fact that nobody states.
func unsourced(owner string, at ast.Path) *fault.Error {
	return bad(within(at, "sources"), "No source: name at least one; every %s says who states it.", owner)
}
