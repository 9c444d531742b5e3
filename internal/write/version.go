package write

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/fault"
	"innograph/internal/store"
)

// checkVersion refuses to change a node that is not the one that the client has seen.
func (s *session) checkVersion(n *node, wanted *int64, at ast.Path) *fault.Error {
	if wanted == nil {
		return nil
	}
	if n.before == nil {
		return conflict(within(at, "ifVersion"), "%s is not there, and so not in version %d: leave ifVersion out to make it.", n.id, *wanted)
	}
	place := s.shape.version[n.before.Type]
	if place < 0 {
		return bad(within(at, "ifVersion"), "A %s has no version: leave ifVersion out.", n.before.Type.Name)
	}
	if version, _ := n.before.Values[place].(int64); version != *wanted {
		return conflict(within(at, "ifVersion"), "%s is in version %d by now, not %d: read it again, and decide whether your change still holds.", n.id, version, *wanted)
	}
	return nil
}

// next gives a node that changed its next version.
func (s *session) next(n *node) {
	place := s.shape.version[n.after.Type]
	if place < 0 {
		return
	}
	version, _ := n.before.Values[place].(int64)
	values := slices.Clone(n.after.Values)
	values[place] = version + 1
	n.after = &store.Node{Type: n.after.Type, Values: values, Sources: n.after.Sources}
}
