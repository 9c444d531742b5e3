package web

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net/http"
	"slices"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/fault"
)

// Export answers an operation as a document of another media type, written as it comes.
type Export struct {
	// Write writes the document. What it wrote until an error is no whole document.
	Write func(ctx context.Context, operation *graphql.OperationContext, to Document) error
	// Lines tells that each line is a JSON object, so that an error can be the last one.
	Lines bool
}

// Document takes what an export writes.
type Document interface {
	io.Writer
	// Remark says something of the document that has no place in it, in a header of its own.
	// It comes before the first byte.
	Remark(text string)
}

// remarks is the header that says what the limits of a search left out.
const remarks = "Innograph-Cut"

// wantsExport gives the media type that a client asks for by name, if it is one of exports
// and liked more than the types of GraphQL.
func wantsExport(exports map[string]Export, accept []string) (media string, wanted bool) {
	ranges := parseRanges(accept)
	best, exactly := quality(ranges, mediaJSON)
	if q, exact := quality(ranges, mediaResponse); q > best {
		best, exactly = q, exact
	} else {
		exactly = exactly || exact && q == best
	}
	for _, candidate := range ranges { // in the client's order
		if _, known := exports[candidate.value]; !known || candidate.q == 0 {
			continue
		}
		if candidate.q > best || candidate.q == best && !exactly {
			return candidate.value, true
		}
	}
	return "", false
}

// serveExport answers with a document. What is wrong before its first byte is told by an
// answer as any other; what goes wrong behind that breaks the connection off, so that
// nobody takes a part for the whole.
func (t *transport) serveExport(w http.ResponseWriter, r *http.Request, media string) {
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
	ctx, cancel := context.WithCancelCause(graphql.StartOperationTrace(identified))
	defer cancel(nil)
	operation, errs := t.prepare(ctx, params)
	ctx = graphql.WithOperationContext(ctx, operation)
	switch {
	case errs != nil:
		reject(answer{media: mediaResponse, response: t.exec.DispatchError(ctx, firstOf(errs))})
		return
	case operation.Operation.Operation != ast.Query:
		reject(refuse(mediaResponse, refusal{
			status: http.StatusBadRequest,
			fault:  fault.New(fault.BadUserInput, "Only a query can be answered as %s.", media),
		}))
		return
	}
	out := t.openDocument(w, media, cancel)
	err := t.exports[media].Write(ctx, operation, out)
	if out.stop(); err == nil {
		err = out.buffer.Flush()
	}
	a := answer{media: media, operation: operation.Operation.Name, response: &graphql.Response{}}
	switch {
	case err == nil && !out.begun: // an empty document
		out.begin()
	case err != nil:
		a.response = errorResponse(t.present.error(ctx, err))
		if !out.begun {
			a.media = mediaResponse
			if a.status() == http.StatusOK { // GraphQL's, for what is not found; it would pass for the document
				a.refused = http.StatusNotFound
			}
			reject(a)
			return
		}
		out.breakOff(t.exports[media].Lines, a.response)
	}
	t.observe(r, a, out.size, time.Since(start))
	if err != nil {
		panic(http.ErrAbortHandler) // the server's way to break a connection off
	}
}

// document is one on its way to a client.
type document struct {
	w       http.ResponseWriter
	control *http.ResponseController
	media   string
	buffer  *bufio.Writer
	clock   *time.Timer // ends the operation when nothing comes from the store for too long
	patient time.Duration
	begun   bool
	size    int
}

// bufferSize is how much goes out at once, in bytes.
const bufferSize = 64 << 10

// openDocument makes a document that ends the operation unless the next row comes in time.
// How long the whole takes is nobody's business, as long as the client goes on reading.
func (t *transport) openDocument(w http.ResponseWriter, media string, cancel context.CancelCauseFunc) *document {
	d := &document{w: w, control: http.NewResponseController(w), media: media, patient: t.timeout}
	d.buffer = bufio.NewWriterSize(writer(d.send), bufferSize)
	d.clock = time.AfterFunc(t.timeout, func() { cancel(context.DeadlineExceeded) })
	return d
}

// writer is a function that writes.
type writer func([]byte) (int, error)

func (w writer) Write(text []byte) (int, error) { return w(text) }

// Write takes the next row.
func (d *document) Write(text []byte) (int, error) {
	d.clock.Reset(d.patient)
	return d.buffer.Write(text)
}

// Remark adds to the headers.
func (d *document) Remark(text string) { d.w.Header().Add(remarks, text) }

// send hands a part to the client, which has its own time for that.
func (d *document) send(text []byte) (int, error) {
	d.clock.Stop()
	defer d.clock.Reset(d.patient)
	d.begin()
	_ = d.control.SetWriteDeadline(time.Now().Add(writeTime)) // a test's recorder has none
	n, err := d.w.Write(text)
	d.size += n
	return n, err
}

func (d *document) begin() {
	if d.begun {
		return
	}
	d.begun = true
	header := d.w.Header()
	header.Set("Content-Type", d.media+"; charset=utf-8")
	header.Set("Cache-Control", "no-store")
	header.Set("X-Accel-Buffering", "no") // for proxies that collect
	header.Add("Vary", "Accept")
	d.w.WriteHeader(http.StatusOK)
}

func (d *document) stop() { d.clock.Stop() }

// breakOff ends a document that lacks its end. In lines, the last one says why.
func (d *document) breakOff(lines bool, response *graphql.Response) {
	_ = d.buffer.Flush() // the connection may be the reason
	if lines {
		var line bytes.Buffer
		line.WriteString(`{"error":`)
		encode(&line, response.Errors[0])
		line.WriteString("}\n")
		_, _ = d.send(slices.Clip(line.Bytes()))
	}
	_ = d.control.Flush()
}
