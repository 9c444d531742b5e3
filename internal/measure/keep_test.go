package measure

import (
	"context"
	"io"
	"log/slog"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"innograph/internal/catalog"
	"innograph/internal/neo4jtest"
	"innograph/internal/plan"
	"innograph/internal/store"
	"innograph/internal/store/engines"
	"innograph/schema"
)

var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

// What is computed after writes is what would have been computed before a load.
func TestNeo4jKeeper(t *testing.T) {
	model, err := catalog.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	facts := whole(world(t, rand.New(rand.NewPCG(1, 2)), 300, 900))
	for name, address := range map[string]string{"sqlite": "sqlite:" + filepath.Join(t.TempDir(), "graph.db"), "neo4j": neo4jtest.Empty(t)} {
		t.Run(name, func(t *testing.T) {
			keepers := make([]*Keeper, 2)
			for i := range keepers {
				opened, err := engines.Open(t.Context(), address, engines.Options{Catalog: model})
				if err != nil {
					t.Fatal(err)
				}
				t.Cleanup(func() { _ = opened.Close() })
				keepers[i] = &Keeper{Store: opened, Log: quiet, name: string(rune('a' + i))}
			}
			change(t, keepers[0].Store, facts.Nodes, facts.Edges[:600])
			measureAll(t, keepers)
			if got, want := read3(t, keepers[0].Store), computed(facts.Nodes, facts.Edges[:600]); !slices.EqualFunc(got, want, same) {
				t.Fatal("the measures of a graph that was written are not those of the same graph loaded")
			}
			digest := read3(t, keepers[1].Store)
			measureAll(t, keepers) // there is nothing to do
			change(t, keepers[1].Store, nil, facts.Edges[600:])
			if got := read3(t, keepers[0].Store); !slices.EqualFunc(got, digest, same) {
				t.Error("a write changed measures by itself")
			}
			measureAll(t, keepers)
			if got, want := read3(t, keepers[0].Store), computed(facts.Nodes, facts.Edges); !slices.EqualFunc(got, want, same) {
				t.Error("the measures did not follow")
			}
			last, err := keepers[0].Store.LastChange(t.Context())
			if err != nil || last != 2 {
				t.Errorf("the log has %d entries, not 2: %v", last, err)
			}
			cells, err := keepers[0].Store.(store.Store).Read(t.Context(), &plan.Operation{Roots: []plan.Query{&plan.Dataset{Parts: []plan.DatasetPart{plan.DatasetMeasuredAt}}}})
			if err != nil || store.Text(store.List(cells[0])[0]) == "" {
				t.Errorf("measured at %v, %v", cells, err)
			}
		})
	}
}

// In the background the measures follow what is written.
func TestKeeperRuns(t *testing.T) {
	facts := whole(world(t, rand.New(rand.NewPCG(3, 4)), 20, 60))
	model, err := catalog.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	opened, err := engines.Open(t.Context(), "sqlite::memory:", engines.Options{Catalog: model})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = opened.Close() }()
	ctx, end := context.WithCancel(t.Context())
	var group sync.WaitGroup
	defer group.Wait()
	defer end()
	computedNow := make(told)
	k := &Keeper{Store: opened, Calm: time.Millisecond, Log: slog.New(computedNow), Last: func() int64 {
		last, _ := opened.LastChange(ctx)
		return last
	}}
	group.Go(func() { k.Run(ctx) })
	for i, edges := range [][]store.Edge{facts.Edges[:30], facts.Edges[30:]} {
		nodes := facts.Nodes
		if i > 0 {
			nodes = nil
		}
		change(t, opened, nodes, edges)
		if message := <-computedNow; message != "the measures are up to date" {
			t.Fatal(message)
		}
		if !slices.EqualFunc(read3(t, opened), computed(facts.Nodes, facts.Edges[:30*(i+1)]), same) {
			t.Error("the measures did not follow")
		}
	}
}

// told gets what is logged.
type told chan string

func (told) Enabled(context.Context, slog.Level) bool { return true }
func (c told) WithAttrs([]slog.Attr) slog.Handler     { return c }
func (c told) WithGroup(string) slog.Handler          { return c }
func (c told) Handle(_ context.Context, r slog.Record) error {
	c <- r.Message
	return nil
}

// whole gives the edges of facts a place for each value.
func whole(facts *store.Facts) *store.Facts {
	for i := range facts.Edges {
		facts.Edges[i].Values = make([]any, len(facts.Edges[i].Relation.Properties))
	}
	return facts
}

// change writes nodes and edges, with an entry in the log.
func change(t *testing.T, to store.Writer, nodes []store.Node, edges []store.Edge) {
	t.Helper()
	err := to.Write(t.Context(), func(ctx context.Context, tx store.Tx) error {
		if err := tx.Create(ctx, nodes, edges); err != nil {
			return err
		}
		return tx.Append(ctx, []store.Change{{Operation: store.Updated, Type: "Enterprise", IDs: []string{"enterprise/e0000"}}})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// measureAll has two servers want to compute at once, as often as there is something to do.
func measureAll(t *testing.T, keepers []*Keeper) {
	t.Helper()
	last, err := keepers[0].Store.LastChange(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for _, k := range keepers {
		group.Go(func() {
			for {
				upTo, err := k.Measure(t.Context())
				if err != nil {
					t.Error(err)
					return
				}
				if upTo == last {
					return
				}
			}
		})
	}
	group.Wait()
}

func computed(nodes []store.Node, edges []store.Edge) []store.Measured {
	facts := &store.Facts{Edges: edges}
	for i := range nodes {
		n := nodes[i]
		n.Values = slices.Clone(n.Values)
		facts.Nodes = append(facts.Nodes, n)
	}
	Add(facts, time.Now())
	var all []store.Measured
	for i := range facts.Nodes {
		n := &facts.Nodes[i]
		all = append(all, store.Measured{ID: n.ID(), Values: []any{value(n, rankName), value(n, degreeName), value(n, communityName)}})
	}
	return all
}

func read3(t *testing.T, from store.Writer) []store.Measured {
	t.Helper()
	var all []store.Measured
	err := from.Topology(t.Context(), names, func(m store.Measured) { all = append(all, m) }, func(string, string) {})
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(all, func(a, b store.Measured) int { return strings.Compare(a.ID, b.ID) })
	return all
}

func same(a, b store.Measured) bool { return a.ID == b.ID && slices.Equal(a.Values, b.Values) }
