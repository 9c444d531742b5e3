package write

import (
	"cmp"
	"slices"
	"strings"

	"innograph/internal/fault"
	"innograph/internal/lines"
	"innograph/internal/store"
)

// mostCiting is how many nodes, and how many edges, a source is taken from when it is
// deleted.
const mostCiting = 10_000

// mostEdges is how many edges one deletion or merging takes along: more than that are not
// for one transaction, nor for memory.
const mostEdges = 100_000

// readDeletes reads what hangs on the nodes that are to be deleted.
func (s *session) readDeletes(b *Batch) error {
	var entities, sources []string
	for i := range b.Deletes {
		n := s.node(b.Deletes[i].ID)
		switch {
		case n.before == nil:
		case n.before.Type == s.model.Source():
			sources = append(sources, n.id)
		default:
			entities = append(entities, n.id)
		}
	}
	found, err := s.tx.EdgesAt(s, each(entities), mostEdges+1)
	if err != nil {
		return err
	}
	if len(found) > mostEdges {
		return s.tooMany(b, found)
	}
	s.learn(found)
	var citing []string
	for _, id := range each(sources) {
		nodes, edges, err := s.tx.Citing(s, id, mostCiting+1)
		if err != nil {
			return err
		}
		if len(nodes) > mostCiting || len(edges) > mostCiting {
			s.overcited[id] = true
		}
		s.learn(edges)
		citing = append(citing, nodes...)
	}
	return s.readNodes(citing, nil)
}

// tooMany is that nodes to be deleted have more edges than can go with them, and which has
// the most of those that were found.
func (s *session) tooMany(b *Batch, found []store.Edge) *fault.Error {
	edges := map[string]int{}
	for i := range found {
		edges[found[i].From]++
		edges[found[i].To]++
	}
	worst := slices.MaxFunc(b.Deletes, func(a, b Delete) int {
		return cmp.Compare(edges[s.now(a.ID)], edges[s.now(b.ID)])
	})
	return tooLarge(worst.At, "More than %d edges are at the nodes to be deleted, the most of them at %s: delete fewer nodes at once, or unlink edges first.",
		mostEdges, lines.Shown(worst.ID))
}

// deletes goes through the nodes that are to be deleted: sources last, when what they
// alone state is gone.
func (s *session) deletes(b *Batch) error {
	if len(b.Deletes) == 0 {
		return nil
	}
	s.indexDeleted(b)
	for _, sources := range []bool{false, true} {
		for i := range b.Deletes {
			item := &b.Deletes[i]
			n := s.node(item.ID)
			if isSource := n.after != nil && n.after.Type == s.model.Source(); n.gone || sources != isSource {
				continue
			}
			if refusal := s.delete(n, item, sources); refusal != nil {
				if err := s.refuse(Deletes, i, refusal); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (s *session) delete(n *node, item *Delete, source bool) *fault.Error {
	if n.after == nil {
		return missing(item.At, "There is no node %s.", lines.Shown(item.ID))
	}
	if refusal := s.checkVersion(n, item.IfVersion, item.At); refusal != nil {
		return refusal
	}
	if source {
		if refusal := s.uncite(n, item); refusal != nil {
			return refusal
		}
	} else {
		left := slices.DeleteFunc(slices.Clone(s.atDeleted[n.id]), func(e *edge) bool { return e.after == nil })
		if len(left) > 0 && !item.Cascade {
			return conflict(item.At, "%s has %d %s still, such as %s: unlink them first, or delete it with cascade, which takes them away too.",
				n.id, len(left), plural(len(left), "edge"), told(left[0].after.ID()))
		}
		for _, e := range left {
			e.after = nil
			s.touchEdge(e)
		}
	}
	n.after, n.gone = nil, true
	s.touch(n)
	return nil
}

// uncite takes a source away from all that has others too.
func (s *session) uncite(n *node, item *Delete) *fault.Error {
	if s.overcited[n.id] {
		return conflict(item.At, "More than %d facts name %s: take it from them first.", mostCiting, n.id)
	}
	var only []string
	citing := s.citing[n.id]
	for _, other := range citing.nodes {
		if other.after != nil && other.after.Type.Sourced && sole(other.after.Sources, n.id) {
			only = append(only, other.id)
		}
	}
	for _, e := range citing.edges {
		if e.after != nil && s.sourced(e.after) && sole(e.after.Sources, n.id) {
			only = append(only, told(e.after.ID()))
		}
	}
	if len(only) > 0 {
		return conflict(item.At, "%s is the only source of %s: give them another one first, or delete them too.", n.id, some(only))
	}
	for _, other := range citing.nodes {
		if other.after != nil {
			other.after = &store.Node{Type: other.after.Type, Values: other.after.Values, Sources: without(other.after.Sources, n.id)}
			s.touch(other)
		}
	}
	for _, e := range citing.edges {
		if e.after != nil {
			after := *e.after
			after.Sources = without(after.Sources, n.id)
			e.after = &after
			s.touchEdge(e)
		}
	}
	return nil
}

// citing is what names a source.
type citing struct {
	nodes []*node
	edges []*edge
}

// indexDeleted finds what hangs on the nodes that are to be deleted, now that the rest of
// the batch is done, in an order that does not change from run to run.
func (s *session) indexDeleted(b *Batch) {
	deleted := map[string]bool{}
	for i := range b.Deletes {
		deleted[s.now(b.Deletes[i].ID)] = true
	}
	s.atDeleted, s.citing = map[string][]*edge{}, map[string]*citing{}
	for id := range deleted {
		s.citing[id] = &citing{}
	}
	for _, e := range s.edges {
		if e.after == nil {
			continue
		}
		for _, end := range each([]string{e.after.From, e.after.To}) {
			if deleted[end] {
				s.atDeleted[end] = append(s.atDeleted[end], e)
			}
		}
		for _, id := range e.after.Sources {
			if deleted[id] {
				s.citing[id].edges = append(s.citing[id].edges, e)
			}
		}
	}
	for _, n := range s.nodes {
		if n.after == nil {
			continue
		}
		for _, id := range n.after.Sources {
			if deleted[id] {
				s.citing[id].nodes = append(s.citing[id].nodes, n)
			}
		}
	}
	for id := range deleted {
		slices.SortFunc(s.atDeleted[id], inOrder)
		slices.SortFunc(s.citing[id].edges, inOrder)
		slices.SortFunc(s.citing[id].nodes, func(a, b *node) int { return strings.Compare(a.id, b.id) })
	}
}

func inOrder(a, b *edge) int { return compare(a.after, b.after) }

func compare(a, b *store.Edge) int {
	return cmp.Or(strings.Compare(a.Relation.Name, b.Relation.Name),
		strings.Compare(a.From, b.From), strings.Compare(a.To, b.To), strings.Compare(a.Key, b.Key))
}

// sourced tells whether an edge must name a source: whether one of its ends must.
func (s *session) sourced(e *store.Edge) bool {
	return s.typeOf(e.From).Sourced || s.typeOf(e.To).Sourced
}

// sole tells whether a source is the only one.
func sole(sources []string, id string) bool { return len(sources) == 1 && sources[0] == id }

func without(sources []string, id string) []string {
	return slices.DeleteFunc(slices.Clone(sources), func(other string) bool { return other == id })
}

// each is the ids, each once.
func each(ids []string) []string {
	seen := make(map[string]bool, len(ids))
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool {
		again := seen[id]
		seen[id] = true
		return again
	})
}
