package feed

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/catalog"
	"innograph/internal/neo4jtest"
	"innograph/internal/store"
	"innograph/internal/store/engines"
)

// The synthetic model of these tests.
const model = `
interface Node { id: ID! }
interface Thing implements Node {
  name: String!
  sources: [Source!]! @relationship(type: "STATED_IN", direction: OUT)
}
type Maker implements Thing & Node @node { makes: [Item!]! @relationship(type: "MAKES", direction: OUT) }
type Item implements Thing & Node @node { madeBy: [Maker!]! @relationship(type: "MAKES", direction: IN) }
type Source implements Node @node {
  title: String!
  supports: [Thing!]! @relationship(type: "STATED_IN", direction: IN)
}
`

// world is an empty database.
type world struct {
	*testing.T
	model   *catalog.Catalog
	address string
}

func newWorld(t *testing.T, address string) *world {
	t.Helper()
	parsed, err := catalog.Parse(&ast.Source{Name: "synthetic.graphql", Input: model})
	if err != nil {
		t.Fatal(err)
	}
	return &world{t, parsed, address}
}

// onEach runs a test on both engines.
func onEach(t *testing.T, test func(*world)) {
	t.Run("sqlite", func(t *testing.T) { test(newWorld(t, "sqlite:"+filepath.Join(t.TempDir(), "graph.db"))) })
	t.Run("neo4j", func(t *testing.T) { test(newWorld(t, neo4jtest.Empty(t))) })
}

// server is the feed of one of the servers on the database, which runs as long as the test.
func (w *world) server(every time.Duration) *Feed {
	w.Helper()
	opened, err := engines.Open(w.Context(), w.address, engines.Options{Catalog: w.model})
	w.must(err)
	f, err := Open(w.Context(), w.model, opened, Options{Every: every})
	w.must(err)
	ctx, end := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		f.Run(ctx)
	}()
	w.Cleanup(func() {
		end()
		<-ended
		w.must(opened.Close())
	})
	return f
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// never is longer than any test.
const never = time.Hour

// write leaves so many entries in the log, by one transaction.
func (w *world) write(f *Feed, entries int) {
	w.Helper()
	changes := make([]store.Change, entries)
	for i := range changes {
		changes[i] = store.Change{Operation: store.Created, Type: "Item", IDs: []string{fmt.Sprint("item/", i)}}
	}
	w.log(f, changes...)
}

func (w *world) log(f *Feed, changes ...store.Change) {
	w.Helper()
	w.must(f.Write(w.Context(), func(ctx context.Context, tx store.Tx) error { return tx.Append(ctx, changes) }))
}

// follow follows the log from a place on, or from now on.
func (w *world) follow(f *Feed, arguments map[string]any) *Follower {
	w.Helper()
	r, err := f.Follow(w.Context(), arguments)
	w.must(err)
	return r
}

// want reads entries up to a sequence, and wants those with these sequences.
func (w *world) want(r *Follower, sequences ...int64) {
	w.Helper()
	var got []int64
	for len(got) < len(sequences) {
		changes, err := r.Next(w.Context())
		w.must(err)
		for i := range changes {
			got = append(got, changes[i].Sequence)
		}
	}
	if !slices.Equal(got, sequences) {
		w.Fatalf("got %v, want %v", got, sequences)
	}
}

// upTo lists the sequences from one to another.
func upTo(from, to int64) []int64 {
	var all []int64
	for n := from; n <= to; n++ {
		all = append(all, n)
	}
	return all
}
