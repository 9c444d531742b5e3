package web_test

import (
	"compress/gzip"
	"io"
	"strings"
	"testing"

	"innograph/internal/web"
)

func TestHeaders(t *testing.T) {
	handler := newSetup()
	cases := []struct {
		message string
		want    map[string]string
	}{
		{post + `{"query": "{ hello }"}`, map[string]string{
			"Content-Type": "application/graphql-response+json; charset=utf-8", "Content-Length": "34", "Cache-Control": "no-store",
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
			"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'", "Access-Control-Allow-Origin": ""}},
		{old + `{"query": "{ hello }"}`, map[string]string{"Content-Type": "application/json; charset=utf-8"}},
		{"GET /graphql?query=mutation{touch}", map[string]string{"Allow": "POST"}},
		{"DELETE /graphql", map[string]string{"Allow": "GET, POST"}},
		{"POST /healthz", map[string]string{"Allow": "GET, HEAD"}},
	}
	for _, c := range cases {
		t.Run(c.message, func(t *testing.T) {
			got := handler.ask(c.message).Header()
			for name, want := range c.want {
				if got.Get(name) != want {
					t.Errorf("%s: %q, want %q", name, got.Get(name), want)
				}
			}
		})
	}
}

func TestCompression(t *testing.T) {
	handler := newSetup()
	message := strings.Replace(post, "\n\n", "\nAccept-Encoding: gzip\n\n", 1)
	large, small := handler.ask(message+`{"query": "{ large }"}`), handler.ask(message+`{"query": "{ hello }"}`)
	if large.Header().Get("Content-Encoding") != "gzip" || small.Header().Get("Content-Encoding") != "" {
		t.Fatalf("encodings: large %q, small %q", large.Header().Get("Content-Encoding"), small.Header().Get("Content-Encoding"))
	}
	packed, err := gzip.NewReader(large.Body)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(packed)
	if want := `{"data":{"large":"` + strings.Repeat("0123456789", 1000) + `"}}`; err != nil || string(text) != want {
		t.Errorf("got %.80q, %v", text, err)
	}
}

func TestCORS(t *testing.T) {
	const asks = "POST /graphql\nOrigin: https://a.example\nContent-Type: application/json\n\n" + `{"query": "{ hello }"}`
	const preflight = "OPTIONS /graphql\nOrigin: https://a.example\nAccess-Control-Request-Method: POST\nAccess-Control-Request-Headers: content-type"
	const header = "Access-Control-Allow-Origin"
	closed := newSetup()
	open := newSetup(func(o *web.Options) { o.CORSOrigins = []string{"https://a.example"} })
	other := newSetup(func(o *web.Options) { o.CORSOrigins = []string{"https://b.example"} })
	for _, message := range []string{asks, preflight} {
		if got := closed.ask(message).Header().Get(header); got != "" {
			t.Errorf("closed, but allows %q", got)
		}
		if got := other.ask(message).Header().Get(header); got != "" {
			t.Errorf("open to another, but allows %q", got)
		}
		if got := open.ask(message); got.Header().Get(header) != "https://a.example" || got.Code >= 300 {
			t.Errorf("open, but gives %d and allows %q", got.Code, got.Header().Get(header))
		}
	}
}
