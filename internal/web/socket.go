package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/coder/websocket"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"innograph/internal/auth"
	"innograph/internal/fault"
)

// subprotocol is that of the library graphql-ws, which most clients speak.
const subprotocol = "graphql-transport-ws"

// What the protocol closes a connection with.
const (
	closeBadMessage   websocket.StatusCode = 4400
	closeUnauthorized websocket.StatusCode = 4401
	closeForbidden    websocket.StatusCode = 4403
	closeSubprotocol  websocket.StatusCode = 4406
	closeInitTimeout  websocket.StatusCode = 4408
	closeTaken        websocket.StatusCode = 4409
	closeInitTwice    websocket.StatusCode = 4429
)

const (
	initTime          = 10 * time.Second // for the first message
	pingEvery         = 30 * time.Second
	operationsAtOnce  = 100 // of one connection
	longestIdentifier = 100 // bytes of an operation's id, which every message repeats
)

// socket is a connection over a WebSocket. One goroutine reads; each operation that runs
// has another one.
type socket struct {
	*transport
	conn  *websocket.Conn
	begun bool            // the client has said who it is
	asks  context.Context // of operations: with who asks
	group sync.WaitGroup  // of what runs beside the reading

	mutex   sync.Mutex
	running map[string]*operation
}

// operation is one that runs.
type operation struct{ cancel context.CancelFunc }

// serveSocket serves a connection until it ends. Pages of other origins may open one where
// CORS lets them ask.
func (t *transport) serveSocket(w http.ResponseWriter, r *http.Request) {
	conn, err := websocket.Accept(w, r, &websocket.AcceptOptions{Subprotocols: []string{subprotocol}, OriginPatterns: t.origins})
	if err != nil {
		return // the client has been told
	}
	if conn.Subprotocol() != subprotocol {
		_ = conn.Close(closeSubprotocol, "Subprotocol not acceptable: it is "+subprotocol) // nobody is there to be told more
		return
	}
	conn.SetReadLimit(t.maxBody)
	// The request's own context knows nothing of a connection that was taken over.
	ctx, cancel := context.WithCancel(context.WithoutCancel(r.Context()))
	s := &socket{transport: t, conn: conn, asks: ctx, running: map[string]*operation{}}
	defer func() { _ = conn.CloseNow() }() // if it is still open
	defer s.group.Wait()
	defer cancel()
	defer context.AfterFunc(t.stopping, func() { s.close(websocket.StatusGoingAway, "The server stops.") })()
	late := time.AfterFunc(initTime, func() { s.close(closeInitTimeout, "Connection initialisation timeout") })
	defer late.Stop()
	s.group.Go(func() { s.ping(ctx) })
	for {
		_, text, err := conn.Read(ctx)
		if err != nil {
			return
		}
		if !s.take(ctx, r, text, late) {
			return
		}
	}
}

// message is what both sides send.
type message struct {
	ID      string          `json:"id,omitempty"`
	Type    string          `json:"type"`
	Payload json.RawMessage `json:"payload,omitempty"`
}

// take does what a message asks for. It is false when the connection ends.
func (s *socket) take(ctx context.Context, r *http.Request, text []byte, late *time.Timer) bool {
	var m message
	if err := json.Unmarshal(text, &m); err != nil {
		return s.close(closeBadMessage, "The message is not what the protocol has: a JSON object with a type.")
	}
	switch m.Type {
	case "connection_init":
		if s.begun {
			return s.close(closeInitTwice, "Too many initialisation requests")
		}
		late.Stop()
		return s.begin(ctx, r, m.Payload)
	case "ping":
		_ = s.send(ctx, message{Type: "pong", Payload: m.Payload})
	case "pong":
	case "subscribe":
		return s.subscribe(ctx, r, m)
	case "complete":
		s.end(m.ID, nil)
	default:
		return s.close(closeBadMessage, fmt.Sprintf("The protocol has no message of the type %q.", shorten(m.Type)))
	}
	return true
}

// begin finds out who asks: by the payload's member "authorization", in any case, or the
// header of the request.
func (s *socket) begin(ctx context.Context, r *http.Request, payload json.RawMessage) bool {
	authorization := r.Header.Get("Authorization")
	var given struct{ Authorization string } // encoding/json does not mind the case
	if payload != nil && json.Unmarshal(payload, &given) == nil && given.Authorization != "" {
		authorization = given.Authorization
	}
	identity, err := s.auth.Identify(ctx, authorization)
	if err != nil {
		return s.close(closeForbidden, fault.From(err).Message)
	}
	s.asks = auth.With(ctx, identity)
	if err := auth.Require(s.asks, auth.Reader, "Reading"); err != nil {
		return s.close(closeForbidden, fault.From(err).Message)
	}
	s.begun = true
	_ = s.send(ctx, message{Type: "connection_ack"})
	return true
}

// subscribe begins an operation.
func (s *socket) subscribe(ctx context.Context, r *http.Request, m message) bool {
	if !s.begun {
		return s.close(closeUnauthorized, "Unauthorized")
	}
	if m.ID == "" || len(m.ID) > longestIdentifier {
		return s.close(closeBadMessage, fmt.Sprintf("The message's id is missing, or longer than %d bytes.", longestIdentifier))
	}
	params, refused := paramsOfMessage(m.Payload)
	if refused != nil {
		_ = s.send(ctx, refusing(m.ID, gqlerror.List{refused.fault.GraphQL()})) // as below
		return true
	}
	params.Headers = r.Header
	asks, cancel := context.WithCancel(graphql.StartOperationTrace(s.asks))
	o := &operation{cancel}
	taken, full := s.add(m.ID, o)
	switch {
	case taken:
		cancel()
		return s.close(closeTaken, "Subscriber for "+m.ID+" already exists")
	case full:
		cancel()
		many := fault.New(fault.LimitExceeded, "The connection has %d operations already, which is the limit: end some, or open another connection.", operationsAtOnce)
		_ = s.send(ctx, refusing(m.ID, gqlerror.List{many.GraphQL()})) // as below
		return true
	}
	s.group.Go(func() {
		defer s.end(m.ID, o)
		if last := s.run(asks, m.ID, params); asks.Err() == nil { // else the client has ended it
			s.end(m.ID, o)        // before the client knows that the id is free
			_ = s.send(ctx, last) // a connection that fails is noticed by who reads
		}
	})
	return true
}

// add notes an operation, unless its id is taken or there are too many.
func (s *socket) add(id string, o *operation) (taken, full bool) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	_, taken = s.running[id]
	full = len(s.running) == operationsAtOnce
	if !taken && !full {
		s.running[id] = o
	}
	return taken, full
}

// end ends the operation of that id, if it is this one; nil is any. The id is free then.
func (s *socket) end(id string, o *operation) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if found := s.running[id]; found != nil && (o == nil || o == found) {
		found.cancel()
		delete(s.running, id)
	}
	if o != nil {
		o.cancel()
	}
}

// run runs an operation, sends its responses, and gives the message that ends it.
func (s *socket) run(ctx context.Context, id string, params *graphql.RawParams) message {
	prepared, errs := s.prepare(ctx, params)
	ctx = graphql.WithOperationContext(ctx, prepared)
	if errs != nil {
		return refusing(id, s.exec.DispatchError(ctx, firstOf(errs)).Errors)
	}
	last := message{ID: id, Type: "complete"}
	sum := &streamed{transport: subprotocol, operation: prepared.Operation.Name}
	s.each(ctx, prepared, sum, func(response *graphql.Response) error {
		if response.Data == nil {
			last = refusing(id, response.Errors)
			return nil
		}
		text := spell(response)
		sum.bytes += len(text)
		return s.send(ctx, message{ID: id, Type: "next", Payload: json.RawMessage(text)})
	})
	return last
}

// refusing is the message that ends an operation with errors.
func refusing(id string, errs gqlerror.List) message {
	text, err := json.Marshal(errs)
	if err != nil {
		panic(err) // they are made here, of plain data
	}
	return message{ID: id, Type: "error", Payload: text}
}

// send writes a message. A client that does not take it in time loses the connection.
func (s *socket) send(ctx context.Context, m message) error {
	text, err := json.Marshal(m)
	if err != nil {
		panic(err) // the payload is JSON that was made here, or read
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), writeTime)
	defer cancel()
	return s.conn.Write(ctx, websocket.MessageText, text)
}

// ping finds out whether the client is still there.
func (s *socket) ping(ctx context.Context) {
	ticker := time.NewTicker(pingEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		waits, cancel := context.WithTimeout(ctx, writeTime)
		err := s.conn.Ping(waits)
		cancel()
		if err != nil {
			_ = s.conn.CloseNow() // whoever reads ends with it
			return
		}
	}
}

// longestReason is what the close frame of a WebSocket has room for, in bytes.
const longestReason = 123

// close ends the connection, and says why.
func (s *socket) close(code websocket.StatusCode, reason string) bool {
	if len(reason) > longestReason {
		reason = strings.ToValidUTF8(reason[:longestReason-len("…")], "") + "…"
	}
	_ = s.conn.Close(code, reason) // it ends either way
	return false
}
