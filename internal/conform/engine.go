// Package conform holds what every engine must agree on: the corpus of operations with
// their answers, and the means to ask any engine through the real HTTP handler.
package conform

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"innograph/graph"
	"innograph/internal/analysis"
	"innograph/internal/auth"
	"innograph/internal/catalog"
	"innograph/internal/feed"
	"innograph/internal/lookahead"
	"innograph/internal/metrics"
	"innograph/internal/mutate"
	"innograph/internal/plan"
	"innograph/internal/store"
	"innograph/internal/store/engines"
	"innograph/internal/web"
	"innograph/internal/write"
)

// Engine is a store behind the whole server, as a client sees it.
type Engine struct {
	Name    string
	Store   store.Store
	handler http.Handler
	counted *counter
	plan    atomic.Pointer[plan.Operation] // of the last operation
}

// Open opens the store at address and mounts the server on it.
func Open(ctx context.Context, name, address string, model *catalog.Catalog) (*Engine, error) {
	e := &Engine{Name: name, counted: &counter{}}
	asked, err := auth.New(ctx, auth.Options{Tokens: tokens})
	if err != nil {
		return nil, err
	}
	opened, err := engines.Open(ctx, address, engines.Options{Catalog: model, Counter: e.counted, Timeout: time.Minute})
	if err != nil {
		return nil, err
	}
	e.Store = opened
	changes, err := feed.Open(ctx, model, opened, feed.Options{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return nil, errors.Join(err, opened.Close())
	}
	seen := spy{opened, e}
	executable := graph.NewExecutableSchema(graph.Config{Resolvers: &graph.Resolver{}})
	compiler := lookahead.New(model, executable.Schema(), plan.DefaultLimits).Following(changes)
	server := graph.NewEngine(graph.Parts{
		Compiler:  compiler,
		Store:     seen,
		Analyses:  analysis.New(model, seen),
		Mutations: mutate.New(model, write.New(model, changes)),
		Feed:      changes,

		ExportRows: ExportRows,
	})
	e.handler = web.New(web.Options{
		Schema:     executable,
		Extensions: []graphql.HandlerExtension{server},
		Exports:    server.Exports(),

		SDL:       graph.SDL,
		Auth:      asked,
		Ready:     opened.Ready,
		MaxBody:   1 << 20,
		MaxTokens: 10_000,
		Timeout:   time.Minute,
		Metrics:   metrics.New(),
		Log:       slog.New(slog.DiscardHandler),
	})
	return e, nil
}

// ExportRows is how many rows an export may have: fewer than the seed has entities.
const ExportRows = 1500

// ServeHTTP serves any request. Unlike Ask, it may be called many times at once.
func (e *Engine) ServeHTTP(w http.ResponseWriter, r *http.Request) { e.handler.ServeHTTP(w, r) }

// Answer is what a client gets, and what it cost.
type Answer struct {
	Status     int             `json:"status"`
	Statements int             `json:"statements"`
	Response   json.RawMessage `json:"response"`
	Plan       *plan.Operation `json:"-"` // nil where nothing was planned
}

// tokens are those that the engines of tests know: one for each role, made up.
const tokens = "reader reader reader-of-the-tests; editor editor editor-of-the-tests; admin admin administrator-of-the-tests"

// Token is the header with which somebody of that role asks; empty for no role.
func Token(role string) string {
	for line := range strings.SplitSeq(tokens, ";") {
		if words := strings.Fields(line); words[0] == role {
			return "Bearer " + words[2]
		}
	}
	return ""
}

// Ask sends an operation as a client without a token does.
func (e *Engine) Ask(ctx context.Context, query string, variables json.RawMessage) (Answer, error) {
	return e.Run(ctx, Step{Query: query, Variables: variables})
}

// Run sends an operation as a client does.
func (e *Engine) Run(ctx context.Context, step Step) (Answer, error) {
	body, err := json.Marshal(map[string]any{"query": step.Query, "operationName": step.Operation, "variables": step.Variables})
	if err != nil {
		return Answer{}, err
	}
	request := httptest.NewRequestWithContext(ctx, http.MethodPost, "/graphql", bytes.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "application/graphql-response+json")
	if token := Token(step.As); token != "" {
		request.Header.Set("Authorization", token)
	}
	recorder := httptest.NewRecorder()
	before := e.counted.statements.Load()
	e.plan.Store(nil)
	e.handler.ServeHTTP(recorder, request)
	if !json.Valid(recorder.Body.Bytes()) {
		return Answer{}, fmt.Errorf("%s answered what is no JSON: %s", e.Name, recorder.Body)
	}
	return Answer{
		Status:     recorder.Code,
		Statements: int(e.counted.statements.Load() - before),
		Response:   recorder.Body.Bytes(),
		Plan:       e.plan.Load(),
	}, nil
}

// counter counts the statements sent for operations.
type counter struct{ statements atomic.Int64 }

func (c *counter) Statement() { c.statements.Add(1) }
func (c *counter) Other()     {}

// spy keeps the plan that goes to the store.
type spy struct {
	store.Store
	engine *Engine
}

func (s spy) Read(ctx context.Context, operation *plan.Operation) ([]any, error) {
	s.engine.plan.Store(operation)
	return s.Store.Read(ctx, operation)
}
