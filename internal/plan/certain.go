package plan

// Certain is the order where the condition holds: what only holds for nodes and edges that
// have a value leaves no row in which that value is missing.
func Certain(order []Term, where Predicate) []Term {
	certain := make([]Term, len(order))
	for i, term := range order {
		if value, ok := term.By.(Value); ok && term.Nullable && demands(where, value) {
			term.Nullable = false
		}
		certain[i] = term
	}
	return certain
}

// demands tells whether the condition holds only where the value is there.
func demands(condition Predicate, value Value) bool {
	is := func(left Expr) bool {
		read, ok := left.(Value)
		return ok && read.Property == value.Property && read.Edge == value.Edge
	}
	switch c := condition.(type) {
	case And:
		for _, part := range c {
			if demands(part, value) {
				return true
			}
		}
	case Or:
		for _, part := range c {
			if !demands(part, value) {
				return false
			}
		}
		return true // without any part it never holds
	case Compare:
		return is(c.Left)
	case Match:
		return is(c.Left)
	case In:
		return is(c.Left)
	case Not:
		missing, ok := c.Of.(Missing)
		return ok && is(missing.Left)
	}
	return false
}
