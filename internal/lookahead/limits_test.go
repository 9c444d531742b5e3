package lookahead_test

import (
	"strings"
	"testing"

	"innograph/internal/fault"
	"innograph/internal/plan"
)

// Each limit is reached by one operation and crossed by the next; the refusal names both
// figures or the field at which it happened.
func TestLimits(t *testing.T) {
	a := open(t, plan.Limits{Depth: 5, Connections: 3, Aliases: 2, FilterTerms: 4, FilterDepth: 3, Nodes: 1000})
	for _, c := range []struct{ name, within, beyond, words string }{
		{
			"depth",
			`{ products(first: 1) { nodes { uses(first: 1) { nodes { id } } } } }`,
			`{ products(first: 1) { nodes { uses(first: 1) { nodes { sources(first: 1) { id } } } } } }`, "5 levels",
		},
		{
			"depth through fragments",
			`{ products(first: 1) { ...P } } fragment P on ProductConnection { nodes { uses(first: 1) { nodes { id } } } }`,
			`{ products(first: 1) { ...P } } fragment P on ProductConnection { nodes { uses(first: 1) { nodes { usedBy(first: 1) { totalCount } } } } }`, "5 levels",
		},
		{
			"connections",
			`{ products(first: 1) { totalCount } awards(first: 1) { totalCount } events(first: 1) { totalCount } }`,
			`{ products(first: 1) { totalCount } awards(first: 1) { totalCount } events(first: 1) { totalCount } regions(first: 1) { totalCount } }`, `"regions"`,
		},
		{
			"aliases",
			`{ a: product(id: "a") { id } b: product(id: "b") { id } product(id: "c") { id } }`,
			`{ a: product(id: "a") { id } b: product(id: "b") { id } c: product(id: "c") { id } }`, "3 aliases",
		},
		{
			"aliases below",
			`{ product(id: "a") { a: id b: id } }`,
			`{ product(id: "a") { a: id ... on Entity { b: id c: id } } }`, "3 aliases",
		},
		{
			"conditions of a filter",
			`{ products(first: 1, where: { year: { gt: 1, lt: 2 }, name: { contains: "a", startsWith: "b" } }) { totalCount } }`,
			`{ products(first: 1, where: { year: { gt: 1, lt: 2, ne: 3 }, name: { contains: "a", startsWith: "b" } }) { totalCount } }`, "4",
		},
		{
			"conditions of all filters together",
			`{ products(first: 1, where: { year: { gt: 1, lt: 2 } }) { totalCount } awards(first: 1, where: { year: { gt: 1, lt: 2 } }) { totalCount } }`,
			`{ products(first: 1, where: { year: { gt: 1, lt: 2 } }) { totalCount } awards(first: 1, where: { year: { gt: 1, lt: 2, ne: 3 } }) { totalCount } }`, "4",
		},
		{
			"levels of a filter",
			`{ products(first: 1, where: { not: { not: { not: { year: { eq: 1 } } } } }) { totalCount } }`,
			`{ products(first: 1, where: { not: { not: { not: { not: { year: { eq: 1 } } } } } }) { totalCount } }`, "4 levels",
		},
		{
			"levels of a filter through relations",
			`{ products(first: 1, where: { uses: { some: { node: { usedBy: { some: { not: { } } } } } } }) { totalCount } }`,
			`{ products(first: 1, where: { uses: { some: { node: { usedBy: { some: { not: { not: { } } } } } } } }) { totalCount } }`, "4 levels",
		},
		{
			"possible nodes",
			`{ products(first: 1000) { nodes { id } } }`,
			`{ products(first: 1000) { nodes { id } } product(id: "a") { id } }`, "1001",
		},
		{
			"possible nodes below nodes",
			`{ products(first: 10) { nodes { uses(first: 99) { nodes { id } } } } }`,
			`{ products(first: 10) { nodes { uses(first: 100) { nodes { id } } } } }`, "1010",
		},
		{
			"possible nodes of facets",
			`{ products(first: 0) { facets(by: USES, first: 10) { node { sources(first: 99) { id } } } } }`,
			`{ products(first: 0) { facets(by: USES, first: 10) { node { sources(first: 100) { id } } } } }`, "1010",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, refused := a.prepare(t, c.within, ""); refused != nil {
				t.Errorf("refused at the limit: %s", refused.Message)
			}
			a.refused(t, c.beyond, "", fault.LimitExceeded, c.words)
		})
	}
}

// A name for one field and a name for another are two; equal filters are equal text.
func TestEqualShapesGiveEqualPlans(t *testing.T) {
	a := open(t, plan.DefaultLimits)
	texts := map[string]bool{}
	for _, where := range []string{`year: { gt: 1, lt: 9 }, name: { contains: "a" }`, `name: { contains: "a" }, year: { lt: 9, gt: 1 }`} {
		prepared, refused := a.prepare(t, "{ products(where: {"+where+"}) { nodes { name id } } }", "")
		if refused != nil {
			t.Fatal(refused)
		}
		texts[plan.Print(prepared.Plan)] = true
	}
	if len(texts) != 1 {
		t.Errorf("the order of a filter's keys changes the plan:\n%s", strings.Join(keys(texts), "\n"))
	}
}

func keys(of map[string]bool) (all []string) {
	for key := range of {
		all = append(all, key)
	}
	return all
}
