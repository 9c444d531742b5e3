package write

import (
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/catalog"
	"innograph/internal/fault"
	"innograph/internal/lines"
	"innograph/internal/store"
)

// holding is a value that only one node can have.
type holding struct {
	of            *catalog.Unique
	value, within string
}

// holds gives what a node holds of a unique property; nothing where a value is missing.
func (u *unique) holds(n *store.Node) (holding, bool) {
	if n == nil {
		return holding{}, false
	}
	value, ok := n.Values[u.at].(string)
	within := ""
	if ok && u.within >= 0 {
		within, ok = n.Values[u.within].(string)
	}
	return holding{u.Unique, value, within}, ok
}

// readHolders finds who has the unique values that the batch names.
func (s *session) readHolders(b *Batch) error {
	wanted := map[*catalog.Unique][]string{}
	seen := map[holding]bool{}
	want := func(u *unique, value any) {
		text, ok := value.(string)
		if is := (holding{of: u.Unique, value: text}); ok && !seen[is] {
			seen[is] = true
			wanted[u.Unique] = append(wanted[u.Unique], text)
		}
	}
	for i := range b.Nodes {
		item := &b.Nodes[i]
		uniques := s.shape.unique[item.Type]
		for j := range uniques {
			u := &uniques[j]
			want(u, item.Values[u.Property.Name])
			if n := s.node(item.ID); u.within >= 0 && n.before != nil {
				want(u, n.before.Values[u.at]) // stays, but within something else
			}
		}
	}
	return s.holdersOf(wanted)
}

func (s *session) holdersOf(wanted map[*catalog.Unique][]string) error {
	for of, values := range wanted {
		holders, err := s.tx.Holders(s, of, values)
		if err != nil {
			return err
		}
		for _, h := range holders {
			if of.Within == nil || h.Within != "" {
				s.holders[holding{of, h.Value, h.Within}] = h.ID
			}
		}
	}
	return nil
}

// hold takes the unique values that a node is to have, and gives up those that it had.
func (s *session) hold(n *node, after *store.Node, at ast.Path) *fault.Error {
	uniques := s.shape.unique[after.Type]
	for i := range uniques {
		u := &uniques[i]
		is, ok := u.holds(after)
		if holder, taken := s.holders[is]; ok && taken && holder != n.id {
			return s.taken(u, is, holder, at)
		}
	}
	for i := range uniques {
		u := &uniques[i]
		had, hadAny := u.holds(n.after)
		is, ok := u.holds(after)
		if hadAny && (!ok || had != is) {
			delete(s.holders, had)
			s.givenUp[had] = n.id
		}
		if ok {
			s.holders[is] = n.id
			if from, free := s.givenUp[is]; free && from != n.id {
				s.early[from] = true
			}
		}
	}
	return nil
}

// release gives up all that a node holds.
func (s *session) release(n *node) {
	uniques := s.shape.unique[n.after.Type]
	for i := range uniques {
		if had, ok := uniques[i].holds(n.after); ok {
			delete(s.holders, had)
			s.givenUp[had] = n.id
		}
	}
}

// uniqueValues are those of nodes.
func (s *session) uniqueValues(nodes ...*store.Node) map[*catalog.Unique][]string {
	all := map[*catalog.Unique][]string{}
	for _, n := range nodes {
		for _, u := range s.shape.unique[n.Type] {
			if value, ok := n.Values[u.at].(string); ok {
				all[u.Unique] = each(append(all[u.Unique], value))
			}
		}
	}
	return all
}

func (s *session) taken(u *unique, is holding, holder string, at ast.Path) *fault.Error {
	among := ""
	if u.Within != nil {
		among = " within the " + u.Within.Name + " " + lines.Shown(is.within)
	}
	return conflict(within(at, u.Property.Name), "The %s %s%s is that of %s: change that one, or merge the two if they are the same.",
		u.Property.Name, lines.Shown(is.value), among, holder)
}

// bare is a node without its unique values.
func (s *session) bare(n *store.Node) store.Node {
	out := store.Node{Type: n.Type, Values: append([]any(nil), n.Values...), Sources: n.Sources}
	for _, u := range s.shape.unique[n.Type] {
		out.Values[u.at] = nil
	}
	return out
}
