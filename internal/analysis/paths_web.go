package analysis

import (
	"cmp"
	"context"
	"slices"

	"innograph/internal/catalog"
	"innograph/internal/plan"
)

// web is what has been read around the two ends of the paths asked for.
type web struct {
	*search
	cut      cut
	from, to string
	ties     map[string]map[string]station // the edges from one entity to another, either way
}

// read follows edges from both ends at once until all paths of up to `length` edges, or
// `enough` that are no longer than any other, are in the web: after n levels those of up
// to 2n edges are, since each of their edges is within n-1 steps of an end.
func (w *web) read(ctx context.Context, steps []plan.Step, length, enough int) error {
	if w.from == w.to || enough == 0 {
		return nil
	}
	read := idSet{}
	for level := 0; 2*level < length; level++ {
		next := w.at(level, w.distances(w.from, w.to))
		if 2*level+1 < length {
			next = append(next, w.at(level, w.distances(w.to, w.from))...)
		}
		known := setOf(keys(read)...)
		next, err := w.connecting(ctx, read.fresh(next...))
		if err != nil {
			return err
		}
		edges, _, err := w.follow(ctx, &w.cut, next, steps...)
		if err != nil {
			return err
		}
		w.weave(edges, known)
		if w.simple(min(length, 2*level+2), enough) >= enough {
			return nil
		}
	}
	return nil
}

// manyNodes are more than a level has where it can be followed without further thought.
const manyNodes = maxLevelNodes / 2

// connecting keeps of a large level the entities with the most edges, as many as can be
// followed: through them the two ends meet soonest, if they meet at all.
func (w *web) connecting(ctx context.Context, ids []string) ([]string, error) {
	if len(ids) <= manyNodes {
		return ids, nil
	}
	degrees, err := w.degrees(ctx, ids)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(ids, func(a, b string) int { return cmp.Compare(degrees[b], degrees[a]) })
	edges := 0
	var kept []string
	for _, id := range ids {
		if edges+degrees[id] <= maxLevelEdges && len(kept) < maxLevelNodes {
			edges += degrees[id]
			kept = append(kept, id)
		}
	}
	if len(kept) < len(ids) {
		w.cut.note("Around the two ends there are more entities or edges than one level of the search may take: from %d of %d entities, mostly those with the fewest edges, it did not go on.", len(ids)-len(kept), len(ids))
	}
	return kept, nil
}

// weave adds the edges of a level in both directions. An edge between two entities of
// which both were expanded came twice; once is enough.
func (w *web) weave(edges []edge, known idSet) {
	groups := map[[2]string]map[plan.Step][]edge{}
	for _, e := range edges {
		if e.from == e.to || known[e.to] {
			continue
		}
		pair := [2]string{e.from, e.to}
		if groups[pair] == nil {
			groups[pair] = map[plan.Step][]edge{}
		}
		groups[pair][e.step] = append(groups[pair][e.step], e)
	}
	for pair, bySteps := range groups {
		best := telling(bySteps)
		w.tie(pair[0], pair[1], best)
		back := make([]edge, len(best))
		for i, e := range best {
			back[i] = edge{step: plan.Step{Relation: e.step.Relation, Direction: opposite(e.step.Direction)}, from: e.to, to: e.from, key: e.key, sources: e.sources}
		}
		w.tie(pair[1], pair[0], back)
	}
}

func (w *web) tie(from, to string, by []edge) {
	if w.ties[from] == nil {
		w.ties[from] = map[string]station{}
	}
	w.ties[from][to] = station{id: to, by: by}
}

// telling chooses among the relations between two entities the one with the most
// sources; then the first by name, and the one that leads there rather than back.
func telling(bySteps map[plan.Step][]edge) []edge {
	all := make([][]edge, 0, len(bySteps))
	for _, edges := range bySteps {
		all = append(all, edges)
	}
	// The start of a directed edge does not depend on which of its ends was expanded.
	begin := func(e edge) string {
		if e.step.Direction == catalog.In {
			return e.to
		}
		return e.from
	}
	return slices.MinFunc(all, func(a, b []edge) int {
		return cmp.Or(cmp.Compare(len(sourcesOf(b...)), len(sourcesOf(a...))),
			cmp.Compare(a[0].step.Relation.Name, b[0].step.Relation.Name), cmp.Compare(begin(a[0]), begin(b[0])))
	})
}

func opposite(d catalog.Direction) catalog.Direction {
	switch d {
	case catalog.Out:
		return catalog.In
	case catalog.In:
		return catalog.Out
	}
	return d
}

// at lists the entities at a distance, by id.
func (w *web) at(level int, distances map[string]int) []string {
	var found []string
	for id, distance := range distances {
		if distance == level {
			found = append(found, id)
		}
	}
	return sorted(found)
}

// distances are those of all in the web from one end, on ways that do not pass the other.
func (w *web) distances(end, other string) map[string]int {
	distances := map[string]int{end: 0}
	for next := []string{end}; len(next) > 0; {
		var further []string
		for _, id := range next {
			if id == other {
				continue
			}
			for to := range w.ties[id] {
				if _, seen := distances[to]; !seen {
					distances[to] = distances[id] + 1
					further = append(further, to)
				}
			}
		}
		next = further
	}
	return distances
}

// simple counts the simple paths of at most `length` edges, up to `enough`.
func (w *web) simple(length, enough int) int {
	toEnd := w.distances(w.to, w.from)
	found := 0
	on := idSet{}
	var walk func(id string, left int)
	walk = func(id string, left int) {
		if id == w.to {
			found++
			return
		}
		on[id] = true
		for next := range w.ties[id] {
			distance, reaches := toEnd[next]
			if reaches && distance < left && !on[next] && found < enough {
				walk(next, left-1)
			}
		}
		delete(on, id)
	}
	walk(w.from, length)
	return found
}

// among lists the entities that the paths wanted can visit, by id, and how long those
// paths are at most: no longer than it takes to have enough of them.
func (w *web) among(length, enough int) ([]string, int) {
	if w.from == w.to {
		return []string{w.from}, 0
	}
	fromStart, toEnd := w.distances(w.from, w.to), w.distances(w.to, w.from)
	shortest, connected := fromStart[w.to]
	if !connected || shortest > length || enough == 0 {
		return nil, 0
	}
	longest := shortest
	for longest < length && w.simple(longest, enough) < enough {
		longest++
	}
	var stations []string
	for id, distance := range fromStart {
		if rest, reaches := toEnd[id]; reaches && distance+rest <= longest {
			stations = append(stations, id)
		}
	}
	slices.SortFunc(stations, func(a, b string) int {
		return cmp.Or(cmp.Compare(fromStart[a]+toEnd[a], fromStart[b]+toEnd[b]), cmp.Compare(a, b))
	})
	if len(stations) > maxStations {
		w.cut.note("More than %d entities are on paths of up to %d edges; those on longer paths were left out.", maxStations, longest)
		stations = stations[:maxStations]
	}
	return sorted(stations), longest
}
