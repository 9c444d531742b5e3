package web_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/coder/websocket"

	"innograph/internal/auth"
	"innograph/internal/web"
)

var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

// closing admits whoever has a token alone.
func closing(o *web.Options) {
	admission, err := auth.New(context.Background(), auth.Options{Tokens: "reader someone 0123456789abcdef0123456789abcdef", Closed: true})
	if err != nil {
		panic(err)
	}
	o.Auth = admission
}

func TestSocket(t *testing.T) {
	const ack = `{"type":"connection_ack"}`
	next := func(id, data string) string {
		return `{"id":"` + id + `","type":"next","payload":{"data":` + data + `}}`
	}
	one := `{"id":"1","type":"next","payload":{"data":{"counted":1},"extensions":{"sequence":1}}}`
	// Lines that begin with > are sent, those with < are wanted, in turn.
	for _, test := range []struct {
		name, script string
		change       func(*web.Options)
	}{
		{name: "a subscription", script: `
			> {"type": "connection_init"}
			< ` + ack + `
			> {"id": "1", "type": "subscribe", "payload": {"query": "subscription { counted(to: 1) }"}}
			< ` + one + `
			< {"id":"1","type":"complete"}
			> {"id": "1", "type": "subscribe", "payload": {"query": "subscription { counted(to: 1) }"}}
			< ` + one},
		{name: "queries and mutations", script: `
			> {"type": "connection_init", "payload": {"other": 1}}
			< ` + ack + `
			> {"id": "q", "type": "subscribe", "payload": {"query": "query A($n: String) { hello(name: $n) }", "operationName": "A", "variables": {"n": "you"}}}
			< ` + next("q", `{"hello":"Hello, you!"}`) + `
			< {"id":"q","type":"complete"}
			> {"id": "m", "type": "subscribe", "payload": {"query": "mutation { touch }"}}
			< ` + next("m", `{"touch":true}`) + `
			< {"id":"m","type":"complete"}`},
		{name: "a client that ends its subscription", script: `
			> {"type": "connection_init"}
			< ` + ack + `
			> {"id": "1", "type": "subscribe", "payload": {"query": "subscription { silent }"}}
			> {"id": "1", "type": "complete"}
			> {"id": "unknown", "type": "complete"}
			> {"id": "1", "type": "subscribe", "payload": {"query": "subscription { counted(to: 1) }"}}
			< ` + one},
		{name: "pings", script: `
			> {"type": "ping", "payload": {"a": 1}}
			< {"type":"pong","payload":{"a":1}}
			> {"type": "connection_init"}
			< ` + ack + `
			> {"type": "pong"}
			> {"type": "ping"}
			< {"type":"pong"}`},
		{name: "an operation that is wrong", script: `
			> {"type": "connection_init"}
			< ` + ack + `
			> {"id": "1", "type": "subscribe", "payload": {"query": "{"}}
			< {"id":"1","type":"error","payload":[{"message":"Expected Name, found \u003cEOF\u003e","locations":[{"line":1,"column":2}],"extensions":{"code":"GRAPHQL_PARSE_FAILED"}}]}
			> {"id": "2", "type": "subscribe", "payload": {"query": "subscription { failing }"}}
			< {"id":"2","type":"error","payload":[{"message":"Not now.","extensions":{"code":"CONFLICT"}}]}
			> {"id": "3", "type": "subscribe", "payload": []}
			< {"id":"3","type":"error","payload":[{"message":"The message's payload is not a JSON object with a \"query\".","extensions":{"code":"BAD_USER_INPUT"}}]}`},
		{name: "an id that is taken", script: `
			> {"type": "connection_init"}
			< ` + ack + `
			> {"id": "1", "type": "subscribe", "payload": {"query": "subscription { silent }"}}
			> {"id": "1", "type": "subscribe", "payload": {"query": "subscription { silent }"}}
			< 4409 Subscriber for 1 already exists`},
		{name: "operations before the connection's beginning", script: `
			> {"id": "1", "type": "subscribe", "payload": {"query": "{ hello }"}}
			< 4401 Unauthorized`},
		{name: "two beginnings", script: `
			> {"type": "connection_init"}
			< ` + ack + `
			> {"type": "connection_init"}
			< 4429 Too many initialisation requests`},
		{name: "no JSON", script: `
			> hello
			< 4400 The message is not what the protocol has: a JSON object with a type.`},
		{name: "an unknown message", script: `
			> {"type": "start"}
			< 4400 The protocol has no message of the type "start".`},
		{name: "no id", script: `
			> {"type": "connection_init"}
			< ` + ack + `
			> {"type": "subscribe", "payload": {"query": "{ hello }"}}
			< 4400 The message's id is missing, or longer than 100 bytes.`},
		{name: "nobody where reading is closed", change: closing, script: `
			> {"type": "connection_init"}
			< 4403 Reading needs the role reader.`},
		{name: "a wrong token", script: `
			> {"type": "connection_init", "payload": {"Authorization": "Bearer wrong"}}
			< 4403 `},
		{name: "a token", change: closing, script: `
			> {"type": "connection_init", "payload": {"authorization": "Bearer 0123456789abcdef0123456789abcdef"}}
			< ` + ack + `
			> {"id": "1", "type": "subscribe", "payload": {"query": "subscription { counted(to: 1) }"}}
			< ` + one},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := newSetup()
			if test.change != nil {
				s = newSetup(test.change)
			}
			c := dial(t, s, &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}})
			for line := range strings.Lines(strings.TrimSpace(test.script)) {
				line = strings.TrimSpace(line)
				if sent, ok := strings.CutPrefix(line, "> "); ok {
					c.send(sent)
				} else {
					c.want(strings.TrimPrefix(line, "< "))
				}
			}
		})
	}
}

// Too many operations on one connection are refused, and room is made by ending one.
func TestSocketLimit(t *testing.T) {
	c := dial(t, newSetup(), &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}})
	c.send(`{"type": "connection_init"}`)
	c.want(`{"type":"connection_ack"}`)
	for i := range 100 {
		c.send(`{"id": "` + strings.Repeat("i", i+1) + `", "type": "subscribe", "payload": {"query": "subscription { silent }"}}`)
	}
	c.send(`{"id": "more", "type": "subscribe", "payload": {"query": "{ hello }"}}`)
	c.want(`{"id":"more","type":"error","payload":[{"message":"The connection has 100 operations already, which is the limit: end some, or open another connection.","extensions":{"code":"LIMIT_EXCEEDED"}}]}`)
	c.send(`{"id": "i", "type": "complete"}`)
	c.send(`{"id": "more", "type": "subscribe", "payload": {"query": "{ hello }"}}`)
	c.want(`{"id":"more","type":"next","payload":{"data":{"hello":"Hello, world!"}}}`)
}

// Other protocols, and pages of other origins, get no connection.
func TestSocketRefused(t *testing.T) {
	c := dial(t, newSetup(), &websocket.DialOptions{Subprotocols: []string{"graphql-ws"}})
	c.want("4406 Subprotocol not acceptable: it is graphql-transport-ws")

	for origins, opens := range map[string]bool{"": false, "https://other.example": false, "https://page.example": true, "*": true} {
		server := httptest.NewServer(newSetup(func(o *web.Options) { o.CORSOrigins = strings.Fields(origins) }))
		conn, answer, err := websocket.Dial(t.Context(), server.URL+"/graphql", &websocket.DialOptions{ //nolint:bodyclose // the library does
			Subprotocols: []string{"graphql-transport-ws"}, HTTPHeader: http.Header{"Origin": {"https://page.example"}},
		})
		if (err == nil) != opens || !opens && answer.StatusCode != http.StatusForbidden {
			t.Errorf("with CORS for %q: %v", origins, err)
		}
		if conn != nil {
			_ = conn.CloseNow()
		}
		server.Close()
	}
}

func TestSocketEndsWithTheServer(t *testing.T) {
	stopping, stop := context.WithCancel(t.Context())
	defer stop()
	s := newSetup(func(o *web.Options) { o.Stopping = stopping })
	c := dial(t, s, &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}})
	c.send(`{"type": "connection_init"}`)
	c.want(`{"type":"connection_ack"}`)
	c.send(`{"id": "1", "type": "subscribe", "payload": {"query": "subscription { silent }"}}`)
	stop()
	c.want("1001 The server stops.")
	s.Handler.(*web.Handler).Wait()
}

// client is a connection over a WebSocket.
type client struct {
	*testing.T
	*websocket.Conn
}

func dial(t *testing.T, s setup, options *websocket.DialOptions) client {
	t.Helper()
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	conn, _, err := websocket.Dial(t.Context(), server.URL+"/graphql", options) //nolint:bodyclose // the library does
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = conn.CloseNow() // may be closed already
		s.Handler.(*web.Handler).Wait()
	})
	return client{t, conn}
}

func (c client) send(text string) {
	c.Helper()
	if err := c.Write(c.Context(), websocket.MessageText, []byte(text)); err != nil {
		c.Fatal(err)
	}
}

// want reads a message, or the end of the connection: a code and the start of the reason.
func (c client) want(text string) {
	c.Helper()
	_, got, err := c.Read(c.Context())
	if closed, ok := errors.AsType[websocket.CloseError](err); ok {
		if end := fmt.Sprintf("%d %s", closed.Code, closed.Reason); !strings.HasPrefix(end, text) {
			c.Fatalf("closed with %s, not %s", end, text)
		}
		return
	}
	if err != nil || string(got) != text {
		c.Fatalf("got %s, %v\nnot %s", got, err, text)
	}
}
