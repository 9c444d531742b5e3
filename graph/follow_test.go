package graph_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"go.uber.org/goleak"

	"innograph/graph"
	"innograph/internal/catalog"
	"innograph/internal/fault"
	"innograph/internal/feed"
	"innograph/internal/lookahead"
	"innograph/internal/plan"
	"innograph/internal/store"
	"innograph/internal/store/engines"
	"innograph/schema"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// followed is a server on an empty store.
type followed struct {
	*testing.T
	model *catalog.Catalog
	exec  *executor.Executor
	feed  *feed.Feed
	store store.Store

	reads  atomic.Int64
	broken atomic.Int64 // how many of the next reads fail
}

// spied counts what is read, and fails where it is to.
type spied struct {
	store.Store
	f *followed
}

func (s spied) Read(ctx context.Context, operation *plan.Operation) ([]any, error) {
	s.f.reads.Add(1)
	if s.f.broken.Add(-1) >= 0 {
		return nil, fault.New(fault.StoreUnavailable, "Not now.")
	}
	return s.Store.Read(ctx, operation)
}

func newFollowed(t *testing.T) *followed {
	t.Helper()
	f := &followed{T: t}
	var err error
	must := func() {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	f.model, err = catalog.Load(schema.Files)
	must()
	f.store, err = engines.Open(t.Context(), "sqlite::memory:", engines.Options{Catalog: f.model})
	must()
	t.Cleanup(func() { _ = f.store.Close() })
	f.feed, err = feed.Open(t.Context(), f.model, f.store, feed.Options{})
	must()
	executable := graph.NewExecutableSchema(graph.Config{Resolvers: &graph.Resolver{}})
	f.exec = executor.New(executable)
	f.exec.Use(graph.NewEngine(graph.Parts{
		Compiler: lookahead.New(f.model, executable.Schema(), plan.DefaultLimits).Following(f.feed),
		Store:    spied{f.store, f}, Feed: f.feed,
	}))
	return f
}

// subscribe begins an operation. Its responses come from next.
func (f *followed) subscribe(ctx context.Context, query string, variables map[string]any, lastEvent string) (next func() *graphql.Response) {
	f.Helper()
	ctx = graphql.StartOperationTrace(ctx)
	operation, errs := f.exec.CreateOperationContext(ctx, &graphql.RawParams{
		Query: query, Variables: variables, Headers: http.Header{"Last-Event-Id": {lastEvent}},
	})
	if errs != nil {
		f.Fatal(errs)
	}
	respond, ctx := f.exec.DispatchOperation(ctx, operation)
	return func() *graphql.Response { return respond(ctx) }
}

// write makes or renames a region, by one transaction.
func (f *followed) write(id, name string) {
	f.Helper()
	kind := f.model.Type("Region")
	n := store.Node{Type: kind, Values: make([]any, len(kind.Properties))}
	for i, p := range kind.Properties {
		switch p.Name {
		case "id":
			n.Values[i] = id
		case "name":
			n.Values[i] = name
		case "version":
			n.Values[i] = int64(1)
		}
	}
	err := f.feed.Write(f.Context(), func(ctx context.Context, tx store.Tx) error {
		there, err := tx.Nodes(ctx, []string{id})
		if err != nil {
			return err
		}
		operation := store.Updated
		if len(there) == 0 {
			operation = store.Created
			err = tx.Create(ctx, []store.Node{n}, nil)
		} else {
			err = tx.Replace(ctx, []store.Node{n}, nil)
		}
		return errors.Join(err, tx.Append(ctx, []store.Change{{Operation: operation, Type: "Region", IDs: []string{id}, After: json.RawMessage(`{"id":"` + id + `"}`)}}))
	})
	if err != nil {
		f.Fatal(err)
	}
}

func (f *followed) want(next func() *graphql.Response, data string, sequence int64) {
	f.Helper()
	response := next()
	switch {
	case response == nil:
		f.Fatal("the subscription ended")
	case response.Errors != nil:
		f.Fatal(response.Errors)
	case string(response.Data) != data || response.Extensions[graph.SequenceExtension] != sequence:
		f.Fatalf("got %s %v, want %s %d", response.Data, response.Extensions, data, sequence)
	}
}

func TestSubscription(t *testing.T) {
	f := newFollowed(t)
	ctx, end := context.WithCancel(t.Context())
	defer end()
	const query = `subscription Watch($after: Long) { c: changed(after: $after, types: ["Region"]) { sequence operation type ids after entity { id ... on Entity { title: name } } } }`
	now := f.subscribe(ctx, query, nil, "")
	f.write("region/a", "A")
	f.write("region/a", "B")
	// The node is as it is by now, not as it was.
	first := `{"c":{"sequence":1,"operation":"CREATE","type":"Region","ids":["region/a"],"after":{"id":"region/a"},"entity":{"id":"region/a","title":"B"}}}`
	second := `{"c":{"sequence":2,"operation":"UPDATE","type":"Region","ids":["region/a"],"after":{"id":"region/a"},"entity":{"id":"region/a","title":"B"}}}`
	f.want(now, first, 1)
	f.want(now, second, 2)
	f.want(f.subscribe(ctx, query, map[string]any{"after": json.Number("0")}, ""), first, 1)
	f.want(f.subscribe(ctx, query, map[string]any{"after": json.Number("1")}, ""), second, 2)
	f.want(f.subscribe(ctx, query, map[string]any{"after": json.Number("0")}, "1"), second, 2)
	end()
	if response := now(); response != nil {
		t.Errorf("a client that is gone got %s", response.Data)
	}
}

func TestSubscriptionRefused(t *testing.T) {
	f := newFollowed(t)
	for _, query := range []string{
		`subscription { changed(after: 1) { sequence } }`,
		`subscription { changed(types: ["Nothing"]) { sequence } }`,
	} {
		response := f.subscribe(t.Context(), query, nil, "")()
		if response == nil || response.Data != nil || len(response.Errors) != 1 || fault.From(response.Errors[0]).Code != fault.BadUserInput {
			t.Errorf("%s: %+v", query, response)
		}
	}
}

// While the store is away for a moment, subscribers wait.
func TestSubscriptionOutlivesAnOutage(t *testing.T) {
	f := newFollowed(t)
	next := f.subscribe(t.Context(), `subscription { changed { entity { id } } }`, nil, "")
	f.broken.Store(1)
	f.write("region/a", "A")
	f.want(next, `{"changed":{"entity":{"id":"region/a"}}}`, 1)
}

// Thousands of clients that ask the same cost the store no more than a few do, and those
// that do not read cost nothing.
func TestSubscribers(t *testing.T) {
	f := newFollowed(t)
	const subscribers, writes = 3000, 20
	ctx, end := context.WithCancel(t.Context())
	defer end()
	var done sync.WaitGroup
	taken := make([]chan struct{}, writes) // closed when all readers have an entry
	var have [writes]atomic.Int64
	for i := range taken {
		taken[i] = make(chan struct{})
	}
	for i := range subscribers {
		query := `subscription { changed { sequence entity { id ... on Entity { name } } } }`
		if i%3 == 1 {
			query = `subscription { changed(types: ["Region"]) { sequence entity { __typename } } }`
		}
		next := f.subscribe(ctx, query, nil, "")
		if i%3 == 2 {
			continue // it sleeps
		}
		done.Go(func() {
			for n := range int64(writes) {
				data := fmt.Sprintf(`{"changed":{"sequence":%d,"entity":{"id":"region/%d","name":"N"}}}`, n+1, n)
				if i%3 == 1 {
					data = fmt.Sprintf(`{"changed":{"sequence":%d,"entity":{"__typename":"Region"}}}`, n+1)
				}
				f.want(next, data, n+1)
				if have[n].Add(1) == subscribers*2/3 {
					close(taken[n])
				}
			}
		})
	}
	for n := range writes {
		f.write(fmt.Sprintf("region/%d", n), "N")
		<-taken[n]
	}
	done.Wait()
	if reads := f.reads.Load(); reads > 2*writes {
		t.Errorf("%d statements for %d subscribers of two kinds and %d entries", reads, subscribers, writes)
	}
}

// What one server writes reaches the subscribers of another one.
func TestSubscriptionOfOtherServers(t *testing.T) {
	f := newFollowed(t)
	ctx, end := context.WithCancel(t.Context())
	var running sync.WaitGroup
	defer running.Wait()
	defer end()
	other, err := feed.Open(t.Context(), f.model, f.store, feed.Options{})
	if err != nil {
		t.Fatal(err)
	}
	here := f.feed
	f.feed = other // which writes
	next := f.subscribe(ctx, `subscription { changed { entity { id } } }`, nil, "")
	running.Go(func() { here.Run(ctx) })
	f.write("region/a", "A")
	f.want(next, `{"changed":{"entity":{"id":"region/a"}}}`, 1)
}
