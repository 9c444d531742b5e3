package analysis

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"innograph/internal/answer"
	"innograph/internal/catalog"
	"innograph/internal/plan"
)

// The limits of a neighbourhood.
const (
	maxNeighbourDepth = 5
	maxNeighbours     = 1000
	maxDrawn          = 2000
)

// neighbourhood gives the nodes around an entity, and the links among them.
func neighbourhood(ctx context.Context, s *search, arguments map[string]any) (any, error) {
	depth, err := count("neighbourhood", "depth", arguments, 1, maxNeighbourDepth)
	if err != nil {
		return nil, err
	}
	first, err := count("neighbourhood", "first", arguments, 200, maxNeighbours)
	if err != nil {
		return nil, err
	}
	of, _ := arguments["of"].(string)
	if _, err := s.start(ctx, "neighbourhood(of)", []string{of}); err != nil {
		return nil, err
	}
	s.reads = []plan.Value{{Property: catalog.Confidence, Edge: true}}
	n := &neighbours{search: s, steps: s.stepsOf(arguments["relations"]), distance: map[string]int{}, links: map[storedEdge]edge{}}
	if first == 0 {
		n.cut.note("No node was asked for.")
	} else if err := n.grow(ctx, of, depth, first); err != nil {
		return nil, err
	}
	return n.record(), nil
}

// neighbours is a neighbourhood as it grows.
type neighbours struct {
	*search
	cut      cut
	steps    []plan.Step
	distance map[string]int      // of the nodes taken
	links    map[storedEdge]edge // that were seen, from either end
}

// storedEdge is what makes an edge one, whichever end it was followed from.
type storedEdge struct{ relation, from, to, key string }

// stored gives an edge its stored direction; one without direction leads to the larger id.
func (e edge) stored() storedEdge {
	l := storedEdge{e.step.Relation.Name, e.from, e.to, e.key}
	if e.step.Direction == catalog.In || e.step.Direction == catalog.Both && l.to < l.from {
		l.from, l.to = l.to, l.from
	}
	return l
}

func (n *neighbours) grow(ctx context.Context, of string, depth, first int) error {
	n.distance[of] = 0
	outermost := []string{of}
	for level, complete := 1, true; complete && level <= depth; level++ {
		edges, _, err := n.follow(ctx, &n.cut, outermost, n.steps...)
		if err != nil {
			return err
		}
		var found []string
		if found, complete = n.take(edges, level, first-len(n.distance)); len(found) == 0 {
			return nil // all links among the nodes are known by now
		}
		outermost = found
	}
	if depth == 0 {
		return nil
	}
	// What lies among the outermost is found from the starts: hubs have few edges that way.
	var outward []plan.Step
	for _, step := range n.steps {
		if step.Direction != catalog.In {
			outward = append(outward, step)
		}
	}
	edges, _, err := n.follow(ctx, &n.cut, outermost, outward...)
	for _, e := range edges {
		n.links[e.stored()] = e
	}
	return err
}

// take keeps the edges of a level, and as many of the nodes that they lead to as there is
// room for; it says whether those are all.
func (n *neighbours) take(edges []edge, level, room int) (found []string, complete bool) {
	ties := map[string]int{}
	for _, e := range edges {
		n.links[e.stored()] = e
		if _, near := n.distance[e.to]; !near {
			ties[e.to]++
		}
	}
	turn, turns := map[string]int{}, map[*catalog.Type]int{} // each type has its turn, so that none crowds out the rest
	for _, id := range sorted(keys(ties)) {
		kind := n.nodes[id].kind
		turns[kind]++
		turn[id] = turns[kind]
	}
	found = slices.SortedFunc(maps.Keys(ties), func(a, b string) int {
		return cmp.Or(cmp.Compare(ties[b], ties[a]), cmp.Compare(turn[a], turn[b]), cmp.Compare(a, b))
	})
	if complete = len(found) <= room; !complete {
		n.cut.note("%d of the %d nodes at distance %d, and all beyond, were left out; `first` says how many are wanted.", len(found)-room, len(found), level)
		found = found[:room]
	}
	for _, id := range found {
		n.distance[id] = level
	}
	return found, complete
}

func (n *neighbours) record() answer.Record {
	ids := slices.SortedFunc(maps.Keys(n.distance), func(a, b string) int {
		return cmp.Or(cmp.Compare(n.distance[a], n.distance[b]), cmp.Compare(a, b))
	})
	nodes := make([]answer.Record, len(ids))
	for i, id := range ids {
		nodes[i] = answer.Record{"entity": answer.Ref(id), "distance": int64(n.distance[id])}
	}
	links := []answer.Record{}
	for _, l := range slices.SortedFunc(maps.Keys(n.links), storedEdge.compare) {
		if _, ok := n.distance[l.from]; !ok {
			continue
		}
		if _, ok := n.distance[l.to]; !ok {
			continue
		}
		if len(links) == maxDrawn {
			n.cut.note("There are more than %d links; the rest was left out.", maxDrawn)
			break
		}
		links = append(links, answer.Record{
			"from": answer.Ref(l.from), "to": answer.Ref(l.to), "relation": l.relation, "key": l.key,
			"confidence": n.links[l].values[catalog.Confidence], "sources": refs(n.links[l].sources, maxEvidence),
		})
	}
	record := answer.Record{"nodes": nodes, "links": links}
	n.cut.write(record)
	return record
}

func (l storedEdge) compare(other storedEdge) int {
	return cmp.Or(cmp.Compare(l.relation, other.relation), cmp.Compare(l.from, other.from),
		cmp.Compare(l.to, other.to), cmp.Compare(l.key, other.key))
}

// stepsOf are the steps of the relations that an argument names, in every direction that
// they have; of all but the given ones where it names none.
func (s *search) stepsOf(argument any, but ...string) []plan.Step {
	named, given := argument.([]any)
	var steps []plan.Step
	for _, r := range s.catalog.Relations {
		wanted := !slices.Contains(but, r.Name)
		if given {
			wanted = slices.Contains(named, any(r.Name))
		}
		switch {
		case r.Evidence || !wanted:
		case r.Undirected:
			steps = append(steps, s.along(r.Name))
		default:
			steps = append(steps, s.out(r.Name), s.in(r.Name))
		}
	}
	return steps
}
