package web

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/fault"
)

// mediaEvents is the media type of server-sent events.
const mediaEvents = "text/event-stream"

// heartbeat is how often a silent stream shows that it is alive.
const heartbeat = 15 * time.Second

// wantsEvents tells whether a client asks for server-sent events, rather than may take them.
func wantsEvents(accept []string) bool {
	ranges := parseRanges(accept)
	q, exact := quality(ranges, mediaEvents)
	response, _ := quality(ranges, mediaResponse)
	json, _ := quality(ranges, mediaJSON)
	return exact && q > 0 && q >= response && q >= json
}

// serveEvents answers by server-sent events, as the protocol of graphql-sse has it, each
// operation with a connection of its own. What is wrong before the operation runs is told
// by an answer as any other.
func (t *transport) serveEvents(w http.ResponseWriter, r *http.Request) {
	start := time.Now()
	reject := func(a answer) { t.observe(r, a, a.write(w), time.Since(start)) }
	identified, refused := admit(t.auth, r)
	if refused != nil {
		reject(refuse(mediaResponse, *refused))
		return
	}
	params, refused := readParams(w, r, t.maxBody)
	if refused != nil {
		reject(refuse(mediaResponse, *refused))
		return
	}
	ctx, cancel := context.WithCancel(graphql.StartOperationTrace(identified))
	defer cancel()
	defer context.AfterFunc(t.stopping, cancel)()
	operation, errs := t.prepare(ctx, params)
	ctx = graphql.WithOperationContext(ctx, operation)
	switch {
	case errs != nil:
		reject(answer{media: mediaResponse, response: t.exec.DispatchError(ctx, firstOf(errs))})
		return
	case r.Method == http.MethodGet && operation.Operation.Operation == ast.Mutation:
		reject(refuse(mediaResponse, mutationByGet))
		return
	}
	e := openEvents(w)
	var group sync.WaitGroup
	defer group.Wait()
	defer cancel()
	group.Go(func() { e.beat(ctx) })
	sum := &streamed{transport: mediaEvents, operation: operation.Operation.Name}
	t.each(ctx, operation, sum, func(response *graphql.Response) error {
		text := spell(response)
		sum.bytes += len(text)
		return e.send(sequence(response) + "event: next\ndata: " + text + "\n\n")
	})
	if ctx.Err() == nil { // else the client goes on elsewhere
		_ = e.send("event: complete\ndata:\n\n") // the last thing there is to say
	}
}

var mutationByGet = refusal{
	status: http.StatusMethodNotAllowed,
	allow:  http.MethodPost,
	fault:  fault.New(fault.BadUserInput, "A mutation is sent by POST: GET only reads."),
}

// sequence is the event's id, which a client that lost its connection sends back as
// Last-Event-ID.
func sequence(response *graphql.Response) string {
	if n, ok := response.Extensions["sequence"]; ok {
		return fmt.Sprintf("id: %v\n", n)
	}
	return ""
}

// events is a stream of events.
type events struct {
	mutex   sync.Mutex
	writer  http.ResponseWriter
	control *http.ResponseController
}

// openEvents begins the stream. From here on each event has its own time to get through.
func openEvents(w http.ResponseWriter) *events {
	header := w.Header()
	header.Set("Content-Type", mediaEvents+"; charset=utf-8")
	header.Set("Cache-Control", "no-store")
	header.Set("X-Accel-Buffering", "no") // for proxies that collect
	header.Add("Vary", "Accept")
	e := &events{writer: w, control: http.NewResponseController(w)}
	_ = e.control.SetReadDeadline(time.Time{}) // a test's recorder has none
	_ = e.send(":\n\n")                        // whoever waits for the headers has them now
	return e
}

func (e *events) send(text string) error {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	_ = e.control.SetWriteDeadline(time.Now().Add(writeTime)) // as above
	if _, err := e.writer.Write([]byte(text)); err != nil {
		return err
	}
	return e.control.Flush()
}

// beat writes comments until ctx ends, so that nobody on the way takes the silence for an
// end, and it is noticed when the client is gone.
func (e *events) beat(ctx context.Context) {
	ticker := time.NewTicker(heartbeat)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			if e.send(":\n\n") != nil {
				return
			}
		}
	}
}
