package web_test

import (
	"bufio"
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"innograph/internal/web"
)

const (
	events  = "POST /graphql\nContent-Type: application/json\nAccept: text/event-stream\n\n"
	counted = "event: next\ndata: {\"data\":{\"counted\":"
)

func TestEvents(t *testing.T) {
	one, two, three := "id: 1\n"+counted+"1},\"extensions\":{\"sequence\":1}}\n\n", "id: 2\n"+counted+"2},\"extensions\":{\"sequence\":2}}\n\n",
		"id: 3\n"+counted+"3},\"extensions\":{\"sequence\":3}}\n\n"
	const end = "event: complete\ndata:\n\n"
	for _, test := range []struct {
		name, message string
		status        int
		body          string
	}{
		{"a subscription by POST", events + `{"query": "subscription { counted }"}`, 200, ":\n\n" + one + two + three + end},
		{"a subscription by GET", "GET /graphql?query=subscription{counted(to:1)}\nAccept: text/event-stream\n\n", 200, ":\n\n" + one + end},
		{"a subscription that goes on", "GET /graphql?query=subscription{counted}\nAccept: text/event-stream\nLast-Event-ID: 2\n\n", 200, ":\n\n" + three + end},
		{"a subscription that fails", events + `{"query": "subscription { failing }"}`, 200,
			":\n\nevent: next\ndata: " + refused("CONFLICT", "Not now.") + "\n\n" + end},
		{"a query", events + `{"query": "{ hello }"}`, 200, ":\n\nevent: next\ndata: {\"data\":{\"hello\":\"Hello, world!\"}}\n\n" + end},
		{"a query with an error", events + `{"query": "{ panics }"}`, 200,
			":\n\nevent: next\ndata: " + refused("INTERNAL_ERROR", "Something went wrong inside the server. The request was sound; please try again, and report it if it happens again.") + "\n\n" + end},
		{"a mutation by GET", "GET /graphql?query=mutation{touch}\nAccept: text/event-stream\n\n", 405, refused("BAD_USER_INPUT", "A mutation is sent by POST: GET only reads.")},
		{"no query", events + `{}`, 400,
			refused("BAD_USER_INPUT", `The request has no query: send the operation's text as "query". GraphiQL, to try operations by hand, is at "/".`)},
		{"a subscription without a stream", post + `{"query": "subscription { counted }"}`, 406,
			refused("BAD_USER_INPUT", "A subscription is followed as server-sent events, with the header Accept: text/event-stream, or over a WebSocket, by the subprotocol graphql-transport-ws.")},
		{"events as a last resort", "GET /graphql?query={hello}\nAccept: application/json, text/event-stream;q=0.1\n\n", 200, `{"data":{"hello":"Hello, world!"}}`},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := newSetup(func(o *web.Options) { o.MaxTokens = 50 })
			answer := s.ask(test.message)
			if answer.Code != test.status || answer.Body.String() != test.body {
				t.Errorf("got %d\n%s\nwant %d\n%s", answer.Code, answer.Body, test.status, test.body)
			}
		})
	}
}

// An invalid operation is refused by a status, before there is a stream.
func TestEventsRefused(t *testing.T) {
	answer := newSetup().ask(events + `{"query": "subscription { unknown }"}`)
	if answer.Code != http.StatusBadRequest || !strings.Contains(answer.Body.String(), "GRAPHQL_VALIDATION_FAILED") {
		t.Errorf("got %d %s", answer.Code, answer.Body)
	}
	if media := answer.Header().Get("Content-Type"); media != "application/graphql-response+json; charset=utf-8" {
		t.Errorf("as %s", media)
	}
}

// A silent stream outlives the timeouts of the server, and ends when the server stops:
// without an event that says so, since it goes on elsewhere.
func TestEventsEndWithTheServer(t *testing.T) {
	stopping, stop := context.WithCancel(t.Context())
	defer stop()
	s := newSetup(func(o *web.Options) { o.Stopping = stopping })
	server := httptest.NewUnstartedServer(s)
	server.Config = web.NewServer("", s, time.Millisecond, quiet)
	server.Config.ReadTimeout, server.Config.WriteTimeout = 50*time.Millisecond, 50*time.Millisecond
	server.Start()
	defer server.Close()
	defer server.Client().CloseIdleConnections()

	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+"/graphql?query=subscription{silent}", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Accept", "text/event-stream")
	answer, err := server.Client().Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	lines := bufio.NewReader(answer.Body)
	if first, err := lines.ReadString('\n'); first != ":\n" || err != nil {
		t.Fatalf("%q, %v", first, err)
	}
	time.AfterFunc(200*time.Millisecond, stop)
	rest := new(strings.Builder)
	if _, err := lines.WriteTo(rest); err != nil || rest.String() != "\n" {
		t.Errorf("%q, %v", rest, err)
	}
	if stopping.Err() == nil {
		t.Error("the stream ended before the server did")
	}
	s.Handler.(*web.Handler).Wait()
}
