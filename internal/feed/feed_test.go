package feed

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"innograph/internal/answer"
	"innograph/internal/fault"
	"innograph/internal/store"
)

// What a server writes is known to its followers without another look at the log; what
// other servers write is found by looking.
func TestNeo4jServers(t *testing.T) {
	onEach(t, func(w *world) {
		first, second := w.server(never), w.server(10*time.Millisecond)
		own, other := w.follow(first, nil), w.follow(second, nil)
		w.write(first, 3)
		w.want(own, 1, 2, 3)
		w.want(other, 1, 2, 3)
		w.write(second, 2)
		w.want(other, 4, 5)
		w.write(first, 1) // behind two entries that the first server does not know yet
		w.want(own, 4, 5, 6)
		w.want(other, 6)
		w.want(w.follow(first, map[string]any{"after": int64(2)}), 3, 4, 5, 6)
	})
}

// Servers write at once: all followers see the same order, without gaps.
func TestNeo4jServersAtOnce(t *testing.T) {
	onEach(t, func(w *world) {
		const servers, writes = 3, 20
		var feeds []*Feed
		var readers []*Follower
		for range servers {
			feeds = append(feeds, w.server(10*time.Millisecond))
			readers = append(readers, w.follow(feeds[len(feeds)-1], nil))
		}
		var group sync.WaitGroup
		for i := range servers {
			group.Go(func() {
				for range writes {
					w.write(feeds[i], 2)
				}
			})
			group.Go(func() { w.want(readers[i], upTo(1, 2*servers*writes)...) })
		}
		group.Wait()
	})
}

// Who fell behind what is kept in memory reads on from the log.
func TestFarBehind(t *testing.T) {
	w := newWorld(t, "sqlite:"+t.TempDir()+"/graph.db")
	f := w.server(never)
	slow := w.follow(f, nil)
	total := int64(0)
	for range 6 {
		w.write(f, mostRecent)
		total += mostRecent
	}
	w.want(slow, upTo(1, total)...)
	w.want(w.follow(f, map[string]any{"after": total - 2}), total-1, total)

	// A server that finds very many entries reads the newest; its followers all.
	late := w.server(never)
	r := w.follow(late, map[string]any{"after": int64(0)})
	w.write(f, 3*mostRecent)
	w.write(late, 1)
	w.want(r, upTo(1, total+3*mostRecent+1)...)
}

// Thousands follow, some of which never take what is there. All others get everything.
func TestThousands(t *testing.T) {
	w := newWorld(t, "sqlite:"+t.TempDir()+"/graph.db")
	f := w.server(never)
	const followers, writes = 4000, 100
	ctx, end := context.WithCancel(t.Context())
	var done, gone sync.WaitGroup
	for i := range followers {
		r := w.follow(f, nil)
		if i%10 == 0 {
			continue // it is asleep
		}
		if i%10 == 1 {
			r.wants = &filter{types: map[string]bool{}} // it wants nothing, and waits
			gone.Go(func() {
				if _, err := r.Next(ctx); !errors.Is(err, context.Canceled) {
					t.Error(err)
				}
			})
			continue
		}
		done.Go(func() { w.want(r, upTo(1, writes)...) })
	}
	for range writes {
		w.write(f, 1)
	}
	done.Wait()
	end()
	gone.Wait()
}

func TestFilters(t *testing.T) {
	w := newWorld(t, "sqlite:"+t.TempDir()+"/graph.db")
	f := w.server(never)
	node := func(operation store.Operation, kind string, ids ...string) store.Change {
		return store.Change{Operation: operation, Type: kind, IDs: ids}
	}
	w.log(f,
		node(store.Created, "Source", "s/1"), node(store.Created, "Maker", "m/1"), node(store.Created, "Item", "i/1"),
		node(store.Linked, "MAKES", "m/1", "i/1"), node(store.Created, "Maker", "m/2"),
		node(store.Merged, "Maker", "m/2", "m/1"), node(store.Updated, "Item", "i/1"))
	after := int64(0)
	with := func(types, ids []any) map[string]any {
		arguments := map[string]any{"after": after, "first": int64(10)}
		if types != nil {
			arguments["types"] = types
		}
		if ids != nil {
			arguments["ids"] = ids
		}
		return arguments
	}
	w.want(w.follow(f, with([]any{"Item"}, nil)), 3, 7)
	w.want(w.follow(f, with([]any{"Thing"}, nil)), 2, 3, 5, 6, 7)
	w.want(w.follow(f, with([]any{"MAKES", "Source"}, nil)), 1, 4)
	w.want(w.follow(f, with(nil, []any{"i/1"})), 3, 4, 7)
	w.want(w.follow(f, with(nil, []any{"m/1"})), 2, 4, 5, 6) // and what was m/2
	w.want(w.follow(f, with([]any{"Maker"}, []any{"i/1", "m/1"})), 2, 5, 6)
	for _, name := range []string{"Unknown", "STATED_IN", ""} {
		if _, err := f.Follow(t.Context(), with([]any{name}, nil)); fault.From(err).Code != fault.BadUserInput {
			t.Errorf("types %q: %v", name, err)
		}
	}
	after = 8
	if _, err := f.Follow(t.Context(), with(nil, nil)); fault.From(err).Code != fault.BadUserInput {
		t.Errorf("behind the end: %v", err)
	}
	after = 7
	r := w.follow(f, with(nil, nil))
	w.write(f, 1)
	w.want(r, 8)
}

// Ids of merged nodes lead to their survivors: on the server that merges at once, on
// others soon, and on one that starts later.
func TestNeo4jSurvivors(t *testing.T) {
	onEach(t, func(w *world) {
		first, second := w.server(never), w.server(10*time.Millisecond)
		watch := w.follow(second, nil)
		if first.Mergings() != 0 || first.Survivor("m/1") != "m/1" {
			t.Error("nothing is merged yet")
		}
		merge := func(from, into string) {
			w.must(first.Write(w.Context(), func(ctx context.Context, tx store.Tx) error {
				w.must(tx.PutNotes(ctx, store.MergedNote, map[string]string{from: into}))
				return tx.Append(ctx, []store.Change{{Operation: store.Merged, Type: "Maker", IDs: []string{from, into}}})
			}))
		}
		want := func(f *Feed, id, survivor string) {
			w.Helper()
			if got := f.Survivor(id); got != survivor {
				w.Errorf("%s is %s by now, not %s", id, got, survivor)
			}
		}
		merge("m/1", "m/2")
		want(first, "m/1", "m/2")
		merge("m/2", "m/3") // and so m/1
		before := first.Mergings()
		w.want(watch, 1, 2)
		later := w.server(never)
		for _, f := range []*Feed{first, second, later} {
			want(f, "m/1", "m/3")
			want(f, "m/2", "m/3")
			want(f, "m/3", "m/3")
		}
		w.must(first.Write(w.Context(), func(ctx context.Context, tx store.Tx) error {
			w.must(tx.DropNotes(ctx, store.MergedNote, []string{"m/2"}))
			return tx.Append(ctx, []store.Change{{Operation: store.Split, Type: "Maker", IDs: []string{"m/2"}}})
		}))
		w.want(watch, 3)
		for _, f := range []*Feed{first, second, w.server(never)} {
			want(f, "m/1", "m/2")
			want(f, "m/2", "m/2")
		}
		if first.Mergings() == before {
			w.Error("plans that know the survivors of before would be kept")
		}
	})
}

// A transaction that is taken back tells nothing.
func TestTakenBack(t *testing.T) {
	w := newWorld(t, "sqlite:"+t.TempDir()+"/graph.db")
	f := w.server(never)
	r := w.follow(f, nil)
	refused := errors.New("refused")
	err := f.Write(t.Context(), func(ctx context.Context, tx store.Tx) error {
		w.must(tx.Append(ctx, []store.Change{{Operation: store.Merged, Type: "Maker", IDs: []string{"m/1", "m/2"}}}))
		return refused
	})
	if !errors.Is(err, refused) || f.Survivor("m/1") != "m/1" {
		t.Errorf("%v, and m/1 is %s", err, f.Survivor("m/1"))
	}
	w.write(f, 1)
	w.want(r, 1)
}

func TestPages(t *testing.T) {
	w := newWorld(t, "sqlite:"+t.TempDir()+"/graph.db")
	f := w.server(never)
	w.write(f, mostRead)
	w.log(f, store.Change{Operation: store.Created, Type: "Maker", IDs: []string{"m/1"}})
	page := func(arguments map[string]any) (nodes int, last int64, more bool) {
		t.Helper()
		record, err := f.Page(t.Context(), arguments)
		w.must(err)
		return len(record["nodes"].([]answer.Record)), record["last"].(int64), record["hasNextPage"].(bool)
	}
	for _, test := range []struct {
		first, after int64
		types        []any
		nodes        int
		last         int64
		more         bool
	}{
		{first: 0, nodes: 0, last: 0, more: true},
		{first: 7, nodes: 7, last: 7, more: true},
		{first: 1000, after: 5, nodes: 1000, last: 1005, more: true},
		{first: 5, after: mostRead, nodes: 1, last: mostRead + 1},
		{first: 5, after: mostRead + 1, nodes: 0, last: mostRead + 1},
		{first: 5, types: []any{"Maker"}, nodes: 0, last: mostRead, more: true}, // far enough for once
		{first: 5, types: []any{"Maker"}, after: 10, nodes: 1, last: mostRead + 1},
	} {
		arguments := map[string]any{"first": test.first, "after": test.after}
		if test.types != nil {
			arguments["types"] = test.types
		}
		if nodes, last, more := page(arguments); nodes != test.nodes || last != test.last || more != test.more {
			t.Errorf("%+v: %d nodes, last %d, more %v", test, nodes, last, more)
		}
	}
	for _, first := range []int64{-1, 1001} {
		if _, err := f.Page(t.Context(), map[string]any{"first": first}); fault.From(err).Code != fault.BadUserInput {
			t.Errorf("first %d: %v", first, err)
		}
	}
}
