// Package web is the HTTP side: GraphQL over HTTP at /graphql, GraphiQL at /, the
// schema as text, and the probes. It knows no entity, no plan and no store.
//
// A request to /graphql goes through the files in this order: middleware.go,
// transport.go (the way as a whole), negotiate.go (in which media type to answer), admit.go (who asks),
// params.go and json.go (what is asked), document.go (is it fit to be parsed), executor.go
// (parse, validate, run), present.go (errors as clients see them), respond.go (status and
// bytes), observe.go (log, figures). Answers that come one by one have the last part of the
// way for themselves: stream.go, events.go (server-sent events), socket.go (WebSockets).
package web

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"innograph/internal/auth"
	"innograph/internal/metrics"
)

// Options are what the handler is made of; all are required but Exports, CORSOrigins
// and Stopping.
type Options struct {
	Schema     graphql.ExecutableSchema
	Extensions []graphql.HandlerExtension  // around operations, the first outermost
	SDL        string                      // served at /schema.graphql
	Auth       *auth.Auth                  // who may ask
	Ready      func(context.Context) error // nil when the store answers; else a *fault.Error

	Exports map[string]Export // other answers than GraphQL's, by media type

	CORSOrigins []string      // that other pages may ask from; none: no CORS at all
	MaxBody     int64         // bytes of a request's body
	MaxTokens   int           // of an operation's text
	Timeout     time.Duration // of an operation

	// Stopping ends when the server is told to stop: what would go on for ever, such as a
	// subscription, ends then. Nil: never.
	Stopping context.Context

	Metrics *metrics.Metrics
	Log     *slog.Logger
}

// Handler is the whole server's.
type Handler struct {
	http.Handler
	streams *sync.WaitGroup
}

// Wait waits until all streams have ended: http.Server.Shutdown does not know WebSockets.
func (h *Handler) Wait() { h.streams.Wait() }

// New is the handler of the whole server.
func New(options Options) *Handler {
	if options.Stopping == nil {
		options.Stopping = context.Background()
	}
	transport := newTransport(options)
	mux := http.NewServeMux()
	mux.Handle("/graphql", transport)
	mux.Handle("/{$}", read(newPage()))
	mux.Handle("/assets/{name}", read(newAssets()))
	mux.Handle("/schema.graphql", read(onlyReaders(options.Auth, newSchemaText(options.SDL))))
	mux.Handle("/healthz", read(http.HandlerFunc(healthy)))
	mux.Handle("/readyz", read(readiness{options.Ready, options.Log}))
	mux.Handle("/metrics", read(options.Metrics.Handler()))
	mux.Handle("/", http.HandlerFunc(unknown))
	whole := compress(mux)
	split := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if streams(r) {
			transport.stream(w, r)
			return
		}
		whole.ServeHTTP(w, r)
	})
	return &Handler{secure(allowOrigins(options.CORSOrigins, split)), &transport.open}
}

// NewServer is a server for the handler with timeouts for every phase of a connection.
// The timeout is that of an operation; its answer has time to get through after it.
func NewServer(addr string, handler http.Handler, timeout time.Duration, log *slog.Logger) *http.Server {
	return &http.Server{
		Addr:              addr,
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      timeout + 30*time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
}
