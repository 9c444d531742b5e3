package random_test

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/graph"
	"innograph/internal/catalog"
	"innograph/internal/conform"
	"innograph/internal/conform/naive"
	"innograph/internal/conform/random"
	"innograph/internal/fault"
	"innograph/internal/neo4jtest"
	"innograph/internal/store"
	"innograph/schema"
)

var (
	seedFlag = flag.Uint64("seed", 1, "the number that all graphs and operations are made from")
	count    = flag.Int("n", 3000, "how many operations each test compares; with -short 200 at most")
	draws    = flag.Int("draws", 5, "how many times TestEngines asks each shape of each graph")
	from     = flag.Int("from", 0, "the number of the first operation, to replay one alone with -n 1")
)

// course is the order in which operations are asked. They come in rounds. Each round has
// its graphs, over the same types, and its shapes of operations. Every shape is asked of
// every graph, so many times, with values drawn anew.
type course struct{ graphs, shapes, draws int }

// TestShapes asks the evaluator and SQLite operations of which each has a shape of its own.
func TestShapes(t *testing.T) {
	course{graphs: 1, shapes: 50, draws: 1}.run(t, newBench(t, &engine{name: "SQLite"}))
}

// TestEngines asks the evaluator and every engine. Neo4j takes a hundred times as long to
// plan a text as to answer it, and remembers the plan; so each shape is asked many times.
func TestEngines(t *testing.T) {
	server := neo4jtest.NewPlanningOnce(t)
	course{graphs: 5, shapes: 40, draws: *draws}.run(t, newBench(t, &engine{name: "SQLite"}, &engine{name: "Neo4j", address: server.URI}))
}

// run compares the operations that the flags tell.
func (c course) run(t *testing.T, bench *bench) {
	tally := &random.Tally{Codes: map[string]int{}, Asked: map[string]int{}}
	for i := *from; i < *from+*count; i++ {
		graph := i / (c.shapes * c.draws)
		round := graph / c.graphs
		if i == *from || i%(c.shapes*c.draws) == 0 {
			types := random.Types(bench.model, chance("types", round))
			bench.load(t.Context(), t, types, random.Facts(bench.model, types, chance("facts", graph)))
		}
		shape := round*c.shapes + i/c.draws%c.shapes
		operation := bench.generator.Operation(chance("shape", shape), chance("values", i))
		different, err := random.Compare(t.Context(), bench.judge, bench.engines, operation, tally)
		if err != nil {
			t.Fatalf("operation %d: %v", i, err)
		}
		if different != nil {
			t.Logf("operation %d differs (%s: %s); it is being cut down", i, different.Engine, different.What)
			t.Fatalf("operation %d (replay it with: go test ./internal/conform/random -run '^%s$' -args -seed %d -draws %d -from %d -n 1)\n%s",
				i, t.Name(), *seedFlag, *draws, i, bench.smallest(t, operation, different))
		}
		if asked := i + 1 - *from; asked%10_000 == 0 || asked == *count {
			t.Logf("%d operations gave %d answers, %d MB of data, of which %d continued at a cursor; the evaluator's are those of %v. Errors by code: %v; refused for a limit of whole operations: %d",
				asked, tally.Operations, tally.Bytes>>20, tally.Turned, tally.Asked, tally.Codes, tally.Beyond)
		}
	}
	if tally.Codes["GRAPHQL_VALIDATION_FAILED"]+tally.Codes["GRAPHQL_PARSE_FAILED"] > 0 {
		t.Errorf("the generator makes operations that are not valid: %v", tally.Codes)
	}
	if tally.Beyond*20 > tally.Operations {
		t.Errorf("%d of %d operations are beyond the limits; the generator asks for too much", tally.Beyond, tally.Operations)
	}
}

// chance is the source of all that is decided by chance for one thing.
func chance(what string, number int) *rand.Rand {
	hash := fnv.New64a()
	fmt.Fprintf(hash, "%s %d", what, *seedFlag)
	return rand.New(rand.NewPCG(hash.Sum64(), uint64(number)))
}

// bench is the evaluator and the engines over one graph.
type bench struct {
	model     *catalog.Catalog
	schema    *ast.Schema
	facts     *store.Facts
	generator *random.Generator
	judge     judge
	loaded    []*engine
	engines   []random.Asker // the same
}

func newBench(t *testing.T, engines ...*engine) *bench {
	model, err := catalog.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := gqlparser.LoadSchema(&ast.Source{Name: "schema.graphql", Input: graph.SDL})
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{model: model, schema: parsed, loaded: engines}
	for _, e := range engines {
		t.Cleanup(e.close)
		b.engines = append(b.engines, e)
	}
	return b
}

// load puts a graph into all engines.
func (b *bench) load(ctx context.Context, t *testing.T, types []*catalog.Type, facts *store.Facts) {
	t.Helper()
	b.facts = facts
	b.generator = random.NewGenerator(b.schema, b.model, types, facts)
	b.judge = judge{naive.New(b.model, b.schema, facts)}
	for _, e := range b.loaded {
		if err := e.load(ctx, b.model, facts); err != nil {
			t.Fatalf("%s does not take a graph: %v", e.name, err)
		}
	}
}

// smallest cuts the operation and then the graph down while they still differ.
func (b *bench) smallest(t *testing.T, operation *random.Operation, different *random.Difference) string {
	ctx := context.WithoutCancel(t.Context())
	fails := func(o *random.Operation) bool {
		found, err := random.Compare(ctx, b.judge, b.engines, o, nil)
		if err != nil || found == nil {
			return false
		}
		different = found
		return true
	}
	operation = random.Shrink(operation, fails)
	facts := random.ShrinkFacts(b.facts, func(facts *store.Facts) bool {
		b.load(ctx, t, nil, facts)
		return fails(operation)
	})
	b.load(ctx, t, nil, facts)
	operation = random.Shrink(operation, fails)
	fails(operation)
	return different.String() + "\nover\n" + described(facts)
}

// described shows the facts a line each.
func described(facts *store.Facts) string {
	var out strings.Builder
	write := func(values ...any) {
		for _, value := range values {
			text, err := json.Marshal(value)
			if err != nil {
				text = []byte(err.Error())
			}
			out.Write(text)
			out.WriteByte(' ')
		}
		out.WriteByte('\n')
	}
	present := func(properties []*catalog.Property, values []any) map[string]any {
		shown := map[string]any{}
		for i, p := range properties {
			if values[i] != nil {
				shown[p.Name] = values[i]
			}
		}
		return shown
	}
	for _, n := range facts.Nodes {
		write(n.Type.Name, present(n.Type.Properties, n.Values), n.Sources)
	}
	for _, e := range facts.Edges {
		write(e.Relation.Name, e.From, e.To, e.Key, e.Confidence, present(e.Relation.Properties, e.Values), e.Sources)
	}
	return out.String()
}

// judge is the evaluator.
type judge struct{ *naive.Evaluator }

func (judge) Name() string { return "the evaluator" }

func (j judge) Ask(_ context.Context, query string, variables json.RawMessage) (random.Reply, error) {
	answer := j.Answer(query, "", variables)
	return random.Reply{Code: string(answer.Code), Data: answer.Data}, nil
}

// engine is a real one. SQLite is opened anew for every graph, Neo4j is emptied.
type engine struct {
	name    string
	address string // of Neo4j; SQLite keeps the graph in memory
	running *conform.Engine
}

func (e *engine) Name() string { return e.name }

func (e *engine) load(ctx context.Context, model *catalog.Catalog, facts *store.Facts) error {
	if e.address != "" && e.running != nil {
		if err := neo4jtest.Clear(ctx, e.address); err != nil {
			return err
		}
		return e.running.Store.Load(ctx, facts)
	}
	e.close()
	running, err := conform.Open(ctx, e.name, cmp.Or(e.address, "sqlite::memory:"), model)
	if err != nil {
		return err
	}
	e.running = running
	return running.Store.Load(ctx, facts)
}

func (e *engine) close() {
	if e.running != nil {
		_ = e.running.Store.Close()
		e.running = nil
	}
}

func (e *engine) Ask(ctx context.Context, query string, variables json.RawMessage) (random.Reply, error) {
	answer, err := e.running.Ask(ctx, query, variables)
	if err != nil {
		return random.Reply{}, err
	}
	var response struct {
		Data   json.RawMessage
		Errors []struct {
			Message    string
			Extensions struct{ Code string }
		}
	}
	if err := json.Unmarshal(answer.Response, &response); err != nil {
		return random.Reply{}, err
	}
	reply := random.Reply{Statements: answer.Statements}
	if string(response.Data) != "null" {
		reply.Data = response.Data
	}
	if len(response.Errors) > 0 {
		reply.Code = response.Errors[0].Extensions.Code
		if reply.Code == "" {
			reply.Code = "no code"
		}
		reply.Why = response.Errors[0].Message
		if reply.Code == string(fault.Internal) && answer.Plan != nil {
			_, err := e.running.Store.Read(ctx, answer.Plan)
			reply.Why = fmt.Sprint(errors.Unwrap(err))
		}
	}
	return reply, nil
}
