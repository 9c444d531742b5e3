package web

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// How long a client may take to receive a message: one that does not read is cut off.
const writeTime = 30 * time.Second

// streams tells whether a request is for answers that come one by one: they are not
// compressed, and the server's timeouts are not for them.
func streams(r *http.Request) bool {
	return r.URL.Path == "/graphql" && (r.Header.Get("Upgrade") != "" || wantsEvents(r.Header.Values("Accept")))
}

// stream serves a request for answers that come one by one.
func (t *transport) stream(w http.ResponseWriter, r *http.Request) {
	t.open.Add(1)
	defer t.open.Done()
	if r.Header.Get("Upgrade") != "" {
		t.serveSocket(w, r)
		return
	}
	t.serveEvents(w, r)
}

// streamed sums up what a client got of an operation.
type streamed struct {
	transport string
	operation string
	code      string // of the last error, or OK
	responses int
	bytes     int
}

// each runs an operation and hands on its responses, until there are no more, ctx ends, or
// send fails. All but subscriptions have one, and so much time.
func (t *transport) each(ctx context.Context, operation *graphql.OperationContext, sum *streamed, send func(*graphql.Response) error) {
	start := time.Now()
	sum.code = "OK"
	defer t.metrics.Stream()()
	defer func() { t.observeStream(ctx, sum, time.Since(start)) }()
	defer func() {
		if cause := recover(); cause != nil {
			response := errorResponse(t.present.error(ctx, t.present.recover(ctx, cause)))
			_ = sum.add(response, send) // the stream ends here anyway
		}
	}()
	once := operation.Operation.Operation != ast.Subscription
	if once {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, t.timeout)
		defer cancel()
	}
	next, ctx := t.dispatch(ctx, operation)
	for {
		response := next(ctx)
		if response == nil {
			if !once || sum.responses > 0 {
				return
			}
			response = errorResponse(t.present.error(ctx, context.Cause(ctx)))
		}
		t.present.complete(ctx, response.Errors)
		if sum.add(response, send) != nil || once || response.Data == nil {
			return // what has no data was refused
		}
	}
}

func (s *streamed) add(response *graphql.Response, send func(*graphql.Response) error) error {
	s.responses++
	s.code = answer{response: response}.code()
	return send(response)
}

// observeStream writes the end of an operation into the log.
func (t *transport) observeStream(ctx context.Context, sum *streamed, took time.Duration) {
	t.log.LogAttrs(ctx, slog.LevelInfo, "graphql stream",
		slog.String("operation", shorten(sum.operation)),
		slog.String("transport", sum.transport),
		slog.String("code", sum.code),
		slog.Int("responses", sum.responses),
		slog.Int("bytes", sum.bytes),
		slog.Duration("duration", took))
}

// spell is a response as JSON.
func spell(response *graphql.Response) string {
	head, tail := answer{response: response}.envelope()
	var text strings.Builder
	text.Grow(len(head) + len(response.Data) + len(tail))
	text.Write(head)
	text.Write(response.Data)
	text.Write(tail)
	return text.String()
}
