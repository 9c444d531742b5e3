package sqlite

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"innograph/internal/plan"
)

// predicate is a condition on the scope. It may be NULL where it does not hold, which
// AND, OR and WHERE take for false; only a negation must know better.
func (c *compiler) predicate(p plan.Predicate, s *scope) string {
	switch p := p.(type) {
	case plan.And:
		return c.junction(p, " AND ", "TRUE", s)
	case plan.Or:
		return c.junction(p, " OR ", "FALSE", s)
	case plan.Not:
		if missing, ok := p.Of.(plan.Missing); ok {
			return c.expr(missing.Left, s) + " IS NOT NULL" // a range of an index
		}
		return "(" + c.predicate(p.Of, s) + ") IS NOT TRUE"
	case plan.Compare:
		return c.expr(p.Left, s) + operators[p.Op] + c.arg(p.Value)
	case plan.Match:
		return c.match(p, s)
	case plan.In:
		return c.in(p, s)
	case plan.Missing:
		return c.expr(p.Left, s) + " IS NULL"
	case plan.HasAny:
		each := c.alias("v")
		return "EXISTS (SELECT 1 FROM json_each(" + s.column(p.Property.Name) + ") AS " + each +
			" WHERE " + each + ".value IN (SELECT value FROM json_each(" + c.arg(jsonList(p.Values)) + ")))"
	case plan.Empty:
		return s.column(p.Property.Name) + " = '[]'"
	case plan.OfType:
		return s.ofType(p.Types)
	case plan.Related:
		if anchored(p) {
			return c.reached(p, s)
		}
		return c.related(p, s)
	case plan.Within:
		return c.within(p, s)
	}
	panic(fmt.Sprintf("sqlite: no condition for %T", p))
}

var operators = map[plan.Op]string{
	plan.Eq: " = ", plan.Ne: " <> ", plan.Lt: " < ", plan.Lte: " <= ", plan.Gt: " > ", plan.Gte: " >= ",
}

// maxChain is how many conditions stand in one row: SQLite nests them one in another,
// and refuses expressions deeper than 1000.
const maxChain = 50

// junction joins conditions, long lists as a tree.
func (c *compiler) junction(conditions []plan.Predicate, by, empty string, s *scope) string {
	switch n := len(conditions); {
	case n == 0:
		return empty
	case n == 1:
		return c.predicate(conditions[0], s)
	case n > maxChain:
		first := c.junction(conditions[:n/2], by, empty, s)
		return "(" + first + by + c.junction(conditions[n/2:], by, empty, s) + ")"
	}
	texts := make([]string, len(conditions))
	for i, condition := range conditions {
		texts[i] = c.predicate(condition, s)
	}
	return "(" + strings.Join(texts, by) + ")"
}

// in passes its values as one argument, however many they are. `NOT IN` nothing would
// hold for NULL too.
func (c *compiler) in(p plan.In, s *scope) string {
	left := c.expr(p.Left, s)
	if !p.Negated {
		return left + " IN " + c.among(p.Values)
	}
	return "(" + left + " IS NOT NULL AND " + c.expr(p.Left, s) + " NOT IN " + c.among(p.Values) + ")"
}

// among is the set of some values.
func (c *compiler) among(values []any) string {
	list := make([]any, len(values))
	for i, value := range values {
		list[i] = value
		if f, ok := value.(float64); ok {
			// With an exponent, it is not taken for an integer of more digits than a float has.
			list[i] = json.RawMessage(strconv.FormatFloat(f, 'e', -1, 64))
		}
	}
	return "(SELECT value FROM json_each(" + c.arg(jsonList(list)) + "))"
}
