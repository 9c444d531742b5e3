package lookahead_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"innograph/internal/fault"
	"innograph/internal/plan"
)

// cursor gives the cursor of a row whose order has these values, as the answer to
// `products(…)` spells it.
func (a *api) cursor(t *testing.T, arguments string, values ...any) string {
	t.Helper()
	prepared, refused := a.prepare(t, "{ products"+arguments+" { edges { cursor } } }", "")
	if refused != nil {
		t.Fatal(refused)
	}
	encoded, errs := prepared.Roots[0].Encode([]any{[]any{values}})
	var page struct{ Edges []struct{ Cursor string } }
	if err := json.Unmarshal(encoded, &page); err != nil || errs != nil || len(page.Edges) != 1 {
		t.Fatalf("%s: %v %v", encoded, err, errs)
	}
	return page.Edges[0].Cursor
}

func TestCursorsComeBack(t *testing.T) {
	a := open(t, plan.DefaultLimits)
	for _, c := range []struct {
		name, order string
		values      []any
		want        string // in the plan
	}{
		{"the id alone", ``, []any{"product/a"}, `after (id gt "product/a")`},
		{"the id, descending", `(orderBy: { field: ID, direction: DESC })`, []any{"product/a"}, `after (id lt "product/a")`},
		{"an integer", `(orderBy: { field: YEAR })`, []any{int64(2024), "product/a"}, `year gt 2024`},
		{"a missing integer", `(orderBy: { field: YEAR })`, []any{nil, "product/a"}, `year missing`},
		{"a text", `(orderBy: { field: NAME })`, []any{"轨道\"\n😀", "product/a"}, `name gt "轨道\"\n😀"`},
		{"a Boolean", `(orderBy: { field: DISCONTINUED, direction: DESC })`, []any{true, "product/a"}, `discontinued lt true`},
		{"a Boolean as an engine's integer", `(orderBy: { field: DISCONTINUED })`, []any{int64(0), "product/a"}, `discontinued gt false`},
		{"a count", `(orderBy: { field: USES_COUNT })`, []any{int64(3), "product/a"}, `count(via ->USES) gt 3`},
	} {
		t.Run(c.name, func(t *testing.T) {
			cursor := a.cursor(t, c.order, c.values...)
			arguments := strings.TrimSuffix(c.order, ")")
			if arguments == "" {
				arguments = "("
			}
			prepared, refused := a.prepare(t, fmt.Sprintf("{ products%s after: %q) { nodes { id } } }", arguments, cursor), "")
			if refused != nil {
				t.Fatal(refused)
			}
			if got := plan.Print(prepared.Plan); !strings.Contains(got, c.want) {
				t.Errorf("no %q in\n%s", c.want, got)
			}
		})
	}
}

// A cursor is bound to its connection and order, and made by the server alone.
func TestForeignAndForgedCursors(t *testing.T) {
	a := open(t, plan.DefaultLimits)
	const byYear = `orderBy: { field: YEAR }`
	cursor := a.cursor(t, "("+byYear+")", int64(2024), "product/a")
	clear, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		t.Fatal(err)
	}
	forged := func(from, to string) string {
		changed := strings.Replace(string(clear), from, to, 1)
		if changed == string(clear) {
			t.Fatalf("no %s in %s", from, clear)
		}
		return base64.RawURLEncoding.EncodeToString([]byte(changed))
	}
	for name, c := range map[string]struct{ field, cursor string }{
		"of another order":            {`products`, cursor},
		"of another direction":        {`products(orderBy: { field: YEAR, direction: DESC })`, cursor},
		"of another type":             {`awards(orderBy: { field: YEAR })`, cursor},
		"empty":                       {`products(` + byYear + `)`, ``},
		"no base64":                   {`products(` + byYear + `)`, "轨道"},
		"padded":                      {`products(` + byYear + `)`, cursor + "="},
		"cut off":                     {`products(` + byYear + `)`, cursor[:len(cursor)-3]},
		"no JSON":                     {`products(` + byYear + `)`, base64.RawURLEncoding.EncodeToString([]byte("1"))},
		"two of them":                 {`products(` + byYear + `)`, forged(`]`, `][]`)},
		"of another version":          {`products(` + byYear + `)`, forged(`"1.`, `"2.`)},
		"with a value less":           {`products(` + byYear + `)`, forged(`2024,`, ``)},
		"with a value more":           {`products(` + byYear + `)`, forged(`2024,`, `2024,1,`)},
		"with a text for an integer":  {`products(` + byYear + `)`, forged(`2024`, `"2024"`)},
		"with a fraction":             {`products(` + byYear + `)`, forged(`2024`, `2024.5`)},
		"with a list for a value":     {`products(` + byYear + `)`, forged(`2024`, `[2024]`)},
		"with too large an integer":   {`products(` + byYear + `)`, forged(`2024`, `9223372036854775808`)},
		"without an id":               {`products(` + byYear + `)`, forged(`"product/a"`, `null`)},
		"with a number for an id":     {`products(` + byYear + `)`, forged(`"product/a"`, `1`)},
		"with U+0000":                 {`products(` + byYear + `)`, forged(`product/a`, `product\u0000`)},
		"with bytes that are no text": {`products(` + byYear + `)`, forged(`product/a`, "product/\xff")},
	} {
		for _, argument := range []string{"after", "before"} {
			t.Run(name+" "+argument, func(t *testing.T) {
				field, found := strings.CutSuffix(c.field, ")")
				if !found {
					field += "("
				}
				a.refused(t, fmt.Sprintf("{ %s %s: %q) { nodes { id } } }", field, argument, c.cursor), "", fault.InvalidCursor, argument)
			})
		}
	}
}
