package plan

import "slices"

// Stretch is a part of an order: what has a value of the first term, or what has none. An
// index by that value can serve each from where it begins, but not both at once.
type Stretch struct {
	Where []Predicate // ANDed
	Order []Term
}

// Stretches parts an order whose first term may be missing, as far as it lies between the
// cursors with these values (nil: none was given). It gives nil for any other order, and
// where nothing lies between them.
func Stretches(order []Term, after, before []any) []Stretch {
	first, rest := order[0], order[1:]
	if !first.Nullable {
		return nil
	}
	there := first
	there.Nullable = false
	missing := Missing{first.By}
	stretches := []Stretch{
		{[]Predicate{Not{missing}}, append([]Term{there}, rest...)},
		{[]Predicate{missing}, rest},
	}
	holds := func(cursor []any) int { // the stretch that the cursor's row is in
		if (cursor[0] == nil) == first.NullsFirst {
			return 0
		}
		return 1
	}
	if first.NullsFirst {
		slices.Reverse(stretches)
	}
	from, to := 0, 1
	if after != nil {
		from = holds(after)
		stretches[from].beyond(after, func(order []Term) []Term { return order })
	}
	if before != nil {
		to = holds(before)
		stretches[to].beyond(before, Reverse)
	}
	if from > to {
		return nil
	}
	return stretches[from : to+1]
}

// beyond leaves of the stretch what lies beyond a cursor within it.
func (s *Stretch) beyond(cursor []any, way func([]Term) []Term) {
	s.Where = append(s.Where, Beyond(way(s.Order), cursor[len(cursor)-len(s.Order):]))
}

// Parts are the page's stretches; all of it where there are none.
func (p *Page) Parts() []Stretch {
	if p.Stretches != nil {
		return p.Stretches
	}
	whole := Stretch{Order: p.Order}
	for _, bound := range []Predicate{p.After, p.Before} {
		if bound != nil {
			whole.Where = append(whole.Where, bound)
		}
	}
	return []Stretch{whole}
}

// Read is how many rows are to be read: one more than the limit where that matters.
func (p *Page) Read() int {
	if p.More {
		return p.Limit + 1
	}
	return p.Limit
}
