package lookahead_test

import (
	"reflect"
	"sync"
	"testing"

	"innograph/internal/cypher"
	"innograph/internal/lookahead"
	"innograph/internal/plan"
	"innograph/internal/sqlite"
)

// changing are texts with sets of variables to ask them with, in turn. Some sets give
// values alone, others another plan, and others are refused.
var changing = []struct {
	name, query string
	sets        []string
}{
	{"an id", `query($id: ID!) { product(id: $id) { name } }`, []string{`{"id": "a"}`, `{"id": "b"}`, `{"id": 7}`, `{"id": ""}`, `{"id": "\u0000"}`, `{"id": "a"}`}},
	{
		"comparisons", `query($y: Int, $n: String, $c: Float) { products(where: { year: { gte: $y }, not: { name: { eq: $n } }, or: [{ name: { ne: $n } }, { year: { lt: $y } }] }) {
			nodes { developers(where: { edge: { confidence: { lte: $c } } }) { totalCount } } } }`,
		[]string{`{"y": 1, "n": "a", "c": 1}`, `{"y": 2, "n": "😀", "c": 0.5}`, `{"y": 2}`, `{}`, `{"y": 1, "n": null}`, `{"n": "b", "c": 1e-1}`, `{"y": 3, "n": "\u0000"}`, `{"y": 2147483647, "n": "", "c": 2}`},
	},
	{
		"texts", `query($t: String!, $fold: Boolean = false) { products(where: { name: { contains: $t, startsWith: $t, endsWith: $t, eq: $t, ignoreCase: $fold } }) { totalCount } }`,
		[]string{`{"t": "Ä"}`, `{"t": "b", "fold": true}`, `{"t": "ÖÄ", "fold": true}`, `{"t": ""}`, `{"t": "\uE000\uFFFF"}`, `{"t": "Ä", "fold": false}`},
	},
	{
		"one variable twice", `query($t: String!) { a: products(where: { name: { eq: $t } }) { totalCount } b: products(where: { name: { in: [$t, "x"] } }) { totalCount } }`,
		[]string{`{"t": "a"}`, `{"t": "b"}`, `{"t": "a"}`},
	},
	{
		"lists", `query($ids: [ID!]!, $years: [Int!]) { nodes(ids: $ids) { id } products(where: { year: { in: $years } }) { totalCount } }`,
		[]string{`{"ids": ["a"]}`, `{"ids": ["a", "b"], "years": [1]}`, `{"ids": ["b", "a"], "years": []}`, `{"ids": "a", "years": 1}`, `{"ids": ["a"], "years": null}`},
	},
	{
		"skip and include", `query($a: Boolean!, $b: Boolean!) { products { nodes { id @skip(if: $a) ... @include(if: $b) { name developers { totalCount } } } ...rest @skip(if: $b) } } fragment rest on ProductConnection { totalCount @include(if: $a) }`,
		[]string{`{"a": true, "b": true}`, `{"a": false, "b": true}`, `{"a": true, "b": false}`, `{"a": false, "b": false}`, `{"a": true, "b": true}`},
	},
	{
		"pages", `query($first: Int, $last: Int, $after: String, $order: [ProductOrder!]) { products(first: $first, last: $last, after: $after, orderBy: $order) { nodes { id } pageInfo { hasNextPage hasPreviousPage } } }`,
		[]string{`{}`, `{"first": 3}`, `{"first": 4}`, `{"last": 3}`, `{"first": 3, "last": 3}`, `{"first": null}`, `{"first": -1}`, `{"after": "no cursor"}`, `{"order": [{"field": "YEAR"}]}`, `{"order": [{"field": "YEAR", "direction": "DESC"}]}`, `{"order": []}`, `{"first": 3}`},
	},
	{
		"a whole filter", `query($where: ProductWhere) { products(where: $where) { totalCount } }`,
		[]string{`{}`, `{"where": null}`, `{"where": {}}`, `{"where": {"year": {"eq": 1}}}`, `{"where": {"year": {"eq": 2}}}`, `{"where": {"name": {"eq": "1"}}}`, `{"where": {"year": null}}`, `{"where": {"and": [{"year": {"eq": 1}}]}}`, `{"where": {"or": [{"year": {"eq": 1}}]}}`},
	},
	{
		"part of a filter", `query($year: IntFilter, $null: Boolean!) { products(where: { year: $year, name: { isNull: $null } }) { totalCount } }`,
		[]string{`{"null": true}`, `{"null": false, "year": {"gt": 1}}`, `{"null": false, "year": {"gt": 1, "lt": 5}}`, `{"null": true, "year": {"gt": 2}}`},
	},
	{
		"dates", `query($d: PartialDate!) { a: patents(where: { filedOn: { within: $d } }) { totalCount } }`,
		[]string{`{"d": "2020"}`, `{"d": "2021-05"}`, `{"d": "2020-13"}`},
	},
	{
		"a date to compare with", `query($d: PartialDate!) { a: patents(where: { filedOn: { gte: $d } }) { totalCount } }`,
		[]string{`{"d": "2020"}`, `{"d": "2021-05"}`, `{"d": "2020-13"}`},
	},
	{
		"an enum and a count", `query($k: PatentKind, $n: Int!) { patents(where: { kind: { eq: $k }, owners: { count: { gte: $n } } }) { totalCount } }`,
		[]string{`{"k": "INVENTION", "n": 1}`, `{"n": 2}`, `{"k": "INVENTION", "n": 3}`, `{"k": "DESIGN", "n": 3}`},
	},
	{
		"an analysis beside a lookup", `query($id: ID!, $y: Int) { product(id: $id) { name } products(where: { year: { eq: $y } }) { totalCount } supplyChain(of: $id) { tiers { members { entity { id } } } } }`,
		[]string{`{"id": "a"}`, `{"id": "b", "y": 1}`, `{"id": "a", "y": 2}`},
	},
}

// The same text, asked with one set of variables after the other, gives the plans and
// statements that it gives to a compiler which has never seen it.
func TestKnownDocuments(t *testing.T) {
	a := open(t, plan.DefaultLimits)
	for _, c := range changing {
		t.Run(c.name, func(t *testing.T) {
			for range 2 {
				for _, set := range c.sets {
					got, refused := a.prepare(t, c.query, set)
					want, wanted := a.forget(t).prepare(t, c.query, set)
					if !reflect.DeepEqual(refused, wanted) {
						t.Fatalf("%s: refused with %v, not %v", set, refused, wanted)
					}
					if refused == nil {
						same(t, set, got, want)
					}
				}
			}
		})
	}
}

// Requests share what is known, at once.
func TestKnownAtOnce(t *testing.T) {
	a := open(t, plan.DefaultLimits)
	fresh := a.forget(t)
	for _, c := range changing {
		var all sync.WaitGroup
		for range 4 {
			for _, set := range c.sets {
				operation := a.operation(t, c.query, set)
				all.Go(func() {
					got, refused := a.compiler.Prepare(operation)
					if refused == nil {
						_, _ = sqlite.Compile(got.Plan)
						_, _ = cypher.Compile(got.Plan)
					}
				})
			}
		}
		all.Wait()
		for _, set := range c.sets {
			got, refused := a.prepare(t, c.query, set)
			if want, _ := fresh.prepare(t, c.query, set); refused == nil {
				same(t, set, got, want)
			}
		}
	}
}

// forget is a compiler of the same schema that knows nothing.
func (a *api) forget(t *testing.T) *api {
	t.Helper()
	return &api{a.schema, a.model, lookahead.New(a.model, a.schema, plan.DefaultLimits)}
}

// same holds two preparations of one operation against each other.
func same(t *testing.T, set string, got, want *lookahead.Prepared) {
	t.Helper()
	if got, want := plan.Print(got.Plan), plan.Print(want.Plan); got != want {
		t.Errorf("%s is planned as\n%s\nand not as\n%s", set, got, want)
	}
	sql, args := sqlite.Compile(got.Plan)
	wantSQL, wantArgs := sqlite.Compile(want.Plan)
	if sql != wantSQL || !reflect.DeepEqual(args, wantArgs) {
		t.Errorf("%s is spelled as\n%s\n%v\nand not as\n%s\n%v", set, sql, args, wantSQL, wantArgs)
	}
	text, params := cypher.Compile(got.Plan)
	wantText, wantParams := cypher.Compile(want.Plan)
	if text != wantText || !reflect.DeepEqual(params, wantParams) {
		t.Errorf("%s is spelled as\n%s\n%v\nand not as\n%s\n%v", set, text, params, wantText, wantParams)
	}
	if len(got.Roots) != len(want.Roots) || len(got.Analyses) != len(want.Analyses) {
		t.Errorf("%s has %d roots and %d analyses, not %d and %d", set, len(got.Roots), len(got.Analyses), len(want.Roots), len(want.Analyses))
	}
	for i := range got.Analyses {
		if !reflect.DeepEqual(got.Analyses[i].Arguments, want.Analyses[i].Arguments) {
			t.Errorf("%s has the arguments %v, not %v", set, got.Analyses[i].Arguments, want.Analyses[i].Arguments)
		}
	}
}
