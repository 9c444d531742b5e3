package storetest

import (
	"context"
	"slices"

	"innograph/internal/store"
)

func known(w *writing) {
	w.load()
	ask := func(ids ...string) []string {
		w.Helper()
		var all []string
		w.write(func(ctx context.Context, tx store.Tx) (err error) {
			w.must(tx.Create(ctx, []store.Node{w.node("Item", "i/"+ids[0], nil, "s/1")}, nil))
			all, err = tx.Known(ctx, append(ids, "i/"+ids[0]))
			slices.Sort(all)
			return err
		})
		return all
	}
	w.want(ask("m/a", "nobody", "s/1", "i/1", ""), "i/1", "i/m/a", "m/a", "s/1")
	w.want(ask("nobody"), "i/nobody")
	w.write(func(ctx context.Context, tx store.Tx) error {
		all, err := tx.Known(ctx, nil)
		w.want(all)
		w.must(err)
		w.must(tx.Delete(ctx, []string{"i/nobody"}, nil))
		all, err = tx.Known(ctx, []string{"i/nobody", "i/2"})
		w.want(all, "i/2")
		return err
	})
}

func edgesAt(w *writing) {
	w.load()
	w.want(w.edgesAt("m/a"),
		`MAKES m/a i/1 confidence=0.5 role="lead" share=0.25 tags=["x"] | s/1 s/2`,
		`MAKES m/a i/1 key=again | s/1`,
		`PARTNERS m/a m/a | s/1`,
		`PARTNERS m/b m/a kind="friends" year=2001 | s/2`,
		`PARTNERS x/c m/a key=k | s/1`)
	w.want(w.edgesAt("i/2", "m/b", "i/3", "nobody"), // some edges join two of them
		`MAKES m/b i/1 | s/1`,
		`PARTNERS m/b m/a kind="friends" year=2001 | s/2`,
		`PART_OF i/1 i/2 | s/1`,
		`PART_OF i/2 i/3 | s/1`,
		`PART_OF i/3 i/2 | s/1`)
	w.want(w.edgesAt("y/1", "s/1")) // evidence is none
	w.want(w.edgesAt())
	for limit := range 7 { // of one relation and of several, of which some are undirected, and some found at both ends
		for _, ids := range [][]string{{"m/a"}, {"m/b", "m/a"}, {"i/2", "i/3", "i/1"}} {
			all, some := w.edgesAt(ids...), w.firstEdgesAt(limit, ids...)
			if len(some) != min(limit, len(all)) || slices.ContainsFunc(some, func(edge string) bool { return !slices.Contains(all, edge) }) ||
				len(slices.Compact(some)) != len(some) {
				w.Errorf("%d of the edges at %v are %q", limit, ids, some)
			}
		}
	}
}

func citing(w *writing) {
	w.load()
	cites := func(source string, limit int) []string {
		w.Helper()
		var all []string
		w.write(func(ctx context.Context, tx store.Tx) error {
			nodes, edges, err := tx.Citing(ctx, source, limit)
			all = slices.Concat(nodes, spellAll(edges, spellEdge))
			return err
		})
		return all
	}
	w.want(cites("s/2", 10), "m/a",
		`MAKES m/a i/1 confidence=0.5 role="lead" share=0.25 tags=["x"] | s/1 s/2`,
		`PARTNERS m/b m/a kind="friends" year=2001 | s/2`)
	if got := cites("s/1", 3); len(got) != 6 {
		w.Errorf("not three nodes and three edges, but %q", got)
	}
	w.want(cites("s/3", 10))
	w.want(cites("s/", 10)) // it is not the ids' beginning that counts
	w.want(cites("nobody", 10))
}

func ancestry(w *writing) {
	w.load()
	w.create(nil, []store.Edge{w.edge("PART_OF", "i/1", "i/2", "twice", nil, "s/1"), w.edge("PART_OF", "i/4", "i/4", "", nil, "s/1")})
	up := func(from ...string) []string {
		w.Helper()
		var all []string
		w.write(func(ctx context.Context, tx store.Tx) error {
			ends, err := tx.Ancestry(ctx, w.model.Relation("PART_OF"), from)
			for _, pair := range ends {
				all = append(all, pair.Lower+" "+pair.Upper)
			}
			return err
		})
		slices.Sort(all)
		return all
	}
	w.want(up("i/1"), "i/1 i/2", "i/2 i/3", "i/3 i/2") // round and round, but each once
	w.want(up("i/3"), "i/2 i/3", "i/3 i/2")
	w.want(up("i/4", "i/1"), "i/1 i/2", "i/2 i/3", "i/3 i/2", "i/4 i/4")
	w.want(up("m/a", "nobody"))
	w.want(up())
}

func holders(w *writing) {
	w.load()
	find := func(kind, property string, wanted ...string) []string {
		w.Helper()
		var all []string
		w.write(func(ctx context.Context, tx store.Tx) error {
			found, err := tx.Holders(ctx, w.model.Type(kind).Property(property).Unique, wanted)
			for _, h := range found {
				all = append(all, h.ID+" "+h.Value+" "+h.Within)
			}
			return err
		})
		slices.Sort(all)
		return all
	}
	w.want(find("Maker", "code", "A", "C", "nothing"), "m/a A ", "x/c C ") // of all that are Coded
	w.want(find("Symbol", "symbol", "G06"), "y/1 G06 ONE", "y/2 G06 OTHER", "y/3 G06 ")
	w.want(find("Symbol", "symbol", "g06"))
	w.want(find("Symbol", "symbol"))
}

// What Holders would have told is refused all the same.
func uniqueValues(w *writing) {
	w.load()
	for name, node := range map[string]store.Node{
		"the same code, of another type": w.node("School", "new", values{"code": "A"}),
		"the same symbol in one scheme":  w.node("Symbol", "new", values{"symbol": "G06", "scheme": "ONE"}),
	} {
		if err := w.first.Write(w.Context(), func(ctx context.Context, tx store.Tx) error { return tx.Create(ctx, []store.Node{node}, nil) }); err == nil {
			w.Errorf("%s: taken", name)
		}
	}
	w.create([]store.Node{
		w.node("School", "new/1", nil), w.node("School", "new/2", nil), // missing values are no values
		w.node("Symbol", "new/3", values{"symbol": "G07", "scheme": "ONE"}), w.node("Symbol", "new/4", values{"symbol": "G07", "scheme": "OTHER"}),
	}, nil)
	w.figures(14, 9)
}
