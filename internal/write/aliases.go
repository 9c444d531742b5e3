package write

import (
	"maps"
	"slices"
)

// Aliases lets ids lead to nodes, as if a node of that id had been merged into it: by the
// ids that others give to what the graph has under another one. No node has such an id.
func Aliases(to map[string]string) Option {
	return func(o *options) { o.aliases = to }
}

// alias notes the aliases whose nodes are there.
func (s *session) alias(to map[string]string) error {
	added := map[string][]string{} // by node
	for _, id := range slices.Sorted(maps.Keys(to)) {
		if node := s.now(to[id]); s.there(node) && s.now(id) != node {
			added[node] = append(added[node], id)
		}
	}
	if len(added) == 0 {
		return nil
	}
	absorbed, err := s.absorbed(slices.Collect(maps.Keys(added)))
	if err != nil {
		return err
	}
	for node, ids := range added {
		ids = slices.DeleteFunc(ids, func(id string) bool { return slices.Contains(absorbed[node], id) })
		// The newest merging stays the last.
		if err := s.setAbsorbed(node, slices.Concat(ids, absorbed[node])); err != nil {
			return err
		}
		if err := s.lead(ids, node); err != nil {
			return err
		}
	}
	return nil
}
