package write_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"innograph/internal/fault"
	"innograph/internal/store"
	"innograph/internal/write"
)

// twins is a world of two makers that are one, as two registers know them.
func twins(w *world) {
	w.Helper()
	w.apply(&write.Batch{
		Nodes: []write.Node{
			w.node("source/1", map[string]any{"title": "One"}), w.node("source/2", map[string]any{"title": "Two"}),
			w.node("place/1", map[string]any{"name": "P"}),
			w.node("maker/old", map[string]any{"name": "Old <&>", "nameZh": "旧", "aliases": []string{"O", "New"}, "code": "C", "year": int64(1999)}, "source/1"),
			w.node("maker/new", map[string]any{"name": "New", "aliases": []string{"N"}, "year": int64(2000)}, "source/2"),
			w.node("item/1", map[string]any{"name": "I"}, "source/1"), w.node("item/2", map[string]any{"name": "J"}, "source/1"),
			w.node("school/1", map[string]any{"name": "S"}, "source/1"),
		},
		Edges: []write.Edge{
			w.edge("MAKES", "maker/old", "item/1", map[string]any{"role": "lead"}, "source/1"),
			w.edge("MAKES", "maker/new", "item/1", map[string]any{"share": 0.5}, "source/2"),
			w.edge("MAKES", "maker/old", "item/2", nil, "source/1"),
			w.edge("PARTNERS", "maker/new", "maker/old", nil, "source/1"),
			w.edge("PARTNERS", "school/1", "maker/old", nil, "source/1"),
			w.edge("LOCATED_IN", "maker/old", "place/1", nil, "source/1"),
		},
	})
}

func TestMerge(t *testing.T) { mergeTwins(newWorld(t, sqlite)) }

func mergeTwins(w *world) {
	twins(w)
	before := w.lines()
	outcome, err := w.Merge(w.Context(), "anna", write.Merging{From: "maker/old", Into: "maker/new"})
	w.must(err)
	if !slices.Equal(outcome.Nodes, []string{"maker/new"}) || outcome.Deleted != 1 || outcome.Updated != 1 || outcome.Linked != 3 || outcome.Relinked != 1 || outcome.Unlinked != 5 {
		w.Errorf("the outcome is %+v", outcome)
	}
	w.there("maker/old", "")
	w.there("maker/new", `{"id":"maker/new","type":"Maker","name":"New","nameZh":"旧","aliases":["N","Old <&>","O"],"props":{"code":"C","year":2000},"sources":["source/1","source/2"]}`)
	w.there(`MAKES maker/new item/1 ""`, `{"type":"MAKES","from":"maker/new","to":"item/1","props":{"role":"lead","share":0.5},"sources":["source/1","source/2"]}`)
	w.there(`MAKES maker/new item/2 ""`, `{"type":"MAKES","from":"maker/new","to":"item/2","sources":["source/1"]}`)
	w.there(`PARTNERS maker/new school/1 ""`, `{"type":"PARTNERS","from":"school/1","to":"maker/new","sources":["source/1"]}`)
	w.there(`PARTNERS maker/new maker/old ""`, "")
	w.there(`LOCATED_IN maker/new place/1 ""`, `{"type":"LOCATED_IN","from":"maker/new","to":"place/1","sources":["source/1"]}`)

	entry := w.lastChange()
	if entry.Operation != store.Merged || entry.Type != "Maker" || entry.Actor != "anna" || !slices.Equal(entry.IDs, []string{"maker/old", "maker/new"}) || entry.Sequence != outcome.Last {
		w.Errorf("the log says %+v", entry)
	}
	for _, line := range []string{before["maker/old"], before["maker/new"], before[`PARTNERS maker/new maker/old ""`], before[`MAKES maker/new item/1 ""`]} {
		if !strings.Contains(string(entry.Before), line) {
			w.Errorf("what was before does not have %s", line)
		}
	}
	if !json.Valid(entry.Before) || !json.Valid(entry.After) {
		w.Errorf("no JSON: %s, %s", entry.Before, entry.After)
	}

	// The old id leads to the survivor, and an edge between the two is none.
	outcome = w.apply(&write.Batch{
		Nodes: []write.Node{w.node("maker/old", map[string]any{"year": int64(2001)}, "source/2")},
		Edges: []write.Edge{w.edge("MAKES", "maker/old", "item/1", map[string]any{"role": "maker"}, "source/2")},
	})
	if !slices.Equal(outcome.Nodes, []string{"maker/new"}) || outcome.Updated != 1 || outcome.Relinked != 1 || outcome.Edges[0].From != "maker/new" {
		w.Errorf("the outcome is %+v", outcome)
	}
	w.refuses(fault.BadUserInput, "merged into one node", &write.Batch{Edges: []write.Edge{w.edge("PARTNERS", "maker/old", "maker/new", nil, "source/1")}})
	again, err := w.Merge(w.Context(), "anna", write.Merging{From: "maker/old", Into: "maker/new"})
	w.must(err)
	if again.Unchanged != 1 || again.Last != 0 {
		w.Errorf("merged again: %+v", again)
	}

	// Apart again, with what was written since.
	outcome, err = w.Split(w.Context(), "anna", write.Splitting{ID: "maker/old"})
	w.must(err)
	if !slices.Equal(outcome.Nodes, []string{"maker/old", "maker/new"}) {
		w.Errorf("the outcome is %+v", outcome)
	}
	after := w.lines()
	before["maker/new"] = strings.Replace(before["maker/new"], "2000", "2001", 1)
	before[`MAKES maker/new item/1 ""`] = `{"type":"MAKES","from":"maker/new","to":"item/1","props":{"role":"maker","share":0.5},"sources":["source/2"]}`
	if !maps.Equal(before, after) {
		w.Errorf("apart again there is\n%v\nwant\n%v", after, before)
	}
	if entry := w.lastChange(); entry.Operation != store.Split || !strings.Contains(string(entry.After), before["maker/old"]) {
		w.Errorf("the log says %+v", entry)
	}
	if notes, err := w.store.Notes(w.Context(), store.MergedNote); err != nil || len(notes) > 0 {
		w.Errorf("%v, %v", notes, err)
	}
	w.apply(&write.Batch{Nodes: []write.Node{w.node("maker/old", map[string]any{"year": int64(3)}, "source/2")}})
	w.there("maker/old", strings.Replace(strings.Replace(before["maker/old"], "1999", "3", 1), `"source/1"`, `"source/1","source/2"`, 1))
}

func TestMergeIsRefused(t *testing.T) {
	w := newWorld(t, sqlite)
	twins(w)
	w.apply(&write.Batch{
		Nodes: []write.Node{w.node("item/3", map[string]any{"name": "K"}, "source/1")},
		Edges: []write.Edge{w.edge("PART_OF", "item/1", "item/2", nil, "source/1"), w.edge("PART_OF", "item/2", "item/3", nil, "source/1")},
	})
	for _, c := range []struct {
		from, into string
		code       fault.Code
		message    string
	}{
		{"maker/none", "maker/new", fault.NotFound, `There is no node "maker/none".`},
		{"maker/new", "maker/none", fault.NotFound, `There is no node "maker/none".`},
		{"maker/new", "maker/new", fault.BadUserInput, "into itself"},
		{"maker/new", "school/1", fault.BadUserInput, "only nodes of one type"},
		{"source/1", "source/2", fault.BadUserInput, "Sources are not merged"},
		{"item/1", "item/3", fault.BadUserInput, "PART_OF leads from the one over item/2 to the other"},
		{"item/3", "item/1", fault.BadUserInput, "PART_OF leads from the one over item/2 to the other"},
	} {
		before := w.lines()
		_, err := w.Merge(w.Context(), "anna", write.Merging{From: c.from, Into: c.into})
		w.fault(err, c.code, c.message)
		if !maps.Equal(before, w.lines()) {
			w.Errorf("%s into %s left something", c.from, c.into)
		}
	}
	_, err := w.Merge(w.Context(), "anna", write.Merging{From: "maker/old", Into: "maker/new", IfVersion: new(int64(7))})
	w.fault(err, fault.Conflict, "version 1 by now, not 7")
	_, err = w.Merge(w.Context(), "anna", write.Merging{From: "item/1", Into: "item/2"}) // the edge between them goes
	w.must(err)
	w.there(`PART_OF item/2 item/3 ""`, `{"type":"PART_OF","from":"item/2","to":"item/3","sources":["source/1"]}`)
	w.there(`PART_OF item/1 item/2 ""`, "")
}

// The ids of what was merged lead on when the survivor is merged away, and back.
func TestMergeChains(t *testing.T) { mergeChain(newWorld(t, sqlite)) }

func mergeChain(w *world) {
	twins(w)
	w.apply(&write.Batch{Nodes: []write.Node{
		w.node("maker/third", map[string]any{"name": "T"}, "source/1"), w.node("maker/fourth", map[string]any{"name": "F"}, "source/1"),
	}})
	notes := func(want map[string]string) {
		w.Helper()
		got, err := w.store.Notes(w.Context(), store.MergedNote)
		w.must(err)
		if !maps.Equal(got, want) {
			w.Errorf("merged are %v, want %v", got, want)
		}
	}
	w.merge("maker/old", "maker/new")
	w.merge("maker/new", "maker/third")
	w.merge("maker/fourth", "maker/old") // which is the third by now
	notes(map[string]string{"maker/old": "maker/third", "maker/new": "maker/third", "maker/fourth": "maker/third"})
	w.split("maker/fourth")
	w.split("maker/new")
	notes(map[string]string{"maker/old": "maker/new"})
	w.merge("maker/new", "maker/third")
	w.apply(&write.Batch{Deletes: []write.Delete{{ID: "maker/old", Cascade: true}}})
	notes(map[string]string{})
	w.apply(&write.Batch{Nodes: []write.Node{w.node("maker/old", map[string]any{"name": "Again"}, "source/1")}})
	w.there("maker/old", `{"id":"maker/old","type":"Maker","name":"Again","sources":["source/1"]}`)
}
