package web

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"innograph/internal/auth"
	"innograph/internal/fault"
	"innograph/internal/metrics"
)

// transport serves GraphQL over HTTP, by the specification of that name.
//
// Another site's page can make a browser send "simple" requests without asking first.
// No such request does anything here: POST needs the media type application/json,
// which is not simple, and GET only reads. What a GET reads stays closed to the page
// as long as CORS does, so GET needs no special header and works from a plain curl.
type transport struct {
	exec      *executor.Executor
	documents documents // also known to exec
	auth      *auth.Auth
	exports   map[string]Export
	present   presenter
	maxBody   int64
	maxTokens int
	timeout   time.Duration
	origins   []string        // whose pages may open WebSockets
	stopping  context.Context // ends when streams are to end
	open      sync.WaitGroup  // of streams
	metrics   *metrics.Metrics
	log       *slog.Logger
}

func newTransport(options Options) *transport {
	present := presenter{log: options.Log, timeout: options.Timeout}
	cache := newDocuments(options.Schema.Schema())
	return &transport{
		exec:      newExecutor(options, present, cache),
		documents: cache,
		auth:      options.Auth,
		exports:   options.Exports,
		present:   present,
		maxBody:   options.MaxBody,
		maxTokens: options.MaxTokens,
		timeout:   options.Timeout,
		origins:   options.CORSOrigins,
		stopping:  options.Stopping,
		metrics:   options.Metrics,
		log:       options.Log,
	}
}

func (t *transport) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if media, wanted := wantsExport(t.exports, r.Header.Values("Accept")); wanted {
		t.serveExport(w, r, media)
		return
	}
	start := time.Now()
	answer := t.answer(w, r)
	size := answer.write(w)
	t.observe(r, answer, size, time.Since(start))
}

// answer never fails: whatever is wrong becomes an answer that says so.
func (t *transport) answer(w http.ResponseWriter, r *http.Request) answer {
	media, ok := negotiate(r.Header.Values("Accept"))
	if !ok {
		return refuse(mediaJSON, refusal{
			status: http.StatusNotAcceptable,
			fault: fault.New(fault.BadUserInput, "Answers come as %s or %s, and the header Accept (%q) allows neither.",
				mediaResponse, mediaJSON, r.Header.Get("Accept")),
		})
	}
	identified, refused := admit(t.auth, r)
	if refused != nil {
		return refuse(media, *refused)
	}
	params, refused := readParams(w, r, t.maxBody)
	if refused != nil {
		return refuse(media, *refused)
	}
	ctx, cancel := context.WithTimeout(identified, t.timeout)
	defer cancel()
	return t.execute(ctx, media, r.Method, params)
}

// execute checks, parses, validates and runs the operation.
func (t *transport) execute(ctx context.Context, media, method string, params *graphql.RawParams) (out answer) {
	out.media = media
	ctx = graphql.StartOperationTrace(ctx)
	defer func() {
		// gqlgen catches what panics in resolvers, but not what panics around them.
		if cause := recover(); cause != nil {
			out.response = errorResponse(t.present.error(ctx, t.present.recover(ctx, cause)))
		}
	}()

	operation, errs := t.prepare(ctx, params)
	ctx = graphql.WithOperationContext(ctx, operation)
	if operation.Operation != nil {
		out.operation = operation.Operation.Name
	}
	switch {
	case errs != nil:
		out.response = t.exec.DispatchError(ctx, firstOf(errs))
		return out
	case method == http.MethodGet && operation.Operation.Operation == ast.Mutation:
		return refuse(media, mutationByGet)
	case operation.Operation.Operation == ast.Subscription:
		return refuse(media, refusal{
			status: http.StatusNotAcceptable,
			fault: fault.New(fault.BadUserInput, "A subscription is followed as server-sent events, with the header Accept: %s, or over a WebSocket, by the subprotocol %s.",
				mediaEvents, subprotocol),
		})
	}
	next, ctx := t.dispatch(ctx, operation)
	out.response = next(ctx)
	if out.response == nil { // gqlgen's sign that the context ended before the response
		out.response = errorResponse(t.present.error(ctx, context.Cause(ctx)))
	}
	t.present.complete(ctx, out.response.Errors)
	return out
}

// prepare checks, parses and validates an operation. There is one to run only without errors.
func (t *transport) prepare(ctx context.Context, params *graphql.RawParams) (*graphql.OperationContext, gqlerror.List) {
	if _, known := t.documents.Get(ctx, params.Query); !known {
		if err := checkDocument(params.Query, t.maxTokens); err != nil {
			return &graphql.OperationContext{}, gqlerror.List{err.GraphQL()}
		}
		t.documents.learn(ctx, params.Query)
	}
	operation, errs := t.exec.CreateOperationContext(ctx, params)
	if operation.Doc != nil && operation.Operation == nil {
		errs = gqlerror.List{noSuchOperation(operation.Doc, params.OperationName).GraphQL()}
	}
	return operation, errs
}

// dispatch begins to run an operation. Its responses come from next(ctx).
func (t *transport) dispatch(ctx context.Context, operation *graphql.OperationContext) (next graphql.ResponseHandler, _ context.Context) {
	// An extension that answers by itself needs an error list, too; gqlgen makes one
	// for the schema only.
	ctx = graphql.WithResponseContext(ctx, t.present.error, t.present.recover)
	return t.exec.DispatchOperation(ctx, operation)
}

// noSuchOperation tells which operations there are to choose from.
func noSuchOperation(document *ast.QueryDocument, name string) *fault.Error {
	var names []string
	for _, operation := range document.Operations {
		names = append(names, fmt.Sprintf("%q", operation.Name))
	}
	if name == "" {
		return fault.New(fault.BadUserInput, "The text holds several operations: choose one by operationName (%s).", list(names))
	}
	return fault.New(fault.BadUserInput, "The text holds no operation %q; it holds %s.", name, list(names))
}

// list joins words as in a sentence: a, b and c.
func list(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

func errorResponse(err *gqlerror.Error) *graphql.Response {
	return &graphql.Response{Errors: gqlerror.List{err}}
}
