package sqlitestore

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/catalog"
	"innograph/internal/fault"
	"innograph/internal/plan"
	"innograph/internal/store"
)

// A synthetic model, and one that has grown since.
const (
	model = `
type Source @node { id: ID! title: String! supports: [Thing!]! @relationship(type: "STATED_IN", direction: IN) }
type Thing @node {
  id: ID! name: String!
  sources: [Source!]! @relationship(type: "STATED_IN", direction: OUT)
  next: [Thing!]! @relationship(type: "NEXT", direction: OUT)
  previous: [Thing!]! @relationship(type: "NEXT", direction: IN)
  friends: [Thing!]! @relationship(type: "FRIEND", direction: UNDIRECTED)
}`
	grown = model + `
extend type Thing { year: Int motto: String tags: [String!]! parts: [Part!]! @relationship(type: "PART", direction: OUT, properties: "Parting") }
type Part @node { id: ID! of: [Thing!]! @relationship(type: "PART", direction: IN, properties: "Parting") }
type Parting @relationshipProperties { share: Float }`
)

func parse(t testing.TB, text string) *catalog.Catalog {
	t.Helper()
	c, err := catalog.Parse(&ast.Source{Name: "synthetic.graphql", Input: text})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// facts are n things in a row and one source of all.
func facts(c *catalog.Catalog, n int) *store.Facts {
	f := &store.Facts{
		Dataset: store.Dataset{Name: "Synthetic", Version: "1"},
		Nodes:   []store.Node{{Type: c.Type("Source"), Values: []any{"s/1", "One"}}},
	}
	for i := range n {
		f.Nodes = append(f.Nodes, store.Node{
			Type: c.Type("Thing"), Values: []any{fmt.Sprintf("t/%d", i), fmt.Sprintf("Thing %d", i)}, Sources: []string{"s/1"},
		})
		if i > 0 {
			f.Edges = append(f.Edges, store.Edge{
				Relation: c.Relation("NEXT"), From: fmt.Sprintf("t/%d", i-1), To: fmt.Sprintf("t/%d", i), Sources: []string{"s/1"},
			})
		}
	}
	return f
}

func open(t testing.TB, path string, c *catalog.Catalog, options Options) *Store {
	t.Helper()
	options.Logger = slog.New(slog.DiscardHandler)
	s, err := Open(context.Background(), path, c, options)
	if err != nil {
		t.Fatal(err, errors.Unwrap(err))
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err, errors.Unwrap(err))
		}
	})
	return s
}

// figures are the numbers of nodes and edges.
func figures(ctx context.Context, s *Store) (string, error) {
	cells, err := s.Read(ctx, &plan.Operation{Roots: []plan.Query{
		&plan.Dataset{Parts: []plan.DatasetPart{plan.DatasetNodes, plan.DatasetEdges}},
	}})
	if err != nil {
		return "", err
	}
	var text []string
	for _, cell := range cells[0].([]any) {
		text = append(text, string(cell.(*store.Raw).Text))
	}
	return strings.Join(text, " nodes, "), nil
}

func wantFigures(t *testing.T, s *Store, want string) {
	t.Helper()
	got, err := figures(t.Context(), s)
	if err != nil {
		t.Fatal(err, errors.Unwrap(err))
	}
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func wantEmpty(t *testing.T, s *Store, want bool) {
	t.Helper()
	if got, err := s.Empty(t.Context()); err != nil || got != want {
		t.Errorf("empty: got %t, %v; want %t", got, err, want)
	}
}

func wantFault(t *testing.T, err error, code fault.Code, words ...string) {
	t.Helper()
	failed, ok := errors.AsType[*fault.Error](err)
	if !ok {
		t.Fatalf("got %v, want %s", err, code)
	}
	if failed.Code != code {
		t.Errorf("got %s, want %s: %v (%v)", failed.Code, code, err, errors.Unwrap(err))
	}
	for _, word := range words {
		if !strings.Contains(failed.Message, word) {
			t.Errorf("%q does not say %q", failed.Message, word)
		}
	}
	if strings.Contains(failed.Message, "SQL") {
		t.Errorf("%q is the driver's", failed.Message)
	}
}

// counter is a store.Counter.
type counter struct{ statements, others atomic.Int64 }

func (c *counter) Statement() { c.statements.Add(1) }
func (c *counter) Other()     { c.others.Add(1) }

func TestStore(t *testing.T) {
	for name, path := range map[string]string{
		"memory":            Memory,
		"file":              filepath.Join(t.TempDir(), "graph.db"),
		"file of odd name":  filepath.Join(t.TempDir(), "a b%20?#'&x=y 图.db"),
		"another in memory": Memory,
	} {
		t.Run(name, func(t *testing.T) {
			c := parse(t, model)
			count := &counter{}
			s := open(t, path, c, Options{Counter: count})
			if err := s.Ready(t.Context()); err != nil {
				t.Error(err)
			}
			wantEmpty(t, s, true)
			wantFigures(t, s, "0 nodes, 0")
			if err := s.Load(t.Context(), facts(c, 10)); err != nil {
				t.Fatal(err, errors.Unwrap(err))
			}
			wantEmpty(t, s, false)
			before := count.others.Load()
			wantFigures(t, s, "10 nodes, 9")
			if count.statements.Load() != 2 || before == 0 || count.others.Load() != before {
				t.Errorf("%d statements of operations, %d others", count.statements.Load(), count.others.Load())
			}
			wantFault(t, s.Load(t.Context(), facts(c, 1)), fault.Conflict, "not empty")
			wantFigures(t, s, "10 nodes, 9")
			if path != Memory {
				if _, err := os.Stat(path); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

func TestLoadIsAllOrNothing(t *testing.T) {
	c := parse(t, model)
	s := open(t, Memory, c, Options{})
	twice := facts(c, 3)
	twice.Edges = append(twice.Edges, twice.Edges[0])
	wantFault(t, s.Load(t.Context(), twice), fault.Internal)
	wantEmpty(t, s, true)
	wantFigures(t, s, "0 nodes, 0")
	if err := s.Load(t.Context(), facts(c, 3)); err != nil {
		t.Fatal(err, errors.Unwrap(err))
	}
	wantFigures(t, s, "3 nodes, 2")
}

func TestReopen(t *testing.T) {
	c := parse(t, model)
	path := filepath.Join(t.TempDir(), "graph.db")
	s := open(t, path, c, Options{})
	if err := s.Load(t.Context(), facts(c, 5)); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path + "-wal"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the log was left behind: %v", err)
	}
	wantFigures(t, open(t, path, c, Options{}), "5 nodes, 4")
}

// Two programs may read and write one file at once.
func TestTwoStoresOnOneFile(t *testing.T) {
	c := parse(t, model)
	path := filepath.Join(t.TempDir(), "graph.db")
	first, second := open(t, path, c, Options{}), open(t, path, c, Options{})
	if err := first.Load(t.Context(), facts(c, 5)); err != nil {
		t.Fatal(err)
	}
	wantFigures(t, second, "5 nodes, 4")
}

// Readers see nothing or everything of a load, and are not turned away.
func TestReadersBesideTheWriter(t *testing.T) {
	for name, path := range map[string]string{"memory": Memory, "file": filepath.Join(t.TempDir(), "graph.db")} {
		t.Run(name, func(t *testing.T) {
			c := parse(t, model)
			s := open(t, path, c, Options{})
			loaded := make(chan struct{})
			var readers sync.WaitGroup
			for range 8 {
				readers.Go(func() {
					for done := false; !done; {
						select {
						case <-loaded:
							done = true
						default:
						}
						got, err := figures(t.Context(), s)
						if err != nil || got != "0 nodes, 0" && got != "3000 nodes, 2999" {
							t.Errorf("got %s, %v", got, err)
							return
						}
					}
				})
			}
			err := s.Load(t.Context(), facts(c, 3000))
			close(loaded)
			readers.Wait()
			if err != nil {
				t.Fatal(err, errors.Unwrap(err))
			}
			wantFigures(t, s, "3000 nodes, 2999")
		})
	}
}

// endless asks for the ways of any length through things that are all tied to one
// another: more than can be counted in any time.
func endless(c *catalog.Catalog) *plan.Operation {
	friends := plan.Hop{Field: c.Type("Thing").Field("friends")}
	var where plan.Predicate = plan.Compare{Left: plan.Value{Property: c.Type("Thing").Properties[0]}, Op: plan.Eq, Value: "nobody"}
	for range 12 {
		where = plan.Compare{Left: plan.Degree{Hop: friends, Where: where}, Op: plan.Gt, Value: int64(0)}
	}
	return &plan.Operation{Name: "Endless", Roots: []plan.Query{&plan.Connection{Set: plan.Set{Type: c.Type("Thing"), Where: where}, Total: true}}}
}

func tangled(t *testing.T, path string, options Options) (*Store, *plan.Operation) {
	c := parse(t, model)
	s := open(t, path, c, options)
	f := facts(c, 40)
	for i := range 40 {
		for j := range i {
			f.Edges = append(f.Edges, store.Edge{Relation: c.Relation("FRIEND"), From: fmt.Sprintf("t/%d", i), To: fmt.Sprintf("t/%d", j)})
		}
	}
	if err := s.Load(t.Context(), f); err != nil {
		t.Fatal(err)
	}
	return s, endless(c)
}

func TestTimeout(t *testing.T) {
	for name, path := range map[string]string{"memory": Memory, "file": filepath.Join(t.TempDir(), "graph.db")} {
		t.Run(name, func(t *testing.T) {
			s, operation := tangled(t, path, Options{})
			s.timeout = 50 * time.Millisecond
			for range 10 { // more than there are connections: none is lost
				_, err := s.Read(t.Context(), operation)
				wantFault(t, err, fault.Timeout, "longer")
			}
			s.timeout = time.Minute
			wantFigures(t, s, "40 nodes, 819")
		})
	}
}

func TestHangUp(t *testing.T) {
	s, operation := tangled(t, Memory, Options{Timeout: time.Hour})
	ctx, cancel := context.WithCancel(t.Context())
	failed := make(chan error)
	go func() {
		_, err := s.Read(ctx, operation)
		failed <- err
	}()
	cancel()
	err := <-failed
	wantFault(t, err, fault.Timeout, "given up")
	if !errors.Is(err, context.Canceled) {
		t.Errorf("the cause is lost: %v", errors.Unwrap(err))
	}
	wantFigures(t, s, "40 nodes, 819")
}

// More texts than are kept, from many goroutines: none is closed in another's hands.
func TestStatementsComeAndGo(t *testing.T) {
	c := parse(t, model)
	s := open(t, Memory, c, Options{})
	if err := s.Load(t.Context(), facts(c, 3)); err != nil {
		t.Fatal(err)
	}
	var readers sync.WaitGroup
	for worker := range 4 {
		readers.Go(func() {
			for i := range 2 * kept {
				parts := slices.Repeat([]plan.DatasetPart{plan.DatasetName}, 1+(i+worker*kept/4)%(kept+kept/2))
				cells, err := s.Read(t.Context(), &plan.Operation{Roots: []plan.Query{&plan.Dataset{Parts: parts}}})
				if err != nil || len(cells[0].([]any)) != len(parts) {
					t.Errorf("%d parts: %v, %v (%v)", len(parts), cells, err, errors.Unwrap(err))
					return
				}
			}
		})
	}
	readers.Wait()
	if n := s.cache.recent.Len(); n != kept || n != len(s.cache.byText) {
		t.Errorf("%d statements are kept, %d by text; want %d", n, len(s.cache.byText), kept)
	}
}
