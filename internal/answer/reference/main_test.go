// Package reference_test compares the encoder with gqlgen's own executor.
//
// The reference (testdata/program) is a program apart: gqlgen's complete executor for
// the public schema, generated without the pruning that the project's own code undergoes,
// over Go types whose fields answer by response key from a tree of plain values. The
// tree is the data of our own answer to the same operation with the name of each
// object's type selected as well.
//
// So what is proved is the form: given the right values, every byte of the answer is as
// gqlgen would have written it (which keys in which order, fragments and aliases merged,
// directives obeyed, __typename, nulls and where they move to, escapes, numbers, lists).
// What is not proved is that the values are right: a wrong value would be in the tree as
// well. That is for the corpus and for the naive evaluator (internal/conform).
package reference_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"go.uber.org/goleak"

	"innograph/graph"
	"innograph/internal/analysis"
	"innograph/internal/catalog"
	"innograph/internal/lookahead"
	"innograph/internal/metrics"
	"innograph/internal/plan"
	"innograph/internal/store"
	"innograph/internal/store/engines"
	"innograph/schema"
	"innograph/seed"
)

var (
	model    *catalog.Catalog
	embedded store.Store // with the seed
	gqlgen   *process
)

func TestMain(m *testing.M) {
	code, err := run(m)
	if err == nil && code == 0 {
		err = goleak.Find()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func run(m *testing.M) (code int, err error) {
	ctx := context.Background()
	if model, err = catalog.Load(schema.Files); err != nil {
		return 0, err
	}
	facts, err := seed.Read(model, seed.Hunan())
	if err != nil {
		return 0, err
	}
	embedded, err = engines.Open(ctx, "sqlite::memory:", engines.Options{Catalog: model, Counter: metrics.New(), Timeout: time.Minute})
	if err != nil {
		return 0, err
	}
	defer func() { _ = embedded.Close() }()
	if err := embedded.Load(ctx, facts); err != nil {
		return 0, err
	}
	folder, err := os.MkdirTemp("", "reference")
	if err != nil {
		return 0, err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	binary, err := build(folder)
	if err != nil {
		return 0, err
	}
	if gqlgen, err = start(binary); err != nil {
		return 0, err
	}
	defer gqlgen.stop()
	return m.Run(), nil
}

// operation is a query with its variables: a JSON object, or nil.
type operation struct {
	query     string
	variables json.RawMessage
}

// ask has our server answer, over a store.
func ask(t testing.TB, over store.Store, asked operation) *graphql.Response {
	t.Helper()
	return askWithin(t, plan.DefaultLimits, over, asked)
}

func askWithin(t testing.TB, limits plan.Limits, over store.Store, asked operation) *graphql.Response {
	t.Helper()
	executable := graph.NewExecutableSchema(graph.Config{Resolvers: &graph.Resolver{}})
	server := executor.New(executable)
	server.Use(graph.NewEngine(graph.Parts{Compiler: lookahead.New(model, executable.Schema(), limits), Store: over, Analyses: analysis.New(model, over)}))
	server.Use(extension.Introspection{})
	params := &graphql.RawParams{Query: asked.query}
	if asked.variables != nil {
		if err := json.Unmarshal(asked.variables, &params.Variables); err != nil {
			t.Fatal(err)
		}
	}
	ctx := graphql.StartOperationTrace(t.Context())
	prepared, errs := server.CreateOperationContext(ctx, params)
	if errs != nil {
		return &graphql.Response{Errors: errs}
	}
	respond, ctx := server.DispatchOperation(ctx, prepared)
	return respond(ctx)
}

// process is the reference at work.
type process struct {
	command *exec.Cmd
	input   io.Closer
	in      *json.Encoder
	out     *json.Decoder
}

// reply is what the reference answers; see its program.
type reply struct {
	Data        []byte
	Errors      gqlerror.List
	Nanoseconds int64
	Allocations uint64
	Bytes       uint64 // allocated
}

func start(binary string) (*process, error) {
	command := exec.Command(binary)
	command.Stderr = os.Stderr
	in, err := command.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	return &process{command, in, json.NewEncoder(in), json.NewDecoder(out)}, command.Start()
}

func (p *process) stop() {
	_ = p.input.Close()
	_ = p.command.Wait()
}

// execute has the reference answer, as often as is said, from a tree.
func (p *process) execute(t testing.TB, asked operation, tree any, times int) reply {
	t.Helper()
	request := struct {
		Query     string
		Variables json.RawMessage
		Tree      any
		Times     int
	}{asked.query, asked.variables, tree, times}
	if err := p.in.Encode(request); err != nil {
		t.Fatal(err)
	}
	var answer reply
	if err := p.out.Decode(&answer); err != nil {
		t.Fatalf("the reference ended: %v", err)
	}
	return answer
}
