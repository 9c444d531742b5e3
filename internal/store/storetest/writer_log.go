package storetest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"

	"innograph/internal/plan"
	"innograph/internal/store"
)

// change is an entry about a node.
func change(id string) store.Change {
	return store.Change{At: "2026-11-24T03:26:00Z", Actor: "tester", Operation: store.Created, Type: "Item", IDs: []string{id}, After: json.RawMessage(`{"id":"` + id + `"}`)}
}

// log reads the log with the second store, as text.
func (w *writing) log(after int64, limit int) []string {
	w.Helper()
	changes, err := w.second.Changes(w.Context(), after, limit)
	w.must(err)
	return spellAll(changes, func(c *store.Change) string {
		return fmt.Sprintf("%d %s %s %s %s %q key=%q %s>%s", c.Sequence, c.At, c.Actor, c.Operation, c.Type, c.IDs, c.Key, c.Before, c.After)
	})
}

func (w *writing) last(want int64) {
	w.Helper()
	last, err := w.second.LastChange(w.Context())
	w.must(err)
	if last != want {
		w.Errorf("the last change is %d, not %d", last, want)
	}
}

func logEntries(w *writing) {
	w.last(0)
	w.want(w.log(0, 10))
	text := json.RawMessage(`{"id":"m/a","name":"` + cjk + `<&>","aliases":["\"","\u2028"],"props":{"score":2.0}}`)
	w.write(func(ctx context.Context, tx store.Tx) error {
		w.must(tx.Append(ctx, []store.Change{
			{At: "2026-11-24T03:26:00.123Z", Actor: "a \"person\"", Operation: store.Updated, Type: "Maker", IDs: []string{"m/a"}, Before: text, After: text},
			{At: "2026-11-24T03:26:00Z", Actor: "", Operation: store.Merged, Type: "Maker", IDs: []string{"m/a", "m/b"}, Before: text},
		}))
		return tx.Append(ctx, []store.Change{{Operation: store.Linked, Type: "MAKES", IDs: []string{"m/a", "i/1"}, Key: emoji, After: text}})
	})
	w.want(w.log(0, 10),
		`1 2026-11-24T03:26:00.123Z a "person" UPDATE Maker ["m/a"] key="" `+string(text)+">"+string(text),
		`2 2026-11-24T03:26:00Z  MERGE Maker ["m/a" "m/b"] key="" `+string(text)+">",
		`3   LINK MAKES ["m/a" "i/1"] key="`+emoji+`" >`+string(text))
	w.last(3)
	if got := w.log(1, 1); len(got) != 1 || got[0][0] != '2' {
		w.Errorf("behind 1 there is %q", got)
	}
	w.want(w.log(3, 10))
	w.want(w.log(99, 10))
	w.write(func(ctx context.Context, tx store.Tx) error { return tx.Append(ctx, nil) })
	w.last(3)
}

func logWithoutGaps(w *writing) {
	refused := errors.New("refused")
	for i, fails := range []bool{true, false, true, true, false} {
		err := w.first.Write(w.Context(), func(ctx context.Context, tx store.Tx) error {
			w.must(tx.Append(ctx, []store.Change{change(fmt.Sprint(i, "a")), change(fmt.Sprint(i, "b"))}))
			if fails {
				return refused
			}
			return nil
		})
		if fails != (err != nil) {
			w.Errorf("write %d: %v", i, err)
		}
	}
	changes, err := w.second.Changes(w.Context(), 0, 100)
	w.must(err)
	w.want(spellAll(changes, func(c *store.Change) string { return fmt.Sprint(c.Sequence, " ", c.IDs[0]) }), "1 1a", "2 1b", "3 4a", "4 4b")
	w.last(4)
}

// A log of several writes of very different lengths is read in pieces of any length.
func longLog(w *writing) {
	total := 0
	for _, length := range []int{1, 2500, 3, 700, 1, 1, 300} {
		w.write(func(ctx context.Context, tx store.Tx) error {
			changes := make([]store.Change, length)
			for i := range changes {
				changes[i] = change(fmt.Sprint(total + i + 1))
			}
			return tx.Append(ctx, changes)
		})
		total += length
	}
	w.last(int64(total))
	for _, piece := range []int{1, 7, 999, total, total + 1} {
		after := 0
		for after < total {
			changes, err := w.second.Changes(w.Context(), int64(after), piece)
			w.must(err)
			if len(changes) != min(piece, total-after) {
				w.Fatalf("behind %d there are %d entries", after, len(changes))
			}
			for i, c := range changes {
				if want := fmt.Sprint(after + i + 1); c.Sequence != int64(after+i+1) || c.IDs[0] != want || string(c.After) != `{"id":"`+want+`"}` {
					w.Fatalf("entry %s is %+v", want, c)
				}
			}
			after += len(changes)
			if piece == 1 && after > 20 {
				break // one by one it takes long
			}
		}
	}
}

func notes(w *writing) {
	read := func(kind string, keys ...string) (found map[string]string) {
		w.Helper()
		w.write(func(ctx context.Context, tx store.Tx) (err error) {
			found, err = tx.Notes(ctx, kind, keys)
			return err
		})
		return found
	}
	want := func(got, want map[string]string) {
		w.Helper()
		if !maps.Equal(got, want) {
			w.Errorf("got %q, want %q", got, want)
		}
	}
	w.write(func(ctx context.Context, tx store.Tx) error {
		w.must(tx.PutNotes(ctx, store.MergedNote, map[string]string{"a": "1", "b": "2", "": "none", cjk: emoji, `a"<\b`: "odd"}))
		w.must(tx.PutNotes(ctx, store.ImportNote, map[string]string{"a": "another"}))
		return tx.PutNotes(ctx, store.ImportNote, nil)
	})
	want(read(store.MergedNote, "a", cjk, "nothing", `a"<\b`), map[string]string{"a": "1", cjk: emoji, `a"<\b`: "odd"})
	want(read(store.MergedNote), nil)
	want(read(store.RequestNote, "a"), nil)
	w.write(func(ctx context.Context, tx store.Tx) error {
		w.must(tx.PutNotes(ctx, store.MergedNote, map[string]string{"a": "3", "c": "4"}))
		return tx.DropNotes(ctx, store.MergedNote, []string{"b", cjk, "nothing", `a"<\b`})
	})
	all, err := w.second.Notes(w.Context(), store.MergedNote)
	w.must(err)
	want(all, map[string]string{"a": "3", "c": "4", "": "none"})
	want(read(store.ImportNote, "a"), map[string]string{"a": "another"})
	before := func(key string, limit int) (found map[string]string) {
		w.Helper()
		w.write(func(ctx context.Context, tx store.Tx) (err error) {
			found, err = tx.NotesBefore(ctx, store.MergedNote, key, limit)
			return err
		})
		return found
	}
	want(before("b", 10), map[string]string{"a": "3", "": "none"})
	want(before("b", 1), map[string]string{"": "none"}) // the first ones
	want(before("a", 10), map[string]string{"": "none"})
	want(before("", 10), nil)
	none, err := w.second.Notes(w.Context(), store.RequestNote)
	w.must(err)
	want(none, nil)
}

func logIsNoGraph(w *writing) {
	write := func(ctx context.Context, tx store.Tx) error {
		w.must(tx.Append(ctx, []store.Change{change("a"), change("b")}))
		return tx.PutNotes(ctx, store.MergedNote, map[string]string{"m/a": "m/b"})
	}
	w.load()
	w.write(write)
	w.figures(10, 9)
	all := w.model.Type("Node")
	cells, err := w.second.Read(w.Context(), &plan.Operation{Roots: []plan.Query{&plan.Connection{
		Set: plan.Set{Type: all}, Total: true, Facets: []plan.Facet{{ByType: true, Limit: 100}},
	}}})
	w.must(err)
	parts := store.List(cells[0])
	if total, types := store.Integer(parts[0]), len(store.List(parts[1])); total != 13 || types != len(all.Members) {
		w.Errorf("there are %d nodes of %d types", total, types)
	}
}
