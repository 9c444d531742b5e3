package web

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"innograph/internal/fault"
)

// answer is all that a client gets, and all that is logged of it.
type answer struct {
	media     string // the media type
	response  *graphql.Response
	refused   int    // the status of a refusal; 0: the status follows from the response
	allow     string // the header Allow, if any
	operation string // the operation's name, if it has one
}

// refuse answers with the error alone.
func refuse(media string, refused refusal) answer {
	return answer{
		media:    media,
		response: errorResponse(refused.fault.GraphQL()),
		refused:  refused.status,
		allow:    refused.allow,
	}
}

// status is 200 when there is data, even null or in part, and for every well-formed
// GraphQL request under application/json: its older clients take other statuses for
// broken transport. Else it is that of the gravest error.
func (a answer) status() int {
	if a.refused != 0 {
		return a.refused
	}
	if a.response.Data != nil || a.media == mediaJSON {
		return http.StatusOK
	}
	gravest := http.StatusOK
	for _, err := range a.response.Errors {
		gravest = max(gravest, codeOf(err).Status())
	}
	return gravest
}

// code is that of the first error, or OK.
func (a answer) code() string {
	if len(a.response.Errors) == 0 {
		return "OK"
	}
	return string(codeOf(a.response.Errors[0]))
}

func codeOf(err *gqlerror.Error) fault.Code {
	code, _ := err.Extensions["code"].(string)
	return fault.Code(code)
}

// write sends the answer and gives the length of its body, in bytes before compression.
// The data is JSON already and may be large, so it is sent as it is: encoding the whole
// response would scan it once more.
func (a answer) write(w http.ResponseWriter) int {
	head, tail := a.envelope()
	size := len(head) + len(a.response.Data) + len(tail)

	header := w.Header()
	header.Set("Content-Type", a.media+"; charset=utf-8")
	header.Set("Content-Length", strconv.Itoa(size))
	header.Set("Cache-Control", "no-store")
	header.Add("Vary", "Accept")
	if a.allow != "" {
		header.Set("Allow", a.allow)
	}
	status := a.status()
	if status == http.StatusUnauthorized {
		header.Set("WWW-Authenticate", "Bearer")
	}
	w.WriteHeader(status)
	for _, part := range [][]byte{head, a.response.Data, tail} {
		if _, err := w.Write(part); err != nil {
			break // the client is gone
		}
	}
	return size
}

// envelope is the response's text before and behind its data. Errors come first, as
// the GraphQL specification advises, so that a person sees them.
func (a answer) envelope() (head, tail []byte) {
	var before, behind bytes.Buffer
	before.WriteByte('{')
	if len(a.response.Errors) > 0 {
		before.WriteString(`"errors":`)
		encode(&before, a.response.Errors)
	}
	if a.response.Data != nil {
		if before.Len() > 1 {
			before.WriteByte(',')
		}
		before.WriteString(`"data":`)
	}
	if len(a.response.Extensions) > 0 {
		behind.WriteString(`,"extensions":`)
		encode(&behind, a.response.Extensions)
	}
	behind.WriteByte('}')
	return before.Bytes(), behind.Bytes()
}

// encode appends a value as JSON, with < and > as they are: errors quote operations.
func encode(into *bytes.Buffer, value any) {
	encoder := json.NewEncoder(into)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		panic(err) // errors and extensions are made here, of plain data
	}
	into.Truncate(into.Len() - 1) // the encoder's line feed
}
