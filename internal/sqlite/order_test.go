package sqlite_test

import (
	"slices"
	"strings"
	"testing"

	"innograph/internal/plan"
)

// walk pages through makers by ones or more, each page from the cursor of the last, and
// gives the ids in the order in which they came.
func (w *world) walk(order []plan.Term, size int) string {
	w.Helper()
	columns := []any{"id"}
	for _, term := range order {
		columns = append(columns, term.By)
	}
	page := &plan.Page{Order: order, Limit: size, Row: w.row("Maker", columns...)}
	var ids []string
	for range 20 {
		cells, err := w.store.Read(w.Context(), &plan.Operation{Roots: []plan.Query{
			&plan.Connection{Set: plan.Set{Type: w.Type("Maker")}, Page: page},
		}})
		if err != nil {
			w.Fatal(unwrapped(err))
		}
		rows := cells[0].([]any)[0].([]any)
		if len(rows) == 0 {
			return strings.Join(ids, " ")
		}
		var last []any
		for _, row := range rows {
			last = row.([]any)
			ids = append(ids, strings.TrimPrefix(value(last[0], "").(string), "m/"))
		}
		values := make([]any, len(order))
		for i := range order {
			values[i] = value(last[i+1], order[i].By)
		}
		page.After = plan.Beyond(order, values)
	}
	w.Fatal("the pages do not end")
	return ""
}

func TestOrders(t *testing.T) {
	w := newWorld(t)
	id := plan.Term{By: w.value("Maker.id")}
	term := func(name string, desc bool) plan.Term {
		p := w.value("Maker." + name)
		return plan.Term{By: p, Desc: desc, Nullable: !p.Property.NonNull}
	}
	count := plan.Term{By: plan.Degree{Hop: w.hop("Maker.makes")}, Desc: true}
	for text, c := range map[string]struct {
		order []plan.Term
		want  string
	}{
		"id":                        {nil, "a b c d e f"},
		"year, ties and missing":    {[]plan.Term{term("year", false)}, "d a c e b f"},
		"year down, missing last":   {[]plan.Term{term("year", true)}, "e a c d b f"},
		"name by code point":        {[]plan.Term{term("name", false)}, "a c b d f e"},
		"name down":                 {[]plan.Term{term("name", true)}, "e f d b c a"},
		"score":                     {[]plan.Term{term("score", false)}, "d a e b f c"},
		"active, then year down":    {[]plan.Term{term("active", false), term("year", true)}, "b f a d e c"},
		"size down, then year":      {[]plan.Term{term("size", true), term("year", false)}, "b a c e d f"},
		"count":                     {[]plan.Term{count}, "a b c d e f"},
		"count, then name down":     {[]plan.Term{count, term("name", true)}, "a b c e f d"},
		"count where, then missing": {[]plan.Term{{By: plan.Degree{Hop: w.hop("Maker.makes"), Where: plan.Missing{Left: w.value("MAKES.role")}}}, term("year", false)}, "d c e f a b"},
	} {
		order := append(slices.Clone(c.order), id)
		backwards := strings.Fields(c.want)
		slices.Reverse(backwards)
		for _, size := range []int{1, 2, 10} {
			if got := w.walk(order, size); got != c.want {
				t.Errorf("%s by %d: got %q, want %q", text, size, got, c.want)
			}
			if got := w.walk(plan.Reverse(order), size); got != strings.Join(backwards, " ") {
				t.Errorf("%s backwards by %d: got %q, want %q", text, size, got, strings.Join(backwards, " "))
			}
		}
	}
}

// Below a node, orders read the edge too; parallel edges are told apart by key.
func TestOrderByEdge(t *testing.T) {
	w := newWorld(t)
	makes := w.below("Maker.makes", w.page("Item", "id", plan.EdgeKey{}))
	share := plan.Term{By: w.value("MAKES.share"), Nullable: true}
	makes.Page.Order = append([]plan.Term{share}, makes.Page.Order...)
	read := func() string {
		return w.answer(&plan.Lookup{Type: w.Type("Maker"), IDs: []string{"m/a"}, Row: w.row("Maker", makes)})
	}
	if got := read(); got != `[[["m/a",[[[["i/2",""],["i/1",""],["i/1","2"]]]]]]]` {
		t.Error(got)
	}
	makes.Page.After = plan.Beyond(makes.Page.Order, []any{int64(60), "i/1", ""})
	if got := read(); got != `[[["m/a",[[[["i/1","2"]]]]]]]` {
		t.Error(got)
	}
	makes.Page.After, makes.Page.Order = nil, plan.Reverse(makes.Page.Order)
	makes.Page.Limit = 2
	if got := read(); got != `[[["m/a",[[[["i/1","2"],["i/1",""]]]]]]]` {
		t.Error(got)
	}
}
