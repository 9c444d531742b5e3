package web_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"innograph/internal/auth"
	"innograph/internal/web"
)

func TestWhoMayRead(t *testing.T) {
	const token = "bob-0123456789abcdef"
	for _, c := range []struct {
		closed        bool
		path          string
		authorization string
		status        int
		holds         string
	}{
		{false, "/graphql?query={hello}", "", http.StatusOK, "world"},
		{false, "/graphql?query={hello}", "Bearer " + token, http.StatusOK, "world"},
		{false, "/graphql?query={hello}", "Bearer nobody-knows-this-one", http.StatusUnauthorized, `"UNAUTHENTICATED"`},
		{true, "/graphql?query={hello}", "Bearer " + token, http.StatusOK, "world"},
		{true, "/graphql?query={hello}", "", http.StatusUnauthorized, `"UNAUTHENTICATED"`},
		{true, "/graphql?query={__typename}", "", http.StatusUnauthorized, `"UNAUTHENTICATED"`},
		{true, "/schema.graphql", "", http.StatusUnauthorized, `"UNAUTHENTICATED"`},
		{true, "/schema.graphql", "Bearer " + token, http.StatusOK, "type Query"},
		{true, "/", "", http.StatusOK, "<html"}, // the page holds no data; whoever has a token enters it there
		{true, "/healthz", "", http.StatusOK, ""},
	} {
		admission, err := auth.New(t.Context(), auth.Options{Tokens: "reader bob " + token, Closed: c.closed})
		if err != nil {
			t.Fatal(err)
		}
		s := newSetup(func(o *web.Options) { o.Auth = admission })
		r := httptest.NewRequestWithContext(context.Background(), http.MethodGet, c.path, nil)
		if c.authorization != "" {
			r.Header.Set("Authorization", c.authorization)
		}
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code != c.status || !strings.Contains(w.Body.String(), c.holds) {
			t.Errorf("%s as %q, closed: %t: got %d %s", c.path, c.authorization, c.closed, w.Code, w.Body)
		}
		if challenge := w.Header().Get("WWW-Authenticate"); (challenge == "Bearer") != (c.status == http.StatusUnauthorized) {
			t.Errorf("%s as %q, closed: %t: WWW-Authenticate is %q", c.path, c.authorization, c.closed, challenge)
		}
		if strings.Contains(s.log.String(), token) || strings.Contains(s.log.String(), "nobody-knows") {
			t.Errorf("the log holds the token: %s", s.log)
		}
	}
}
