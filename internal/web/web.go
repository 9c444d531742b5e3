// Package web is the HTTP side: GraphQL over HTTP at /graphql, GraphiQL at /, the
// schema as text, and the probes. It knows no entity, no plan and no store.
//
// A request to /graphql goes through the files in this order: middleware.go,
// transport.go (the way as a whole), negotiate.go (in which media type to answer), admit.go (who asks),
// params.go and json.go (what is asked), document.go (is it fit to be parsed), executor.go
// (parse, validate, run), present.go (errors as clients see them), respond.go (status and
// bytes), observe.go (log, figures).
package web

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"innograph/internal/auth"
	"innograph/internal/metrics"
)

// Options are what the handler is made of; all are required but CORSOrigins.
type Options struct {
	Schema     graphql.ExecutableSchema
	Extensions []graphql.HandlerExtension  // around operations, the first outermost
	SDL        string                      // served at /schema.graphql
	Auth       *auth.Auth                  // who may ask
	Ready      func(context.Context) error // nil when the store answers; else a *fault.Error

	CORSOrigins []string      // that other pages may ask from; none: no CORS at all
	MaxBody     int64         // bytes of a request's body
	MaxTokens   int           // of an operation's text
	Timeout     time.Duration // of an operation

	Metrics *metrics.Metrics
	Log     *slog.Logger
}

// New is the handler of the whole server.
func New(options Options) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/graphql", newTransport(options))
	mux.Handle("/{$}", read(newPage()))
	mux.Handle("/assets/{name}", read(newAssets()))
	mux.Handle("/schema.graphql", read(onlyReaders(options.Auth, newSchemaText(options.SDL))))
	mux.Handle("/healthz", read(http.HandlerFunc(healthy)))
	mux.Handle("/readyz", read(readiness{options.Ready, options.Log}))
	mux.Handle("/metrics", read(options.Metrics.Handler()))
	mux.Handle("/", http.HandlerFunc(unknown))
	return secure(allowOrigins(options.CORSOrigins, compress(mux)))
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
