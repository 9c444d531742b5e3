package write_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"innograph/internal/catalog"
	"innograph/internal/fault"
	"innograph/internal/write"
)

// universe is every id that the tests name.
var universe = func() []string {
	var ids []string
	for kind, n := range map[string]int{"maker": 4, "school": 2, "item": 5, "place": 4, "source": 3} {
		for i := range n {
			ids = append(ids, fmt.Sprintf("%s/%d", kind, i))
		}
	}
	ids = append(ids, "maker/old", "maker/new", "maker/third", "maker/fourth", "maker/5", "maker/6")
	slices.Sort(ids)
	return ids
}()

// dice makes random batches.
type dice struct {
	*rand.Rand
	model *catalog.Catalog
}

func pick[T any](d dice, from ...T) T { return from[d.IntN(len(from))] }

func (d dice) id() string {
	if d.IntN(2) == 0 {
		return fmt.Sprint("item/", d.IntN(5))
	}
	return pick(d, universe...)
}

func (d dice) sources() []string {
	if d.IntN(12) == 0 {
		return nil
	}
	return []string{fmt.Sprint("source/", d.IntN(3)), fmt.Sprint("source/", d.IntN(3))}[:1+d.IntN(2)]
}

func (d dice) without() []string {
	if d.IntN(6) == 0 {
		return []string{fmt.Sprint("source/", d.IntN(3))}
	}
	return nil
}

func (d dice) node() write.Node {
	id := d.id()
	prefix, _, _ := strings.Cut(id, "/")
	of := d.model.Type(strings.ToUpper(prefix[:1]) + prefix[1:])
	n := write.Node{Type: of, ID: id, Mode: pick(d, write.Upsert, write.Upsert, write.Upsert, write.Patch), Fill: d.IntN(4) == 0, Values: map[string]any{}}
	if of == d.model.Source() {
		n.Values["title"] = pick[any](d, "a", "b", nil)
		return n
	}
	n.Sources, n.Without = d.sources(), d.without()
	if d.IntN(12) > 0 {
		n.Values["name"] = pick[any](d, "a", "b", "c", "d", "e", "f", nil)
	}
	for name, values := range map[string][]any{
		"aliases": {[]string{"x"}, []string{"y", "z"}, []string{}, nil}, "year": {int64(1), int64(2), nil}, "code": {"A", "B", "C", nil},
		"scheme": {"S", "T", nil}, "symbol": {"1", "2", nil},
	} {
		if of.Property(name) != nil && d.IntN(2) == 0 {
			n.Values[name] = pick(d, values...)
		}
	}
	if d.IntN(8) == 0 {
		n.IfVersion = new(int64(1 + d.IntN(3)))
	}
	return n
}

func (d dice) ends() (of *catalog.Relation, from, to, key string) {
	relation := pick(d, "PARTNERS", "MAKES", "PART_OF", "PART_OF", "PART_OF", "LOCATED_IN", "LOCATED_IN")
	kinds := map[string][2]string{"PARTNERS": {"maker", "school"}, "MAKES": {"maker", "item"}, "PART_OF": {"item", "item"}, "LOCATED_IN": {"place", "place"}}[relation]
	end := func(kind string) string {
		if d.IntN(10) == 0 {
			return d.id()
		}
		return fmt.Sprint(kind, "/", d.IntN(5))
	}
	from, to = end(kinds[0]), end(kinds[1])
	if d.IntN(2) == 0 && relation == "PARTNERS" {
		from, to = to, from
	}
	return d.model.Relation(relation), from, to, pick(d, "", "", "", "k")
}

func (d dice) edge() write.Edge {
	e := write.Edge{Sources: d.sources(), Without: d.without(), Fill: d.IntN(4) == 0, NoConfidence: d.IntN(4) == 0, Values: map[string]any{}}
	e.Relation, e.From, e.To, e.Key = d.ends()
	if d.IntN(3) == 0 {
		e.Confidence = new(float64(d.IntN(3)) / 2)
	}
	for _, p := range e.Relation.Properties {
		if d.IntN(2) == 0 {
			e.Values[p.Name] = pick[any](d, map[catalog.Kind]any{catalog.String: "s", catalog.Int: int64(7), catalog.Float: 0.25}[p.Kind], nil)
		}
	}
	return e
}

// begin is a batch with most of the universe.
func (d dice) begin() *write.Batch {
	b := &write.Batch{}
	for _, id := range universe {
		n := d.node()
		for n.ID != id {
			n = d.node()
		}
		n.Mode, n.IfVersion, n.Without = write.Upsert, nil, nil
		if n.Sources = []string{"source/0"}; n.Type == d.model.Source() {
			n.Sources, n.Values["title"] = nil, id
		} else {
			n.Values["name"] = id
		}
		b.Nodes = append(b.Nodes, n)
	}
	for range 20 {
		b.Edges = append(b.Edges, d.edge())
	}
	return b
}

func (d dice) batch() *write.Batch {
	b := &write.Batch{}
	for range d.IntN(5) {
		b.Nodes = append(b.Nodes, d.node())
	}
	for range d.IntN(5) {
		b.Edges = append(b.Edges, d.edge())
	}
	for range d.IntN(2) {
		var u write.Unlink
		u.Relation, u.From, u.To, u.Key = d.ends()
		b.Unlinks = append(b.Unlinks, u)
	}
	for range max(0, d.IntN(8)-5) {
		b.Deletes = append(b.Deletes, write.Delete{ID: d.id(), Cascade: d.IntN(3) == 0})
	}
	return b
}

// TestRandom writes random batches, and compares the whole store with a graph in memory
// each time: what is refused with which code, what is there, what the log says.
func TestRandom(t *testing.T) {
	for seed := range uint64(share(6)) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) { random(newWorld(t, sqlite), seed, 150) })
	}
}

func random(w *world, seed uint64, batches int) {
	d := dice{rand.New(rand.NewPCG(seed, 7)), w.model}
	want := &graph{model: w.model, nodes: map[string]thing{}, edges: map[string]thing{}}
	log := w.replay()
	codes := map[fault.Code]int{}
	for i := range batches {
		batch := d.batch()
		if i == 0 {
			batch = d.begin()
		}
		after, refused := want.apply(batch)
		for _, code := range refused {
			codes[code]++
		}
		if d.IntN(2) == 0 {
			w.rest(batch, refused)
		} else {
			w.whole(batch, refused)
		}
		want = after
		if want, got := want.spellAll(), w.read().spellAll(); !slices.Equal(want, got) {
			w.Fatalf("after batch %d there is\n%s\nwant\n%s", i, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		log.follow(w)
	}
	if log.last < int64(batches) || min(codes[fault.BadUserInput], codes[fault.Conflict], codes[fault.NotFound]) < batches/20 {
		w.Errorf("only %d entries in the log, and refused %v: hardly a test", log.last, codes)
	}
}

// rest writes what can be written.
func (w *world) rest(batch *write.Batch, refused map[string]fault.Code) {
	w.Helper()
	outcome, err := w.ApplyRest(w.Context(), "random", batch)
	if err != nil {
		w.Fatal(err)
	}
	got := map[string]fault.Code{}
	for _, r := range outcome.Refused {
		got[fmt.Sprint(r.Part, " ", r.Index)] = r.Fault.Code
	}
	if !maps.Equal(refused, got) {
		w.Fatalf("refused %v, want %v", outcome.Refused, refused)
	}
}

// whole writes all or nothing, and then without what was refused.
func (w *world) whole(batch *write.Batch, refused map[string]fault.Code) {
	w.Helper()
	if len(refused) > 0 {
		before := w.read().spellAll()
		if _, err := w.Apply(w.Context(), "random", batch); err == nil {
			w.Fatalf("was not refused: %v", refused)
		}
		if after := w.read().spellAll(); !slices.Equal(before, after) {
			w.Fatal("what was refused left something")
		}
	}
	rest := &write.Batch{}
	keep := func(part write.Part, i int) bool { return refused[fmt.Sprint(part, " ", i)] == "" }
	for i := range batch.Nodes {
		if keep(write.Nodes, i) {
			rest.Nodes = append(rest.Nodes, batch.Nodes[i])
		}
	}
	for i := range batch.Edges {
		if keep(write.Edges, i) {
			rest.Edges = append(rest.Edges, batch.Edges[i])
		}
	}
	for i := range batch.Unlinks {
		if keep(write.Unlinks, i) {
			rest.Unlinks = append(rest.Unlinks, batch.Unlinks[i])
		}
	}
	for i := range batch.Deletes {
		if keep(write.Deletes, i) {
			rest.Deletes = append(rest.Deletes, batch.Deletes[i])
		}
	}
	if _, err := w.Apply(w.Context(), "random", rest); err != nil {
		w.Fatal(err)
	}
}
