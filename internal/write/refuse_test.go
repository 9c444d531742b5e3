package write_test

import (
	"testing"

	"innograph/internal/fault"
	"innograph/internal/write"
)

// TestRefused has each way in which an item can be wrong, with what people are told.
func TestRefused(t *testing.T) { refused(newWorld(t, sqlite)) }

func refused(w *world) {
	twins(w)
	w.apply(&write.Batch{
		Nodes: []write.Node{
			w.node("item/3", map[string]any{"name": "K", "scheme": "S", "symbol": "1"}, "source/1"),
			w.node("place/2", map[string]any{"name": "Q"}),
		},
		Edges: []write.Edge{
			w.edge("PART_OF", "item/1", "item/2", nil, "source/1"), w.edge("PART_OF", "item/2", "item/3", nil, "source/1"),
			w.edge("LOCATED_IN", "place/1", "place/2", nil),
		},
	})
	node := func(n write.Node) *write.Batch { return &write.Batch{Nodes: []write.Node{n}} }
	edge := func(e write.Edge) *write.Batch { return &write.Batch{Edges: []write.Edge{e}} }
	named := map[string]any{"name": "X"}
	versioned := w.node("maker/new", named)
	versioned.IfVersion = new(int64(3))
	absent := w.node("maker/none", named, "source/1")
	absent.IfVersion = new(int64(1))
	source := w.node("source/1", nil)
	source.IfVersion = new(int64(1))
	patch := w.node("maker/none", named)
	patch.Mode = write.Patch
	bare := w.node("maker/new", nil)
	bare.Without = []string{"source/2"}
	misplaced := w.node("maker/a", named, "source/1")
	misplaced.Type = w.model.Type("Item")
	for _, c := range []struct {
		code    fault.Code
		message string
		batch   *write.Batch
		at      string
	}{
		{fault.BadUserInput, "maker/a\" is none of type Item: those begin with item/", node(misplaced), "input[0].id"},
		{fault.BadUserInput, "small ASCII letters", node(w.node("maker/Ä", named, "source/1")), "input[0].id"},
		{fault.BadUserInput, `No "name": every Maker has one.`, node(w.node("maker/x", nil, "source/1")), "input[0].name"},
		{fault.BadUserInput, `"name" cannot be taken away: every Maker has one.`, node(w.node("maker/new", map[string]any{"name": nil})), "input[0].name"},
		{fault.BadUserInput, `Maker has no "colour" that can be written; it has name, nameZh, aliases`, node(w.node("maker/new", map[string]any{"colour": "red"})), "input[0].colour"},
		{fault.BadUserInput, `Maker has no "version" that can be written`, node(w.node("maker/new", map[string]any{"version": int64(2)})), "input[0].version"},
		{fault.BadUserInput, "No source: name at least one; every Maker says who states it.", node(w.node("maker/x", named)), "input[0].sources"},
		{fault.BadUserInput, "No source", node(bare), "input[0].sources"},
		{fault.BadUserInput, `There is no source "source/9"`, node(w.node("maker/x", named, "source/9")), "input[0].sources"},
		{fault.BadUserInput, `There is no source "maker/new"`, node(w.node("maker/x", named, "maker/new")), "input[0].sources"},
		{fault.BadUserInput, "A source has no sources of its own", node(w.node("source/1", nil, "source/2")), "input[0].sources"},
		{fault.NotFound, `There is no Maker "maker/none".`, node(patch), "input[0].id"},
		{fault.Conflict, "maker/new is in version 1 by now, not 3", node(versioned), "input[0].ifVersion"},
		{fault.Conflict, "maker/none is not there", node(absent), "input[0].ifVersion"},
		{fault.BadUserInput, "A Source has no version", node(source), "input[0].ifVersion"},
		{fault.Conflict, `The code "C" is that of maker/old`, node(w.node("school/1", map[string]any{"code": "C"})), "input[0].code"},
		{fault.Conflict, `The symbol "1" within the scheme "S" is that of item/3`, node(w.node("item/1", map[string]any{"scheme": "S", "symbol": "1"})), "input[0].symbol"},
		{fault.Conflict, `The code "D" is that of school/1`, &write.Batch{Nodes: []write.Node{
			w.node("school/1", map[string]any{"code": "D"}), w.node("maker/new", map[string]any{"code": "D"}),
		}}, ""},

		{fault.BadUserInput, `There is no node "maker/none"`, edge(w.edge("MAKES", "maker/none", "item/1", nil, "source/1")), "input[0].from"},
		{fault.BadUserInput, `There is no node "item/none"`, edge(w.edge("MAKES", "maker/new", "item/none", nil, "source/1")), "input[0].to"},
		{fault.BadUserInput, "An end is missing", edge(w.edge("MAKES", "maker/new", "", nil, "source/1")), "input[0].to"},
		{fault.BadUserInput, "MAKES does not lead from Item to Maker but the other way round: swap from and to.", edge(w.edge("MAKES", "item/1", "maker/new", nil, "source/1")), "input[0]"},
		{fault.BadUserInput, "MAKES does not lead from Maker to School: from Maker it leads to Item.", edge(w.edge("MAKES", "maker/new", "school/1", nil, "source/1")), ""},
		{fault.BadUserInput, "MAKES does not start at School: it starts at Maker.", edge(w.edge("MAKES", "school/1", "place/1", nil, "source/1")), ""},
		{fault.BadUserInput, "STATED_IN is no edge to be written", edge(w.edge("STATED_IN", "maker/new", "source/1", nil, "source/1")), ""},
		{fault.BadUserInput, "every MAKES says who states it", edge(w.edge("MAKES", "maker/new", "item/2", nil)), "input[0].sources"},
		{fault.BadUserInput, `MAKES has no "year" that can be written; it has role, share.`, edge(w.edge("MAKES", "maker/new", "item/2", map[string]any{"year": int64(1)}, "source/1")), "input[0].year"},
		{fault.BadUserInput, `PART_OF has no properties, and so no "year".`, edge(w.edge("PART_OF", "item/1", "item/3", map[string]any{"year": int64(1)}, "source/1")), ""},
		{fault.BadUserInput, "PART_OF cannot lead from item/1 to itself.", edge(w.edge("PART_OF", "item/1", "item/1", nil, "source/1")), ""},
		{fault.BadUserInput, "PART_OF from item/3 to item/1 closes a circle: item/3 lies above item/1 already.", edge(w.edge("PART_OF", "item/3", "item/1", nil, "source/1")), ""},
		{fault.BadUserInput, "LOCATED_IN from place/2 to place/1 closes a circle", edge(w.edge("LOCATED_IN", "place/2", "place/1", nil)), ""},
		{fault.BadUserInput, "PART_OF from item/b to item/a closes a circle", &write.Batch{
			Nodes: []write.Node{w.node("item/a", named, "source/1"), w.node("item/b", named, "source/1")},
			Edges: []write.Edge{w.edge("PART_OF", "item/a", "item/b", nil, "source/1"), w.edge("PART_OF", "item/b", "item/a", nil, "source/1")},
		}, ""},

		{fault.NotFound, "There is no edge maker/new MAKES → item/2.", &write.Batch{Unlinks: []write.Unlink{{Relation: w.model.Relation("MAKES"), From: "maker/new", To: "item/2"}}}, ""},
		{fault.NotFound, `There is no edge school/1 PARTNERS – maker/old with the key "k".`, &write.Batch{
			Unlinks: []write.Unlink{{Relation: w.model.Relation("PARTNERS"), From: "school/1", To: "maker/old", Key: "k"}},
		}, ""},
		{fault.NotFound, `There is no node "maker/none".`, &write.Batch{Deletes: []write.Delete{{ID: "maker/none"}}}, ""},
		{fault.Conflict, "maker/old has 5 edges still, such as maker/old LOCATED_IN → place/1: unlink them first, or delete it with cascade", &write.Batch{Deletes: []write.Delete{{ID: "maker/old"}}}, ""},
		{fault.Conflict, "school/1 has 1 edge still", &write.Batch{Deletes: []write.Delete{{ID: "school/1"}}}, ""},
		{fault.Conflict, "is in version 1 by now, not 2", &write.Batch{Deletes: []write.Delete{{ID: "maker/old", Cascade: true, IfVersion: new(int64(2))}}}, ""},
		{fault.Conflict, "source/1 is the only source of item/1, item/2, item/3 and 9 more", &write.Batch{Deletes: []write.Delete{{ID: "source/1"}}}, ""},
	} {
		w.refuses(c.code, c.message, c.batch, c.at)
	}
}

// TestRest leaves out what is wrong, and what depends on it.
func TestRest(t *testing.T) {
	w := newWorld(t, sqlite)
	named := func(name string) map[string]any { return map[string]any{"name": name} }
	outcome, err := w.ApplyRest(t.Context(), "anna", &write.Batch{
		Nodes: []write.Node{
			w.node("item/1", named("depends on a source that is wrong"), "source/1"),
			w.node("item/2", named("comes before its source"), "source/2"),
			w.node("source/1", nil), w.node("source/2", map[string]any{"title": "Two"}),
			w.node("maker/1", nil, "source/2"),
			w.node("item/2", named("is named twice"), "source/2"),
		},
		Edges: []write.Edge{
			w.edge("MAKES", "maker/1", "item/2", nil, "source/2"),
			w.edge("PART_OF", "item/1", "item/2", nil, "source/2"),
		},
	})
	w.must(err)
	want := []struct {
		part    write.Part
		index   int
		message string
	}{
		{write.Nodes, 2, `No "title": every Source has one.`},
		{write.Nodes, 0, `The source "source/1" was refused, and this with it.`},
		{write.Nodes, 4, `No "name": every Maker has one.`},
		{write.Edges, 0, `The node "maker/1" was refused, and this edge with it.`},
		{write.Edges, 1, `The node "item/1" was refused, and this edge with it.`},
	}
	if len(outcome.Refused) != len(want) {
		t.Fatalf("refused are %v", outcome.Refused)
	}
	for i, r := range outcome.Refused {
		if r.Part != want[i].part || r.Index != want[i].index || r.Fault.Message != want[i].message {
			t.Errorf("refused is %d %d: %s\nwant %+v", r.Part, r.Index, r.Fault.Message, want[i])
		}
	}
	if outcome.Created != 2 || outcome.Last != 2 || len(outcome.Nodes) != 2 || outcome.Nodes[0] != "item/2" {
		t.Errorf("the outcome is %+v", outcome)
	}
	w.there("item/2", `{"id":"item/2","type":"Item","name":"is named twice","sources":["source/2"]}`)
}
