package lookahead_test

import (
	"strings"
	"testing"

	"innograph/internal/fault"
	"innograph/internal/plan"
)

// Literals and variables of every kind come to the same values in the plan.
func TestCoercion(t *testing.T) {
	a := open(t, plan.DefaultLimits)
	for _, c := range []struct{ name, head, field, variables, want string }{
		{"an Int", ``, `products(where: { year: { eq: 2024 } })`, ``, `where year eq 2024`},
		{"an Int variable", `($v: Int)`, `products(where: { year: { eq: $v } })`, `{"v": 2024}`, `where year eq 2024`},
		{"an Int at its end", ``, `products(where: { year: { gte: -2147483648 } })`, ``, `where year gte -2147483648`},
		{"a Long", ``, `projects(where: { budgetCny: { lt: 9007199254740991 } })`, ``, `where budgetCny lt 9007199254740991`},
		{"a Long variable", `($v: Long)`, `projects(where: { budgetCny: { lt: $v } })`, `{"v": -9007199254740991}`, `where budgetCny lt -9007199254740991`},
		{"a Float", ``, `enterprise(id: "x") { owns(where: { edge: { confidence: { gt: 0.5 } } })`, ``, `where edge.confidence gt 0.5`},
		{"a Float written as an integer", ``, `enterprise(id: "x") { owns(where: { edge: { confidence: { gt: 1 } } })`, ``, `where edge.confidence gt 1`},
		{"a Float variable", `($v: Float)`, `enterprise(id: "x") { owns(where: { edge: { confidence: { gt: $v } } })`, `{"v": 2e-1}`, `where edge.confidence gt 0.2`},
		{"a Boolean", ``, `products(where: { discontinued: { eq: true } })`, ``, `where discontinued eq true`},
		{"a Boolean variable", `($v: Boolean)`, `products(where: { discontinued: { eq: $v } })`, `{"v": false}`, `where discontinued eq false`},
		{"a String", ``, `products(where: { name: { eq: "轨道 \u00e9\n" } })`, ``, `where name eq "轨道 é\n"`},
		{"a block string", ``, `products(where: { name: { eq: """ a "b" """ } })`, ``, `where name eq " a \"b\" "`},
		{"a default in an input", ``, `products(where: { name: { eq: "ÄB" } })`, ``, `where name eq "ÄB"`},
		{"that default overruled", ``, `products(where: { name: { eq: "ÄB", ignoreCase: true } })`, ``, `where name folded eq "äb"`},
		{"an ID", ``, `products(where: { id: { eq: "product/a" } })`, ``, `where id eq "product/a"`},
		{"an ID as an integer", ``, `products(where: { id: { eq: 7 } })`, ``, `where id eq "7"`},
		{"an ID variable as an integer", `($v: ID)`, `products(where: { id: { eq: $v } })`, `{"v": 7}`, `where id eq "7"`},
		{"a date", ``, `patents(where: { filedOn: { within: "2022-05" } })`, ``, `where (filedOn eq "2022-05" or filedOn startsWith "2022-05-")`},
		{"an enum value", ``, `patents(where: { kind: { eq: INVENTION } })`, ``, `where kind eq "INVENTION"`},
		{"an enum variable", `($v: PatentKind)`, `patents(where: { kind: { eq: $v } })`, `{"v": "INVENTION"}`, `where kind eq "INVENTION"`},
		{"a list", ``, `products(where: { year: { in: [1, 2] } })`, ``, `where year in []interface {}{1, 2}`},
		{"an empty list", ``, `products(where: { year: { in: [] } })`, ``, `where year in []interface {}{}`},
		{"one value for a list", ``, `products(where: { year: { in: 1 } })`, ``, `where year in []interface {}{1}`},
		{"a list variable", `($v: [Int!])`, `products(where: { year: { in: $v } })`, `{"v": [1, 2]}`, `where year in []interface {}{1, 2}`},
		{"one value in a list variable", `($v: [Int!])`, `products(where: { year: { in: $v } })`, `{"v": 1}`, `where year in []interface {}{1}`},
		{"a variable in a list", `($v: Int!)`, `products(where: { year: { in: [1, $v] } })`, `{"v": 2}`, `where year in []interface {}{1, 2}`},
		{"an object variable", `($v: ProductWhere)`, `products(where: $v)`, `{"v": {"year": {"eq": 3}, "not": {"name": {"isNull": true}}}}`, `where (year eq 3 and not (name missing))`},
		{"one object for a list", ``, `products(where: { or: { year: { eq: 1 } } })`, ``, `where (year eq 1)`},
		{"a variable's default", `($v: Int = 5)`, `products(where: { year: { eq: $v } })`, ``, `where year eq 5`},
		{"a variable in place of its default", `($v: Int = 5)`, `products(where: { year: { eq: $v } })`, `{"v": 6}`, `where year eq 6`},
		{"a variable that is not given", `($v: Int)`, `products(where: { year: { eq: $v } })`, ``, "page of 20\n"},
		{"an argument's default", ``, `products`, ``, "page of 20\n"},
		{"null for an argument", ``, `products(first: null)`, ``, "page of 20\n"},
		{"a page's size", `($v: Int)`, `products(first: $v)`, `{"v": 3}`, "page of 3\n"},
		{"pages backwards", ``, `products(last: 4)`, ``, "page of 4, backward\n"},
		{"a list of orders", ``, `products(orderBy: [{ field: YEAR, direction: DESC }, { field: NAME }])`, ``, "order year descending, missing last\n"},
		{"one order for a list", `($v: [ProductOrder!])`, `products(orderBy: $v)`, `{"v": {"field": "YEAR"}}`, "order year, missing last\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			query := "query" + c.head + " { " + c.field + " { nodes { id } }" + strings.Repeat(" }", strings.Count(c.field, "id: \"x\"")+1)
			prepared, refused := a.prepare(t, query, c.variables)
			if refused != nil {
				t.Fatalf("refused: %s", refused.Message)
			}
			if got := plan.Print(prepared.Plan); !strings.Contains(got, c.want) {
				t.Errorf("no %q in\n%s", c.want, got)
			}
		})
	}
}

// What validation lets through but the contract does not.
func TestRefusedValues(t *testing.T) {
	a := open(t, plan.DefaultLimits)
	for _, c := range []struct {
		name, query, variables string
		code                   fault.Code
		words                  string
	}{
		{"an Int too large", `query($v: Int) { products(where: { year: { eq: $v } }) { totalCount } }`, `{"v": 2147483648}`, fault.ValidationFailed, "where.year.eq"},
		{"a literal Int too large", `{ products(where: { year: { eq: -2147483649 } }) { totalCount } }`, ``, fault.ValidationFailed, "where.year.eq"},
		{"a Long too large", `{ projects(where: { budgetCny: { in: [1, 9007199254740992] } }) { totalCount } }`, ``, fault.ValidationFailed, "where.budgetCny.in.1"},
		{"a fraction for a Long", `query($v: Long) { projects(where: { budgetCny: { eq: $v } }) { totalCount } }`, `{"v": 1.5}`, fault.ValidationFailed, "1.5"},
		{"a string for a Long", `query($v: Long) { projects(where: { budgetCny: { eq: $v } }) { totalCount } }`, `{"v": "1"}`, fault.ValidationFailed, "whole number"},
		{"no date", `{ patents(where: { filedOn: { eq: "2022-13" } }) { totalCount } }`, ``, fault.BadUserInput, "where.filedOn.eq"},
		{"an integer for a date", `query($v: PartialDate) { patents(where: { filedOn: { eq: $v } }) { totalCount } }`, `{"v": 2022}`, fault.ValidationFailed, "PartialDate"},
		{"U+0000", `{ products(where: { name: { eq: "a\u0000" } }) { totalCount } }`, ``, fault.BadUserInput, "U+0000"},
		{"null to compare with", `{ products(where: { year: { eq: null } }) { totalCount } }`, ``, fault.BadUserInput, "isNull"},
		{"a null variable to compare with", `query($v: Int) { products(where: { year: { eq: $v } }) { totalCount } }`, `{"v": null}`, fault.BadUserInput, "isNull"},
		{"null for a property", `{ products(where: { year: null }) { totalCount } }`, ``, fault.BadUserInput, "where.year"},
		{"null for and", `{ products(where: { and: null }) { totalCount } }`, ``, fault.BadUserInput, "where.and"},
		{"null for a quantifier", `{ products(where: { uses: { some: null } }) { totalCount } }`, ``, fault.BadUserInput, "where.uses.some"},
		{"null for count", `{ products(where: { uses: { count: null } }) { totalCount } }`, ``, fault.BadUserInput, "where.uses.count"},
		{"less than a page", `{ products(first: -1) { totalCount } }`, ``, fault.BadUserInput, "-1"},
		{"two pages at once", `{ products(first: 1, last: 1) { totalCount } }`, ``, fault.BadUserInput, "first or last"},
		{"too large a page", `{ products(last: 1001) { totalCount } }`, ``, fault.LimitExceeded, "1001"},
		{"too many sources", `{ product(id: "x") { sources(first: 1001) { id } } }`, ``, fault.LimitExceeded, "1001"},
	} {
		t.Run(c.name, func(t *testing.T) { a.refused(t, c.query, c.variables, c.code, c.words) })
	}
}
