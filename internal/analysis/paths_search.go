package analysis

import (
	"cmp"
	"context"
	"slices"

	"innograph/internal/plan"
	"innograph/internal/store"
)

// The limits of a level of the search for paths where the two ends are to meet: of this
// level no more is read than leads to where they do.
const (
	maxMeetingNodes = 10_000
	maxMeetingEdges = 100_000
)

// read goes out from both ends at once until all paths of up to `length` edges, or
// `enough` that are no longer than any other, are in the web. Paths of up to 2n+2 edges
// lead over two entities that are n steps away from either end, and in between over one
// at most that is beside both of these.
func (w *web) read(ctx context.Context, length, enough int) error {
	if w.from == w.to || enough == 0 {
		return nil
	}
	known := idSet{}
	for level := 0; 2*level < length; level++ {
		sides := [2][]string{w.at(level, w.distances(w.from, w.to)), w.at(level, w.distances(w.to, w.from))}
		if len(sides[0]) == 0 || len(sides[1]) == 0 {
			return nil // all that one of the ends is connected with has been read
		}
		last := 2*level+2 >= length
		next, all := w.share(sides, maxLevelNodes, maxLevelEdges)
		if last || !all {
			if err := w.meet(ctx, sides); err != nil {
				return err
			}
			if last || w.simple(2*level+2, enough) >= enough {
				return nil
			}
		}
		if !all {
			w.leave(sides, next)
		}
		edges, _, err := w.follow(ctx, &w.cut, slices.Concat(next[0], next[1]), w.steps...)
		if err != nil {
			return err
		}
		w.weave(edges, known)
		known.fresh(slices.Concat(next[0], next[1])...)
		if w.simple(2*level+2, enough) >= enough {
			return nil
		}
	}
	return nil
}

// meet reads the edges over which the two sides meet.
func (w *web) meet(ctx context.Context, sides [2][]string) error {
	kept, all := w.share(sides, maxMeetingNodes, maxMeetingEdges)
	if !all {
		w.leave(sides, kept)
	}
	limit := min(maxLevelEdges, maxEdges-w.search.read)
	reads := w.readsOf(w.steps)
	cells, err := w.store.Read(ctx, &plan.Operation{Roots: []plan.Query{&plan.Meet{Groups: kept, Steps: w.steps, Reads: reads, Limit: limit + 1}}})
	if err != nil {
		return err
	}
	rows := store.List(cells[0])
	if len(rows) > limit {
		w.cut.note("The two ends meet over more than %d edges; those of entities with later ids were left out.", limit)
		rows = whole(rows, limit, expandedTo)
	}
	w.weave(w.edges(rows, w.steps, reads), nil)
	return nil
}

// share keeps of the two sides what a level may take. A side that needs less than half
// leaves the rest to the other.
func (w *web) share(sides [2][]string, nodes, edges int) (kept [2][]string, all bool) {
	small, large := 0, 1
	if w.degreesOf(sides[0]) > w.degreesOf(sides[1]) {
		small, large = 1, 0
	}
	kept[small] = w.least(sides[small], nodes/2, edges/2)
	kept[large] = w.least(sides[large], nodes-len(kept[small]), edges-w.degreesOf(kept[small]))
	return kept, len(kept[0]) == len(sides[0]) && len(kept[1]) == len(sides[1])
}

// least keeps the entities with the fewest edges: more of them can be taken, what connects
// hundreds of others says little about two of them, and a hub is met from beside it, too.
func (w *web) least(ids []string, nodes, edges int) []string {
	ids = slices.Clone(ids)
	slices.SortStableFunc(ids, func(a, b string) int { return cmp.Compare(w.degrees[a], w.degrees[b]) })
	ids = ids[:min(len(ids), nodes)]
	if !w.measured {
		return ids
	}
	for i, id := range ids {
		if edges -= w.degrees[id]; edges < 0 {
			return ids[:i]
		}
	}
	return ids
}

func (w *web) degreesOf(ids []string) int {
	sum := 0
	for _, id := range ids {
		sum += w.degrees[id]
	}
	return sum
}

func (w *web) leave(sides, kept [2][]string) {
	all := len(sides[0]) + len(sides[1])
	left := all - len(kept[0]) - len(kept[1])
	w.cut.note("Around the two ends there are more entities or edges than one level of the search may take: from %d of %d entities, those with the most edges, it did not go on.", left, all)
}
