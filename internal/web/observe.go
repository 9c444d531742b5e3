package web

import (
	"context"
	"log/slog"
	"net/http"
	"time"
)

// observe writes the answer into the log and the figures. Neither gets the operation's
// text or its variables, which may hold what a client wants to keep to itself.
func (t *transport) observe(r *http.Request, a answer, size int, took time.Duration) {
	code := a.code()
	if r.Context().Err() == context.Canceled {
		code = "CLIENT_GONE" // whatever was answered, nobody has read it
	}
	t.metrics.Request(a.operation, code, took)

	level := slog.LevelInfo
	if a.status() >= http.StatusInternalServerError {
		level = slog.LevelError
	}
	t.log.LogAttrs(r.Context(), level, "graphql",
		slog.String("operation", shorten(a.operation)),
		slog.String("method", r.Method),
		slog.Int("status", a.status()),
		slog.String("code", code),
		slog.Int("errors", len(a.response.Errors)),
		slog.Int("bytes", size),
		slog.Duration("duration", took))
}

// shorten keeps a name, which the client chose, from flooding the log.
func shorten(name string) string {
	const longest = 80
	if len(name) > longest {
		return name[:longest] + "…" // names are ASCII
	}
	return name
}
