//go:build !race

package conform_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"innograph/internal/conform"
)

// FuzzRequest posts any body at all: what comes back is JSON, has a code where it is an
// error, and is never the server's own failure.
func FuzzRequest(f *testing.F) {
	const longest = 4 << 10 // the fuzzer makes less of longer ones
	for _, m := range messages(f) {
		if len(m.post) <= longest {
			f.Add([]byte(m.post))
		}
	}
	files, err := filepath.Glob(filepath.Join(corpus, "*", "query.graphql"))
	if err != nil || len(files) == 0 {
		f.Fatal("no operations", err)
	}
	for i, file := range files {
		if i%4 > 0 { // TestCorpus asks them all; these are to be varied
			continue
		}
		query, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		body, err := graphqlBody(string(query))
		if err != nil {
			f.Fatal(err)
		}
		f.Add([]byte(body))
	}
	model, facts := hunan(f)
	engine := openAt(f, embedded, "sqlite::memory:", model, facts)
	f.Fuzz(func(t *testing.T, body []byte) {
		request := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/graphql", strings.NewReader(string(body)))
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("Accept", "application/graphql-response+json")
		request.Header.Set("Authorization", conform.Token("admin")) // who may do everything
		recorder := httptest.NewRecorder()
		engine.ServeHTTP(recorder, request)
		code := codeOf(t, recorder.Body.Bytes())
		if recorder.Code >= http.StatusInternalServerError {
			t.Errorf("%d %s for %q", recorder.Code, code, body)
		}
		if text := leaked(recorder.Body.String()); text != "" && !strings.Contains(string(body), text) {
			t.Errorf("the answer tells %q: %s", text, recorder.Body)
		}
	})
}
