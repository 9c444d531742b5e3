package storetest

import (
	"context"

	"innograph/internal/plan"
	"innograph/internal/store"
)

func replaceNodes(w *writing) {
	w.load()
	w.write(func(ctx context.Context, tx store.Tx) error {
		return tx.Replace(ctx, []store.Node{
			w.node("Maker", "m/a", values{"name": cjk, "version": int64(2), "motto": "new", "rank": 0.5}, "s/3", "s/2"), // all others are gone
			w.node("Maker", "m/b", values{"code": "A", "aliases": []string{"b", "bb"}, "active": false}, "s/1"),         // what m/a had
			w.node("Item", "i/1", values{"version": int64(7)}),
			w.node("Source", "s/1", values{"title": "Changed"}),
		}, nil)
	})
	w.want(w.nodes("m/a", "m/b", "i/1", "i/2", "s/1"),
		`Item i/1 name="the i/1" version=7`,
		`Item i/2 name="the i/2" version=1 | s/1`,
		`Maker m/a name="`+cjk+`" version=2 rank=0.5 motto="new" | s/2 s/3`,
		`Maker m/b name="the m/b" aliases=["b" "bb"] version=1 code="A" active=false | s/1`,
		`Source s/1 title="Changed"`)
	w.figures(10, 9)
	// What is kept beside a value for comparisons goes with it.
	w.want([]string{w.named("the m/a"), w.named(cjk)}, "", "m/a")
}

// named finds makers by name, in the form without case.
func (w *writing) named(name string) string {
	w.Helper()
	maker := w.model.Type("Maker")
	id := plan.Value{Property: maker.Properties[0]}
	cells, err := w.second.Read(w.Context(), &plan.Operation{Roots: []plan.Query{&plan.Connection{
		Set: plan.Set{Type: maker, Where: plan.Compare{Left: plan.Value{Property: maker.Property("name"), Fold: true}, Op: plan.Eq, Value: name}},
		Page: &plan.Page{
			Order: []plan.Term{{By: id}}, Limit: 10,
			Row: &plan.Row{Type: maker, Shapes: []plan.Shape{{Types: maker.Members, Columns: []plan.Column{id}}}},
		},
	}}})
	w.must(err)
	found := ""
	for _, row := range store.List(store.List(cells[0])[0]) {
		found += store.Text(store.List(row)[0])
	}
	return found
}

func replaceEdges(w *writing) {
	w.load()
	one := 1.0
	surer := w.edge("MAKES", "m/b", "i/1", "", values{"tags": []string{"y"}, "share": 0.125}, "s/3")
	surer.Confidence = &one
	w.write(func(ctx context.Context, tx store.Tx) error {
		return tx.Replace(ctx, nil, []store.Edge{
			w.edge("MAKES", "m/a", "i/1", "", nil, "s/2"),
			surer,
			w.edge("PARTNERS", "m/b", "m/a", "", values{"kind": "foes"}, "s/1"),
			w.edge("PARTNERS", "m/a", "m/a", "", values{"kind": "own"}, "s/1"),
		})
	})
	w.want(w.edgesAt("m/a", "m/b"),
		`MAKES m/a i/1 | s/2`,
		`MAKES m/a i/1 key=again | s/1`,
		`MAKES m/b i/1 confidence=1.0 share=0.125 tags=["y"] | s/3`,
		`PARTNERS m/a m/a kind="own" | s/1`,
		`PARTNERS m/b m/a kind="foes" | s/1`,
		`PARTNERS x/c m/a key=k | s/1`)
	w.want([]string{w.partners("m/a"), w.partners("m/b")}, `3: m/a "" "own" m/b "" "foes" x/c "k" ""`, `1: m/a "" "foes"`)
	w.figures(10, 9)
}

func deleteEdges(w *writing) {
	w.load()
	w.write(func(ctx context.Context, tx store.Tx) error {
		return tx.Delete(ctx, nil, []store.EdgeID{
			w.edgeID("MAKES", "m/a", "i/1", "again"), w.edgeID("PART_OF", "i/3", "i/2", ""),
			w.edgeID("PARTNERS", "m/a", "m/b", ""), // as nobody wrote it
			w.edgeID("PARTNERS", "m/a", "m/a", ""),
		})
	})
	w.want(w.edgesAt("m/a", "m/b", "i/2"),
		`MAKES m/a i/1 confidence=0.5 role="lead" share=0.25 tags=["x"] | s/1 s/2`,
		`MAKES m/b i/1 | s/1`,
		`PARTNERS x/c m/a key=k | s/1`,
		`PART_OF i/1 i/2 | s/1`,
		`PART_OF i/2 i/3 | s/1`)
	w.want([]string{w.partners("m/a"), w.partners("m/b")}, `1: x/c "k" ""`, `0:`)
	w.figures(10, 5)
}

func deleteNodes(w *writing) {
	w.load()
	w.write(func(ctx context.Context, tx store.Tx) error {
		return tx.Delete(ctx, []string{"x/c", "i/4", "y/1"}, []store.EdgeID{w.edgeID("PARTNERS", "x/c", "m/a", "k")})
	})
	w.want(w.nodes("x/c", "i/4", "y/1"))
	w.figures(7, 8)
	w.want([]string{w.evidence("s/1")}, "i/1 i/2 i/3 m/a m/b y/2 y/3")
	w.create([]store.Node{w.node("Item", "x/c", nil, "s/2")}, nil) // of another type now
	w.want(w.nodes("x/c"), `Item x/c name="the x/c" version=1 | s/2`)
}

func deleteSources(w *writing) {
	w.load()
	w.write(func(ctx context.Context, tx store.Tx) error {
		w.must(tx.Delete(ctx, []string{"s/2"}, nil)) // its ties go with it
		read, err := tx.Nodes(ctx, []string{"i/1", "m/b"})
		w.want(spellAll(read, spellNode), `Item i/1 name="the i/1" version=1 | s/1`, `Maker m/b name="the m/b" version=1 code="B" | s/1`)
		return err
	})
	w.want(w.nodes("m/b", "s/2"), `Maker m/b name="the m/b" version=1 code="B" | s/1`)
	w.want([]string{w.evidence("s/1", "s/2")}, "i/1 i/2 i/3 i/4 m/a m/b x/c y/1 y/2 y/3")
	w.figures(10, 9)
}

// evidence reads what sources support, as a plan does.
func (w *writing) evidence(sources ...string) string {
	w.Helper()
	source, thing := w.model.Type("Source"), w.model.Type("Thing")
	id := plan.Value{Property: thing.Property("id")}
	cells, err := w.second.Read(w.Context(), &plan.Operation{Roots: []plan.Query{&plan.Lookup{
		Type: source, IDs: sources, Row: &plan.Row{Type: source, Shapes: []plan.Shape{{Types: source.Members, Columns: []plan.Column{&plan.Connection{
			Set: plan.Set{Type: thing, Via: &plan.Hop{Field: source.Field("supports")}},
			Page: &plan.Page{
				Order: []plan.Term{{By: id}}, Limit: 100,
				Row: &plan.Row{Type: thing, Shapes: []plan.Shape{{Types: thing.Members, Columns: []plan.Column{id}}}},
			},
		}}}}},
	}}})
	w.must(err)
	text := ""
	for _, found := range store.List(cells[0]) {
		for _, row := range store.List(store.List(store.List(store.List(found)[1])[0])[0]) {
			if text != "" {
				text += " "
			}
			text += store.Text(store.List(row)[0])
		}
	}
	return text
}
