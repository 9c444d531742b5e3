// Package cypher spells plans in Neo4j's language. It is pure: a plan goes in, text and
// parameters come out. It also knows how a graph is laid out in Neo4j: what is stored of
// a value (record.go), and which constraints and indexes there are (schema.go).
//
// A statement is a tree of CALL subqueries, as a selection is one of connections: each
// runs once for every row around it, and hands on one value, a list of rows or figures,
// by name. A row is then a list of properties and such names. Counts and conditions are
// COUNT and EXISTS expressions. (COLLECT expressions would read like a selection, but
// Neo4j 5 takes the values beside one with an aggregate inside for grouping keys.) What
// is written is understood by Neo4j 5.26 and by the versions after it.
package cypher

import (
	"fmt"
	"strconv"
	"strings"

	"innograph/internal/plan"
)

// Compile spells an operation as one statement that returns one record with one value:
// the positional list that the plan describes. The parameters are p0, p1 and so on in
// the order of the walk; operations of equal shape give equal text.
func Compile(operation *plan.Operation) (text string, params map[string]any) {
	s := plan.Spell(operation, "cypher", func() statement {
		c := &compiler{calls: &calls{}}
		answer := c.list(len(operation.Roots), func(i int) string { return c.root(operation.Roots[i]) })
		return statement{strings.Join(append(c.calls.clauses, "RETURN "+answer+" AS answer"), "\n"), c.params}
	})
	return s.text, parameters(operation.Fill(s.params))
}

// parameters are the parameters by name.
func parameters(values []any) map[string]any {
	params := make(map[string]any, len(values))
	for i, value := range values {
		params[parameter(i)] = value
	}
	return params
}

// statement is what is made of a plan, before the values are given.
type statement struct {
	text   string
	params []any
}

// parameter names the parameters in their order.
func parameter(i int) string { return "p" + strconv.Itoa(i) }

// compiler collects the parameters and numbers the variables of one statement. Its
// methods give pieces of text. A piece is made where it will stand: it is indented for
// its place, and takes the next parameters.
type compiler struct {
	params    []any
	variables int
	depth     int
	calls     *calls // of the subquery that is being spelled
}

// calls are the subqueries that a row is made of, to run before it is.
type calls struct {
	clauses []string
	depth   int
}

// param passes a value.
func (c *compiler) param(value any) string {
	c.params = append(c.params, value)
	return "$" + parameter(len(c.params)-1)
}

// variable gives a name that is not used elsewhere in the statement.
func (c *compiler) variable(prefix string) string {
	c.variables++
	return prefix + strconv.Itoa(c.variables)
}

// line begins a line at the present depth.
func (c *compiler) line() string { return "\n" + strings.Repeat("  ", c.depth) }

// block is a subquery in braces, on one line where it is a single clause.
func (c *compiler) block(kind string, subquery func() []string) string {
	c.depth++
	clauses := subquery()
	inner := c.line()
	c.depth--
	if len(clauses) == 1 && !strings.Contains(clauses[0], "\n") {
		return kind + " { " + clauses[0] + " }"
	}
	return kind + " {" + inner + strings.Join(clauses, inner) + c.line() + "}"
}

// call runs a subquery for each row around it, and gives the name of its value. The
// clauses come first, then the calls that the value takes.
func (c *compiler) call(above *scope, subquery func() (clauses []string, value string)) (name string) {
	name = c.variable("s")
	outer, depth := c.calls, c.depth
	var block string
	c.depth = outer.depth
	imported := above.read(func() {
		block = c.block("", func() []string {
			c.calls = &calls{depth: c.depth}
			clauses, value := subquery()
			clauses = append(clauses, c.calls.clauses...)
			return append(clauses, "RETURN "+value+" AS "+name)
		})
	})
	c.calls, c.depth = outer, depth
	outer.clauses = append(outer.clauses, "CALL ("+imported+")"+block)
	return name
}

// collected is the list of the rows of a subquery.
func collected(row string) string { return "collect(" + row + ")" }

// list is a list of n items, each on its line unless all are short.
func (c *compiler) list(n int, item func(i int) string) string {
	c.depth++
	items := make([]string, n)
	long := false
	for i := range items {
		items[i] = item(i)
		long = long || strings.Contains(items[i], "\n")
	}
	separator, open, end := ", ", "[", "]"
	if long {
		separator, open = ","+c.line(), "["+c.line()
	}
	c.depth--
	if long {
		end = c.line() + end
	}
	return open + strings.Join(items, separator) + end
}

func (c *compiler) root(query plan.Query) string {
	switch query := query.(type) {
	case *plan.Lookup:
		return c.lookup(query)
	case *plan.Connection:
		return c.connection(query, nil)
	case *plan.Dataset:
		return c.dataset(query)
	case *plan.Expand:
		return c.expand(query)
	case *plan.Meet:
		return c.meet(query)
	}
	panic(fmt.Sprintf("cypher: unknown query %T", query))
}

// ids are those of a lookup, as a list.
func ids(q *plan.Lookup) any {
	if q.ID == nil {
		return q.IDs
	}
	return plan.As(q.ID, func(id any) any { return []any{id} })
}

// lookup finds nodes by the uniqueness constraint on the type's ids.
func (c *compiler) lookup(q *plan.Lookup) string {
	s := &scope{node: c.variable("n")}
	return c.call(nil, func() ([]string, string) {
		clauses := []string{
			fmt.Sprintf("MATCH (%s:%s)", s.node, q.Type.Name),
			fmt.Sprintf("WHERE %s IN %s", s.id(), c.param(ids(q))),
		}
		cells := []func() string{s.id, func() string { return c.row(q.Row, s) }}
		return clauses, collected(c.list(len(cells), func(i int) string { return cells[i]() }))
	})
}
