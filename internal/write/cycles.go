package write

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/catalog"
	"innograph/internal/fault"
	"innograph/internal/store"
)

// circles is what lies right above each node in a hierarchy, as far as new edges could
// close a circle there. A hierarchy of which nothing is kept has none, whichever of the
// batch's edges are written.
type circles map[string][]string

// rungs are the lower and the upper end of an edge of a hierarchy.
func (s *session) rungs(of *catalog.Relation, from, to string) (ends store.Ends, is bool) {
	upwards, is := s.shape.hierarchy[of]
	if upwards {
		return store.Ends{Lower: from, Upper: to}, is
	}
	return store.Ends{Lower: to, Upper: from}, is
}

// readCircles finds out where the batch's new edges could close a circle. One look over
// all of them is enough in all batches but those that do.
func (s *session) readCircles(b *Batch) error {
	fresh := map[*catalog.Relation][]store.Ends{}
	for i := range b.Edges {
		item := &b.Edges[i]
		from, to := s.now(item.From), s.now(item.To)
		ends, is := s.rungs(item.Relation, from, to)
		if is && s.edges[store.EdgeID{Relation: item.Relation, From: from, To: to, Key: item.Key}].before == nil {
			fresh[item.Relation] = append(fresh[item.Relation], ends)
		}
	}
	for of, ends := range fresh {
		above, err := s.above(of, ends)
		if err != nil {
			return err
		}
		all := above.with(ends)
		if all.circular() {
			s.circles[of] = above
		}
	}
	return nil
}

// above reads what lies above the upper ends.
func (s *session) above(of *catalog.Relation, ends []store.Ends) (circles, error) {
	seen := map[string]bool{}
	var uppers []string
	for _, e := range ends {
		if !seen[e.Upper] {
			seen[e.Upper] = true
			uppers = append(uppers, e.Upper)
		}
	}
	there, err := s.tx.Ancestry(s, of, uppers)
	return circles{}.with(there), err
}

// with is c and some edges more.
func (c circles) with(ends []store.Ends) circles {
	all := make(circles, len(c)+len(ends))
	for lower, uppers := range c {
		all[lower] = slices.Clip(uppers)
	}
	for _, e := range ends {
		all[e.Lower] = append(all[e.Lower], e.Upper)
	}
	return all
}

// circular tells whether some way up leads back to where it began: whether taking away
// all that nothing lies below, again and again, leaves something.
func (c circles) circular() bool {
	below := map[string]int{}
	for _, uppers := range c {
		for _, upper := range uppers {
			below[upper]++
		}
	}
	var free []string
	for lower := range c {
		if below[lower] == 0 {
			free = append(free, lower)
		}
	}
	taken := 0
	for len(free) > 0 {
		lower := free[len(free)-1]
		free = free[:len(free)-1]
		if _, leads := c[lower]; leads {
			taken++
		}
		for _, upper := range c[lower] {
			if below[upper]--; below[upper] == 0 {
				free = append(free, upper)
			}
		}
	}
	return taken < len(c)
}

// leads tells whether a way up leads from one node to the other.
func (c circles) leads(from, to string) bool {
	seen := map[string]bool{from: true}
	for next := []string{from}; len(next) > 0; {
		at := next[len(next)-1]
		next = next[:len(next)-1]
		if at == to {
			return true
		}
		for _, upper := range c[at] {
			if !seen[upper] {
				seen[upper] = true
				next = append(next, upper)
			}
		}
	}
	return false
}

// climb refuses a new edge of a hierarchy that closes a circle.
func (s *session) climb(e *store.Edge, at ast.Path) *fault.Error {
	ends, is := s.rungs(e.Relation, e.From, e.To)
	switch {
	case !is:
		return nil
	case ends.Lower == ends.Upper:
		return bad(at, "%s cannot lead from %s to itself.", e.Relation.Name, ends.Lower)
	}
	above, suspect := s.circles[e.Relation]
	if !suspect {
		return nil
	}
	if above.leads(ends.Upper, ends.Lower) {
		return bad(at, "%s from %s to %s closes a circle: %s lies above %s already. Take the edge that is wrong away first.",
			e.Relation.Name, e.From, e.To, ends.Lower, ends.Upper)
	}
	above[ends.Lower] = append(above[ends.Lower], ends.Upper)
	return nil
}
