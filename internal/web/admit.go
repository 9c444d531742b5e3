package web

import (
	"context"
	"net/http"

	"innograph/internal/auth"
	"innograph/internal/fault"
)

// admit finds out who asks, and gives the context that says so. Who may not even read is
// turned away before the request is looked at.
func admit(by *auth.Auth, r *http.Request) (context.Context, *refusal) {
	identity, err := by.Identify(r.Context(), r.Header.Get("Authorization"))
	ctx := auth.With(r.Context(), identity)
	if err == nil {
		err = auth.Require(ctx, auth.Reader, "Reading")
	}
	if err != nil {
		found := fault.From(err)
		return nil, &refusal{status: found.Code.Status(), fault: found}
	}
	return ctx, nil
}

// onlyReaders guards what is no answer to a GraphQL request.
func onlyReaders(by *auth.Auth, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, refused := admit(by, r); refused != nil {
			refuse(mediaJSON, *refused).write(w)
			return
		}
		next.ServeHTTP(w, r)
	})
}
