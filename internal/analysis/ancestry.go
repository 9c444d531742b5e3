package analysis

import "slices"

// ancestry answers again and again what stands above a node, directly or not. It counts
// nodes by number, because a map for each answer would be most of an analysis's time.
type ancestry struct {
	ids    []string // by number, in order of id
	number map[string]int
	above  [][]int
	seen   []int // the question in which a node was last met
	asked  int
}

func newAncestry(ids []string) *ancestry {
	a := &ancestry{ids: sorted(ids), number: map[string]int{}}
	for i, id := range a.ids {
		a.number[id] = i
	}
	a.above = make([][]int, len(a.ids))
	a.seen = make([]int, len(a.ids))
	return a
}

// add says that one node stands right above another; unknown ones are left out.
func (a *ancestry) add(below, above string) {
	i, known := a.number[below]
	j, also := a.number[above]
	if known && also {
		a.above[i] = append(a.above[i], j)
	}
}

// of lists all that stands above a node, the node itself aside, by id.
func (a *ancestry) of(id string) []string {
	start, known := a.number[id]
	if !known {
		return nil
	}
	a.asked++
	a.seen[start] = a.asked
	found := []int{start}
	for next := 0; next < len(found); next++ {
		for _, i := range a.above[found[next]] {
			if a.seen[i] != a.asked {
				a.seen[i] = a.asked
				found = append(found, i)
			}
		}
	}
	found = found[1:]
	slices.Sort(found)
	ids := make([]string, len(found))
	for i, n := range found {
		ids[i] = a.ids[n]
	}
	return ids
}
