package web_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"

	"innograph/internal/fault"
	"innograph/internal/web"
)

func TestProbes(t *testing.T) {
	down := func(err error) func(*web.Options) {
		return func(o *web.Options) { o.Ready = func(context.Context) error { return err } }
	}
	cases := []struct {
		name    string
		handler setup
		message string
		status  int
		body    string
	}{
		{"up", newSetup(), "GET /healthz", 200, "ok\n"},
		{"ready", newSetup(), "GET /readyz", 200, "ready\n"},
		{"not ready", newSetup(down(fault.New(fault.StoreUnavailable, "Neo4j does not answer.").Because(errors.New("dial tcp: refused")))),
			"GET /readyz", 503, "not ready: Neo4j does not answer.\n"},
		{"up without its store", newSetup(down(errors.New("gone"))), "GET /healthz", 200, "ok\n"},
		{"only to be read", newSetup(), "POST /readyz", 405, "This address can only be read: use GET.\n"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := c.handler.ask(c.message); got.Code != c.status || got.Body.String() != c.body {
				t.Errorf("got %d %q", got.Code, got.Body)
			}
		})
	}
}

func TestUnknownAddress(t *testing.T) {
	for _, path := range []string{"/graphiql", "/assets/none.js", "/graphql/"} {
		got := newSetup().ask("GET " + path)
		if got.Code != 404 || !strings.HasPrefix(got.Body.String(), "There is nothing at "+path+".") ||
			!strings.HasPrefix(got.Header().Get("Content-Type"), "text/plain") {
			t.Errorf("%s: %d %s", path, got.Code, got.Body)
		}
	}
}

func TestSchemaText(t *testing.T) {
	handler := newSetup()
	got := handler.ask("GET /schema.graphql")
	if got.Code != 200 || got.Body.String() != strings.TrimSpace(stubSDL)+"\n" {
		t.Errorf("got %d %s", got.Code, got.Body)
	}
	again := handler.ask("GET /schema.graphql\nIf-None-Match: " + got.Header().Get("ETag"))
	if again.Code != 304 || again.Body.Len() != 0 {
		t.Errorf("unchanged, but gives %d", again.Code)
	}
}

func TestPage(t *testing.T) {
	handler := newSetup()
	page := handler.ask("GET /")
	if page.Code != 200 || page.Header().Get("Content-Type") != "text/html; charset=utf-8" ||
		!strings.Contains(page.Header().Get("Content-Security-Policy"), "script-src 'self';") {
		t.Errorf("got %d %v", page.Code, page.Header())
	}
	text := page.Body.String()
	if regexp.MustCompile(`(src|href)="(https?:)?//`).MatchString(text) {
		t.Error("the page loads from elsewhere")
	}

	files := regexp.MustCompile(`(?:src|href)="(assets/[^"]+)"`).FindAllStringSubmatch(text, -1)
	if len(files) != 3 {
		t.Errorf("the page has %d files", len(files))
	}
	for _, file := range append(files, []string{"", "assets/licences.txt"}) {
		packed := handler.ask("GET /" + file[1] + "\nAccept-Encoding: br, gzip")
		plain := handler.ask("GET /" + file[1] + "\nAccept-Encoding: gzip;q=0")
		if packed.Code != 200 || packed.Header().Get("Content-Encoding") != "gzip" {
			t.Errorf("%s packed: %d %v", file[1], packed.Code, packed.Header())
		}
		if plain.Code != 200 || plain.Header().Get("Content-Encoding") != "" || plain.Body.Len() <= packed.Body.Len() {
			t.Errorf("%s plain: %d %v, %d bytes", file[1], plain.Code, plain.Header(), plain.Body.Len())
		}
		if plain.Header().Get("Content-Type") == "" {
			t.Errorf("%s has no media type", file[1])
		}
		again := handler.ask("GET /" + file[1] + "\nAccept-Encoding: gzip\nIf-None-Match: " + packed.Header().Get("ETag"))
		if again.Code != 304 {
			t.Errorf("%s unchanged: %d", file[1], again.Code)
		}
	}

	var tabs []struct{ Query string }
	script := regexp.MustCompile(`(?s)<script id="examples" type="application/json">(.*?)</script>`).FindStringSubmatch(text)
	if err := json.Unmarshal([]byte(script[1]), &tabs); err != nil {
		t.Fatal(err)
	}
	var queries []string
	for _, tab := range tabs {
		queries = append(queries, tab.Query)
	}
	if len(queries) < 4 || !slices.Equal(queries, web.Examples()) {
		t.Errorf("the tabs hold %q", queries)
	}
}

// TestExamples checks what the page needs of them: a tab's title is its operation's name.
func TestExamples(t *testing.T) {
	for _, text := range web.Examples() {
		document, err := parser.ParseQuery(&ast.Source{Input: text})
		if err != nil {
			t.Errorf("%s\n%v", text, err)
			continue
		}
		if len(document.Operations) != 1 || document.Operations[0].Name == "" {
			t.Errorf("not one operation with a name:\n%s", text)
		}
	}
}

func TestHead(t *testing.T) {
	for _, path := range []string{"/", "/healthz", "/schema.graphql"} {
		recorder := httptest.NewRecorder()
		newSetup().ServeHTTP(recorder, httptest.NewRequest("HEAD", path, nil))
		if recorder.Code != 200 {
			t.Errorf("HEAD %s: %d", path, recorder.Code)
		}
	}
}
