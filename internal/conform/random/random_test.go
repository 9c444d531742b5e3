package random_test

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
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
	count    = flag.Int("n", 3000, "how many operations to compare")
	share    = flag.Int("share", 5, "Neo4j is asked the operations of one graph in so many; 1 for all, 0 for none")
	from     = flag.Int("from", 0, "the number of the first operation, to replay one alone with -n 1")
)

// perGraph is how many operations in a row are asked of one graph.
const perGraph = 50

// TestRandom asks the evaluator and every engine the same random operations over the same
// random graphs: one answer for all.
func TestRandom(t *testing.T) {
	bench := newBench(t)
	tally := &random.Tally{Codes: map[string]int{}, Asked: map[string]int{}}
	for i := *from; i < *from+*count; i++ {
		if i%perGraph == 0 || i == *from {
			number := i / perGraph
			bench.choose(number)
			bench.load(t.Context(), t, random.Facts(bench.model, rand.New(rand.NewPCG(*seedFlag, uint64(number)<<32))))
		}
		operation := bench.generator.Operation(rand.New(rand.NewPCG(*seedFlag, uint64(i))))
		different, err := random.Compare(t.Context(), bench.judge, bench.engines, operation, tally)
		if err != nil {
			t.Fatalf("operation %d: %v", i, err)
		}
		if different != nil {
			t.Logf("operation %d differs (%s: %s); it is being cut down", i, different.Engine, different.What)
			t.Fatalf("operation %d (replay it with: go test ./internal/conform/random -args -seed %d -from %d -n 1)\n%s", i, *seedFlag, i, bench.smallest(t, operation, different))
		}
	}
	t.Logf("%d operations gave %d answers, of which %d continued at a cursor; they are the same for the evaluator and SQLite, and %d of them for Neo4j. Refused by code: %v, and %d for a limit of whole operations. %d MB of data in all",
		*count, tally.Operations, tally.Turned, tally.Asked["Neo4j"], tally.Codes, tally.Beyond, tally.Bytes>>20)
	if tally.Codes["GRAPHQL_VALIDATION_FAILED"]+tally.Codes["GRAPHQL_PARSE_FAILED"] > 0 {
		t.Errorf("the generator makes operations that are not valid: %v", tally.Codes)
	}
	if tally.Beyond*20 > tally.Operations {
		t.Errorf("%d of %d operations are beyond the limits; the generator asks for too much", tally.Beyond, tally.Operations)
	}
}

// bench is the evaluator and the engines over one graph.
type bench struct {
	model     *catalog.Catalog
	schema    *ast.Schema
	facts     *store.Facts
	generator *random.Generator
	judge     judge
	all       []*engine
	open      []*engine      // of these, the ones that the present graph is for
	engines   []random.Asker // the same
}

func newBench(t *testing.T) *bench {
	model, err := catalog.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := gqlparser.LoadSchema(&ast.Source{Name: "schema.graphql", Input: graph.SDL})
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{model: model, schema: parsed}
	b.all = []*engine{{name: "SQLite"}}
	if *share > 0 {
		b.all = append(b.all, &engine{name: "Neo4j", address: neo4jtest.Empty(t)})
	}
	for _, e := range b.all {
		t.Cleanup(e.close)
	}
	return b
}

// choose picks the engines for the graph of that number. To ask Neo4j takes a hundred
// times as long, mostly because it plans every new text.
func (b *bench) choose(number int) {
	b.open, b.engines = b.all, nil
	if *share == 0 || number%*share != 0 {
		b.open = b.all[:1]
	}
	for _, e := range b.open {
		b.engines = append(b.engines, e)
	}
}

// load puts a graph into all engines.
func (b *bench) load(ctx context.Context, t *testing.T, facts *store.Facts) {
	t.Helper()
	b.facts = facts
	b.generator = random.NewGenerator(b.schema, facts)
	b.judge = judge{naive.New(b.model, b.schema, facts)}
	for _, e := range b.open {
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
		b.load(ctx, t, facts)
		return fails(operation)
	})
	b.load(ctx, t, facts)
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
	reply := random.Reply{Data: response.Data, Statements: answer.Statements}
	if len(response.Errors) > 0 {
		reply.Code = response.Errors[0].Extensions.Code
		if reply.Code == "" {
			reply.Code = "no code"
		}
		reply.Data, reply.Why = nil, response.Errors[0].Message
		if reply.Code == string(fault.Internal) && answer.Plan != nil {
			_, err := e.running.Store.Read(ctx, answer.Plan)
			reply.Why = fmt.Sprint(errors.Unwrap(err))
		}
	}
	return reply, nil
}
