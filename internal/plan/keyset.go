package plan

import "slices"

// Beyond is the condition that a row comes after the row with these values, in this
// order: key-set paging. A nil value is a missing one.
func Beyond(order []Term, values []any) Predicate {
	var beyond Predicate = Or{}
	for i, term := range slices.Backward(order) {
		value := values[i]
		bound := term.bound(value)
		switch {
		case i == len(order)-1:
			beyond = term.further(value)
		case bound != nil:
			// What is not equal is further. An alternative of the two would say the same, but
			// Neo4j reads all of both from the index before it sorts them.
			beyond = And{bound, Not{And{term.equal(value), Not{beyond}}}}
		default:
			beyond = append(term.further(value), And{term.equal(value), beyond})
		}
	}
	return beyond
}

// Reverse is the order turned around, missing values too.
func Reverse(order []Term) []Term {
	reversed := make([]Term, len(order))
	for i, term := range order {
		term.Desc, term.NullsFirst = !term.Desc, !term.NullsFirst
		reversed[i] = term
	}
	return reversed
}

// further is what comes strictly after a value, by this term alone.
func (t Term) further(value any) Or {
	if value == nil {
		if t.NullsFirst {
			return Or{Not{Missing{t.By}}}
		}
		return Or{}
	}
	op := Gt
	if t.Desc {
		op = Lt
	}
	further := Or{Compare{t.By, op, value}}
	if t.Nullable && !t.NullsFirst {
		further = append(further, Missing{t.By})
	}
	return further
}

// bound is what the values from this one on have in common, where one comparison says it.
func (t Term) bound(value any) Predicate {
	if value == nil || t.Nullable && !t.NullsFirst {
		return nil
	}
	if t.Desc {
		return Compare{t.By, Lte, value}
	}
	return Compare{t.By, Gte, value}
}

func (t Term) equal(value any) Predicate {
	if value == nil {
		return Missing{t.By}
	}
	return Compare{t.By, Eq, value}
}
