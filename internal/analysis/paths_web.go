package analysis

import (
	"cmp"
	"slices"

	"innograph/internal/catalog"
	"innograph/internal/plan"
	"innograph/internal/store"
)

// web is what has been read around the two ends of the paths asked for.
type web struct {
	*search
	cut      cut
	steps    []plan.Step
	from, to string
	ties     map[string]map[string]station // the edges from one entity to another, either way
	degree   *catalog.Property
	degrees  map[string]int // how many edges each entity has in the whole graph, but for the ends
	measured bool           // whether these tell how many edges are followed: all but a few are
}

// weave adds the edges of a level in both directions. An edge between two entities of
// which both were expanded came twice; once is enough.
func (w *web) weave(edges []edge, known idSet) {
	groups := map[[2]string]map[plan.Step][]edge{}
	for _, e := range edges {
		w.degrees[e.to] = int(store.Integer(e.values[w.degree]))
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
