package storetest

import (
	"context"
	"fmt"
	"strings"

	"innograph/internal/plan"
	"innograph/internal/store"
)

// The strings that engines sort in different ways: by code point they stand as here.
const (
	cjk    = "三一"
	hangul = "\uD7FB"
	wide   = "Ａ"
	emoji  = "😀"
)

func createNodes(w *writing) {
	w.write(func(ctx context.Context, tx store.Tx) error {
		w.must(tx.Create(ctx, []store.Node{
			w.node("Maker", "m/"+emoji, values{
				"name": "\"" + cjk + "\"\n\\", "aliases": []string{emoji, "a,b", ""}, "version": int64(1<<53 - 1), "rank": 0.1, "code": wide, "year": int64(-5),
				"score": 1e300, "active": false, "size": "SMALL", "founded": "2023-06", "motto": strings.Repeat(cjk, 5000), "budget": int64(3_000_000_000),
			}, "s/1", "s/2"),
			w.node("Maker", "m/"+wide, values{"score": 3.0, "year": int64(0), "name": ""}),
			w.node("Source", "s/2", values{"title": "Two"}),
			w.node("Source", "s/1", values{"title": "One"}),
			w.node("Item", "i/1", nil, "s/1"),
		}, nil))
		read, err := tx.Nodes(ctx, []string{"s/1", "i/1"}) // those that this transaction made too
		w.want(spellAll(read, spellNode), `Item i/1 name="the i/1" version=1 | s/1`, `Source s/1 title="One"`)
		return err
	})
	w.want(w.nodes("s/1", "m/"+emoji, "nobody", "m/"+wide, "i/1"),
		`Item i/1 name="the i/1" version=1 | s/1`,
		`Maker m/`+wide+` name="" version=1 year=0 score=3.0`,
		`Maker m/`+emoji+` name="\"`+cjk+`\"\n\\" aliases=["`+emoji+`" "a,b" ""] version=9007199254740991 rank=0.1 code="`+wide+
			`" year=-5 score=1e+300 active=false size="SMALL" founded="2023-06" motto="`+strings.Repeat(cjk, 5000)+`" budget=3000000000 | s/1 s/2`,
		`Source s/1 title="One"`)
	w.want(w.nodes())
	w.want(w.nodes("nobody"))
	w.figures(3, 0)
}

func createEdges(w *writing) {
	w.load()
	third := 1.0 / 3
	sure := w.edge("MAKES", "m/b", "i/2", cjk, values{"role": "\"lead\"", "share": 2.0, "tags": []string{"a", emoji}}, "s/2", "s/1")
	sure.Confidence = &third
	w.write(func(ctx context.Context, tx store.Tx) error {
		w.must(tx.Create(ctx, []store.Node{w.node("School", "x/new", nil, "s/1")}, []store.Edge{
			sure,
			w.edge("PARTNERS", "x/new", "m/b", "", values{"kind": "peers"}, "s/1"), // between a new and an old node
			w.edge("PARTNERS", "m/b", "m/b", "", nil, "s/1"),
			w.edge("PART_OF", "i/2", "i/1", "", nil, "s/1"), // the other way is there, and is another one
		}))
		read, err := tx.Edges(ctx, []store.EdgeID{w.edgeID("PARTNERS", "m/b", "x/new", "")})
		w.want(spellAll(read, spellEdge), `PARTNERS x/new m/b kind="peers" | s/1`)
		return err
	})
	w.want(w.edges(
		w.edgeID("MAKES", "m/b", "i/2", cjk), w.edgeID("MAKES", "i/2", "m/b", cjk), w.edgeID("MAKES", "m/b", "i/2", ""), w.edgeID("MAKES", "nobody", "i/2", ""),
		w.edgeID("PARTNERS", "m/b", "x/new", ""), w.edgeID("PARTNERS", "m/b", "m/b", ""), w.edgeID("PART_OF", "i/2", "i/1", "")),
		`MAKES m/b i/2 key=`+cjk+` confidence=0.3333333333333333 role="\"lead\"" share=2.0 tags=["a" "`+emoji+`"] | s/2 s/1`,
		`PARTNERS m/b m/b | s/1`,
		`PARTNERS x/new m/b kind="peers" | s/1`,
		`PART_OF i/2 i/1 | s/1`)
	w.want(w.edges(w.edgeID("PARTNERS", "x/new", "m/b", "")), `PARTNERS x/new m/b kind="peers" | s/1`)
	w.want(w.edges())
	w.figures(11, 13)
}

// partners reads the partners of a node with the edges' kinds, as a plan does.
func (w *writing) partners(id string) string {
	w.Helper()
	coded := w.model.Type("Coded")
	byID := plan.Value{Property: coded.Property("id")}
	kind := plan.Value{Property: w.model.Relation("PARTNERS").Property("kind"), Edge: true}
	row := func(columns ...plan.Column) *plan.Row {
		return &plan.Row{Type: coded, Shapes: []plan.Shape{{Types: coded.Members, Columns: columns}}}
	}
	cells, err := w.second.Read(w.Context(), &plan.Operation{Roots: []plan.Query{&plan.Lookup{
		Type: coded, IDs: []string{id}, Row: row(&plan.Connection{
			Set:   plan.Set{Type: coded, Via: &plan.Hop{Field: coded.Field("partners")}},
			Page:  &plan.Page{Order: []plan.Term{{By: byID}, {By: plan.EdgeKey{}}}, Limit: 10, Row: row(byID, plan.EdgeKey{}, kind)},
			Total: true,
		}),
	}}})
	w.must(err)
	connection := store.List(store.List(store.List(store.List(store.List(cells[0])[0])[1])[0]))
	text := fmt.Sprint(store.Integer(connection[1]), ":")
	for _, row := range store.List(connection[0]) {
		cells := store.List(row)
		text += fmt.Sprintf(" %s %q %q", store.Text(cells[0]), store.Text(cells[1]), store.Text(cells[2]))
	}
	return text
}

func createdIsRead(w *writing) {
	w.load()
	w.create([]store.Node{w.node("School", "x/d", nil, "s/3")}, []store.Edge{
		w.edge("PARTNERS", "x/d", "m/b", "", values{"kind": "old"}, "s/1"), w.edge("PARTNERS", "x/d", "m/b", "2", values{"kind": "new"}, "s/1"),
		w.edge("PARTNERS", "x/d", "x/d", "", values{"kind": "own"}, "s/1"),
	})
	w.want([]string{w.partners("x/d"), w.partners("m/b")},
		`3: m/b "" "old" m/b "2" "new" x/d "" "own"`,
		`3: m/a "" "friends" x/d "" "old" x/d "2" "new"`)
	w.figures(11, 12)
}

func createTwice(w *writing) {
	w.load()
	for name, work := range map[string]func(context.Context, store.Tx) error{
		"a node": func(ctx context.Context, tx store.Tx) error {
			return tx.Create(ctx, []store.Node{w.node("Item", "i/9", nil), w.node("Item", "i/1", nil)}, nil)
		},
		"a node of another type": func(ctx context.Context, tx store.Tx) error {
			return tx.Create(ctx, []store.Node{w.node("Item", "i/9", nil), w.node("Maker", "i/9", nil)}, nil)
		},
	} {
		if err := w.first.Write(w.Context(), work); err == nil {
			w.Errorf("%s is there twice", name)
		}
	}
	w.want(w.nodes("i/9"))
	w.figures(10, 9)
}
