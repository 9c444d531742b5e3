package web

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"time"

	"innograph/internal/fault"
)

// healthy says that the process is up, whatever the store does.
func healthy(w http.ResponseWriter, _ *http.Request) {
	plain(w, http.StatusOK, "ok\n")
}

// readiness says whether the store answers, and if not, why.
type readiness struct {
	ready func(context.Context) error
	log   *slog.Logger
}

func (p readiness) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	if err := p.ready(ctx); err != nil {
		found := fault.From(err)
		p.log.Warn("not ready", "reason", found.Message, "cause", found.Unwrap())
		plain(w, http.StatusServiceUnavailable, "not ready: "+found.Message+"\n")
		return
	}
	plain(w, http.StatusOK, "ready\n")
}

// unknown answers for every address that is not served.
func unknown(w http.ResponseWriter, r *http.Request) {
	plain(w, http.StatusNotFound, fmt.Sprintf("There is nothing at %s.\n\n"+
		"/                GraphiQL, to explore the graph in a browser\n"+
		"/graphql         the API, by POST or GET\n"+
		"/schema.graphql  its schema\n"+
		"/healthz, /readyz, /metrics\n", r.URL.Path))
}

func plain(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, text)
}
