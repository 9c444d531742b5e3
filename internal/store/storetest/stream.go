package storetest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"innograph/internal/fault"
	"innograph/internal/plan"
	"innograph/internal/store"
)

// things asks for things by id, backwards, with their sources and what they are part of.
func (w *writing) things(limit int) *plan.Operation {
	thing, item := w.model.Type("Thing"), w.model.Type("Item")
	id := plan.Value{Property: thing.Property("id")}
	only := func(columns ...plan.Column) *plan.Row {
		return &plan.Row{Type: item, Shapes: []plan.Shape{{Types: item.Members, Columns: columns}}}
	}
	partOf := &plan.Connection{
		Set:  plan.Set{Type: item, Via: &plan.Hop{Field: item.Field("partOf")}},
		Page: &plan.Page{Order: []plan.Term{{By: id}, {By: plan.EdgeKey{}}}, Limit: plan.All, Row: only(id, &plan.Sources{Limit: plan.All, Row: w.ids("Source")})},
	}
	var others plan.Shape
	for _, t := range thing.Members {
		if t != item {
			others.Types = append(others.Types, t)
		}
	}
	return &plan.Operation{Name: "Things", Roots: []plan.Query{&plan.Connection{
		Set: plan.Set{Type: thing},
		Page: &plan.Page{Order: []plan.Term{{By: id, Desc: true}}, Limit: limit, Row: &plan.Row{
			Type: thing, Common: []plan.Column{id}, Named: true, Shapes: []plan.Shape{{Types: item.Members, Columns: []plan.Column{partOf}}, others},
		}},
	}}}
}

// ids reads the id of a node alone.
func (w *writing) ids(kind string) *plan.Row {
	t := w.model.Type(kind)
	return &plan.Row{Type: t, Shapes: []plan.Shape{{Types: t.Members, Columns: []plan.Column{plan.Value{Property: t.Property("id")}}}}}
}

// stream reads rows one by one, as JSON text.
func (w *writing) stream(operation *plan.Operation) (rows []string) {
	w.Helper()
	w.must(w.second.Stream(w.Context(), operation, func(row []any) error {
		text, err := json.Marshal(plain(row))
		rows = append(rows, string(text))
		return err
	}))
	return rows
}

// plain has the engine's own JSON as it is.
func plain(cell any) any {
	switch v := cell.(type) {
	case *store.Raw:
		return json.RawMessage(v.Text)
	case []any:
		cells := make([]any, len(v))
		for i := range v {
			cells[i] = plain(v[i])
		}
		return cells
	}
	return cell
}

func streamed(w *writing) {
	w.want(w.stream(w.things(plan.All)))
	w.load()
	all := []string{
		`["y/3","Symbol",[]]`, `["y/2","Symbol",[]]`, `["y/1","Symbol",[]]`, `["x/c","School",[]]`, `["m/b","Maker",[]]`, `["m/a","Maker",[]]`,
		`["i/4","Item",[[[]]]]`,
		`["i/3","Item",[[[["i/2",[["s/1"]]]]]]]`, `["i/2","Item",[[[["i/3",[["s/1"]]]]]]]`, `["i/1","Item",[[[["i/2",[["s/1"]]]]]]]`,
	}
	w.want(w.stream(w.things(plan.All)), all...)
	w.want(w.stream(w.things(3)), all[:3]...)
}

func streamEnds(w *writing) {
	w.load()
	enough := errors.New("enough")
	seen := 0
	err := w.first.Stream(w.Context(), w.things(plan.All), func([]any) error {
		seen++
		if seen == 4 {
			return enough
		}
		return nil
	})
	if err != enough || seen != 4 { //nolint:errorlint // the very same
		w.Errorf("after %d rows: %v", seen, err)
	}
	ctx, cancel := context.WithCancel(w.Context())
	cancel()
	err = w.first.Stream(ctx, w.things(plan.All), func([]any) error { return nil })
	if failed, ok := errors.AsType[*fault.Error](err); !ok || failed.Code != fault.Timeout {
		w.Errorf("got %v", err)
	}
	if got := w.stream(w.things(1)); len(got) != 1 {
		w.Error(fmt.Sprint(got))
	}
}
