package web

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"innograph/internal/fault"
)

// A refusal is a request that is turned away before it is a GraphQL request, with a
// status of its own in either media type.
type refusal struct {
	status int
	fault  *fault.Error
	allow  string // the header Allow, for 405
}

// malformed is the refusal of a request that no GraphQL request can be read from.
func malformed(format string, args ...any) *refusal {
	return &refusal{status: http.StatusBadRequest, fault: fault.New(fault.BadUserInput, format, args...)}
}

// The parameters of a GraphQL request, in a URL and in a body.
var parameterNames = []string{"query", "operationName", "variables", "extensions"}

// readParams reads the GraphQL request from the URL of a GET or the body of a POST.
func readParams(w http.ResponseWriter, r *http.Request, maxBody int64) (*graphql.RawParams, *refusal) {
	var params *graphql.RawParams
	var refused *refusal
	switch r.Method {
	case http.MethodGet:
		params, refused = paramsOfURL(r.URL)
	case http.MethodPost:
		params, refused = paramsOfBody(w, r, maxBody)
	default:
		return nil, &refusal{
			status: http.StatusMethodNotAllowed,
			allow:  "GET, POST",
			fault:  fault.New(fault.BadUserInput, "%s is not a way to ask: use POST, or GET for queries.", r.Method),
		}
	}
	if refused != nil {
		return nil, refused
	}
	if strings.TrimSpace(params.Query) == "" {
		return nil, malformed("The request has no query: send the operation's text as \"query\". GraphiQL, to try operations by hand, is at \"/\".")
	}
	params.Headers = r.Header
	return params, nil
}

func paramsOfURL(from *url.URL) (*graphql.RawParams, *refusal) {
	values, err := url.ParseQuery(from.RawQuery)
	if err != nil {
		return nil, malformed("The URL's parameters cannot be read: %s. Encode them as application/x-www-form-urlencoded.", err)
	}
	body := map[string]any{}
	for _, name := range parameterNames {
		switch given := values[name]; {
		case len(given) > 1:
			return nil, malformed("The URL gives %q %d times: give it once.", name, len(given))
		case len(given) == 0, given[0] == "":
		case name == "query" || name == "operationName":
			body[name] = given[0]
		default: // an object as JSON
			value, err := decodeJSON([]byte(given[0]))
			if err != nil {
				return nil, malformed("The URL's parameter %q is not JSON: %s.", name, err)
			}
			body[name] = value
		}
	}
	return paramsOf(body)
}

func paramsOfBody(w http.ResponseWriter, r *http.Request, maxBody int64) (*graphql.RawParams, *refusal) {
	if err := checkContentType(r.Header.Get("Content-Type")); err != nil {
		return nil, &refusal{status: http.StatusUnsupportedMediaType, fault: err}
	}
	for name := range r.URL.Query() {
		if slices.Contains(parameterNames, name) {
			return nil, malformed("A POST carries its request in the body: move %q from the URL into the JSON object.", name)
		}
	}
	text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if tooLarge, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return nil, &refusal{
			status: http.StatusRequestEntityTooLarge,
			fault:  fault.New(fault.LimitExceeded, "The body is larger than the limit of %d bytes. Ask in several requests.", tooLarge.Limit),
		}
	}
	if err != nil {
		return nil, malformed("The body ended before it was complete.")
	}
	value, err := decodeJSON(text)
	if err != nil {
		return nil, malformed("The body is not a JSON object with a \"query\": %s.", err)
	}
	switch body := value.(type) {
	case map[string]any:
		return paramsOf(body)
	case []any:
		return nil, malformed("The body is a list: batches are not served. Send one JSON object for each operation, or select several fields in one operation.")
	default:
		return nil, malformed("The body is not a JSON object: send {\"query\": …}.")
	}
}

// paramsOfMessage reads the GraphQL request in a message of a WebSocket.
func paramsOfMessage(text []byte) (*graphql.RawParams, *refusal) {
	value, err := decodeJSON(text)
	body, ok := value.(map[string]any)
	if err != nil || !ok {
		return nil, malformed("The message's payload is not a JSON object with a \"query\".")
	}
	return paramsOf(body)
}

// checkContentType takes JSON alone. It is also the guard against requests that a
// browser sends for another site without asking first: none of those can be JSON.
func checkContentType(header string) *fault.Error {
	media, params, err := mime.ParseMediaType(header)
	switch charset, given := params["charset"]; {
	case header == "":
		return fault.New(fault.BadUserInput, "The header Content-Type is missing: send JSON, as %s.", mediaJSON)
	case err != nil || media != mediaJSON:
		return fault.New(fault.BadUserInput, "The body's media type %q is not served: send JSON, as %s.", header, mediaJSON)
	case given && !strings.EqualFold(charset, "utf-8"):
		return fault.New(fault.BadUserInput, "The body's charset %q is not served: send UTF-8.", charset)
	}
	return nil
}

// paramsOf checks the types of the parameters. Null means absent, and names that
// GraphQL over HTTP does not know are left alone, as the specification wants it.
func paramsOf(body map[string]any) (*graphql.RawParams, *refusal) {
	params := &graphql.RawParams{}
	for _, err := range []*refusal{
		member(body, "query", "a string", &params.Query),
		member(body, "operationName", "a string", &params.OperationName),
		member(body, "variables", "an object", &params.Variables),
		member(body, "extensions", "an object", &params.Extensions),
	} {
		if err != nil {
			return nil, err
		}
	}
	return params, nil
}

func member[T any](body map[string]any, name, kind string, into *T) *refusal {
	value := body[name]
	if value == nil {
		return nil
	}
	typed, ok := value.(T)
	if !ok {
		return malformed("%q is %s; it must be %s.", name, kindOf(value), kind)
	}
	*into = typed
	return nil
}

func kindOf(value any) string {
	switch value.(type) {
	case string:
		return "a string"
	case json.Number:
		return "a number"
	case bool:
		return "a boolean"
	case []any:
		return "a list"
	default:
		return "an object"
	}
}
