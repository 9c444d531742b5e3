package web_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"innograph/internal/auth"
	"innograph/internal/fault"
	"innograph/internal/metrics"
	"innograph/internal/web"
)

// setup is a handler over the stub, and what it logs.
type setup struct {
	http.Handler
	log *bytes.Buffer
}

func newSetup(change ...func(*web.Options)) setup {
	var log bytes.Buffer
	everyone, err := auth.New(context.Background(), auth.Options{})
	if err != nil {
		panic(err)
	}
	options := web.Options{
		Auth:      everyone,
		Schema:    newStub(),
		SDL:       stubSDL,
		Ready:     func(context.Context) error { return nil },
		MaxBody:   4096,
		MaxTokens: 50,
		Timeout:   time.Minute,
		Metrics:   metrics.New(),
		Log:       slog.New(slog.NewJSONHandler(&log, nil)),
	}
	for _, edit := range change {
		edit(&options)
	}
	return setup{web.New(options), &log}
}

// A message is a request line, headers and, behind an empty line, a body, as in HTTP.
func request(message string) *http.Request {
	head, body, _ := strings.Cut(message, "\n\n")
	lines := strings.Split(head, "\n")
	method, target, _ := strings.Cut(lines[0], " ")
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	for _, line := range lines[1:] {
		name, value, _ := strings.Cut(line, ": ")
		r.Header.Add(name, value)
	}
	return r
}

func (s setup) ask(message string) *httptest.ResponseRecorder {
	recorder := httptest.NewRecorder()
	s.ServeHTTP(recorder, request(message))
	return recorder
}

const (
	post = "POST /graphql\nContent-Type: application/json\nAccept: application/graphql-response+json\n\n"
	old  = "POST /graphql\nContent-Type: application/json\nAccept: application/json\n\n"
)

// refused is the body of an answer with one error and no data.
func refused(code, message string) string {
	text, _ := json.Marshal(message)
	text = bytes.ReplaceAll(text, []byte(`\u003c`), []byte("<"))
	text = bytes.ReplaceAll(text, []byte(`\u003e`), []byte(">"))
	return fmt.Sprintf(`{"errors":[{"message":%s,"extensions":{"code":%q}}]}`, text, code)
}

func TestRequests(t *testing.T) {
	const noQuery = `The request has no query: send the operation's text as "query". GraphiQL, to try operations by hand, is at "/".`
	const hello = `{"data":{"hello":"Hello, world!"}}`
	cases := []struct {
		name, message string
		status        int
		body          string
	}{
		{"a query by POST", post + `{"query": "{ hello }"}`, 200, hello},
		{"a query by GET", "GET /graphql?query={hello}", 200, hello},
		{"everything by GET",
			"GET /graphql?query=query+A($n:String){hello(name:$n)}query+B{__typename}&operationName=A&variables=%7B%22n%22:%22you%22%7D&extensions=%7B%7D", 200,
			`{"data":{"hello":"Hello, you!"}}`},
		{"nulls are absent", post + `{"query": "{ hello }", "variables": null, "operationName": null, "extensions": null}`, 200, hello},
		{"unknown members are left alone", post + `{"query": "{ hello }", "id": 7}`, 200, hello},
		{"a mutation by POST", post + `{"query": "mutation { touch }"}`, 200, `{"data":{"touch":true}}`},
		{"a mutation by GET", "GET /graphql?query=mutation{touch}", 405,
			refused("BAD_USER_INPUT", "A mutation is sent by POST: GET only reads.")},
		{"64-bit numbers stay whole", post + `{"query": "query ($n: Long) { echo(number: $n) }", "variables": {"n": 9007199254740993}}`, 200,
			`{"data":{"echo":"map[number:9007199254740993]"}}`},

		{"no body", post, 400, refused("BAD_USER_INPUT", `The body is not a JSON object with a "query": it ends too early.`)},
		{"broken JSON", post + `{"query": "{ hello }",}`, 400,
			refused("BAD_USER_INPUT", `The body is not a JSON object with a "query": invalid character ',' at start of value, at byte 21.`)},
		{"text behind the JSON", post + `{"query": "{ hello }"} x`, 400,
			refused("BAD_USER_INPUT", `The body is not a JSON object with a "query": there is more text behind the value, from byte 22.`)},
		{"a key twice", post + `{"query": "{ hello }", "query": "{ large }"}`, 400,
			refused("BAD_USER_INPUT", `The body is not a JSON object with a "query": the key "query" is there twice, again at byte 23.`)},
		{"a key twice, deep down", post + `{"query": "{ hello }", "variables": {"a": [{"b": 1, "b": 2}]}}`, 400,
			refused("BAD_USER_INPUT", `The body is not a JSON object with a "query": the key "b" is there twice, again at byte 52.`)},
		{"too deep", post + `{"variables": ` + strings.Repeat("[", 300) + strings.Repeat("]", 300) + `}`, 400,
			refused("BAD_USER_INPUT", `The body is not a JSON object with a "query": it is nested more than 200 deep.`)},
		{"not UTF-8", post + "{\"query\": \"{ hello } # \xff\"}", 400,
			refused("BAD_USER_INPUT", `The body is not a JSON object with a "query": it is not UTF-8.`)},
		{"a batch", post + `[{"query": "{ hello }"}]`, 400,
			refused("BAD_USER_INPUT", "The body is a list: batches are not served. Send one JSON object for each operation, or select several fields in one operation.")},
		{"a JSON string", post + `"{ hello }"`, 400, refused("BAD_USER_INPUT", `The body is not a JSON object: send {"query": …}.`)},
		{"no query by POST", post + `{}`, 400, refused("BAD_USER_INPUT", noQuery)},
		{"no query by GET", "GET /graphql", 400, refused("BAD_USER_INPUT", noQuery)},
		{"query of a wrong type", post + `{"query": 1}`, 400, refused("BAD_USER_INPUT", `"query" is a number; it must be a string.`)},
		{"operationName of a wrong type", post + `{"query": "{ hello }", "operationName": {}}`, 400,
			refused("BAD_USER_INPUT", `"operationName" is an object; it must be a string.`)},
		{"variables of a wrong type", post + `{"query": "{ hello }", "variables": [1]}`, 400,
			refused("BAD_USER_INPUT", `"variables" is a list; it must be an object.`)},
		{"extensions of a wrong type", post + `{"query": "{ hello }", "extensions": true}`, 400,
			refused("BAD_USER_INPUT", `"extensions" is a boolean; it must be an object.`)},
		{"variables in a URL of a wrong type", "GET /graphql?query={hello}&variables=%22x%22", 400,
			refused("BAD_USER_INPUT", `"variables" is a string; it must be an object.`)},
		{"broken variables in a URL", "GET /graphql?query={hello}&variables=%7B", 400,
			refused("BAD_USER_INPUT", `The URL's parameter "variables" is not JSON: it ends too early.`)},
		{"a parameter twice in a URL", "GET /graphql?query={hello}&query={large}", 400,
			refused("BAD_USER_INPUT", `The URL gives "query" 2 times: give it once.`)},
		{"a broken URL", "GET /graphql?query=%zz", 400,
			refused("BAD_USER_INPUT", `The URL's parameters cannot be read: invalid URL escape "%zz". Encode them as application/x-www-form-urlencoded.`)},
		{"POST with parameters in the URL", "POST /graphql?query={hello}\nContent-Type: application/json\n\n{}", 400,
			refused("BAD_USER_INPUT", `A POST carries its request in the body: move "query" from the URL into the JSON object.`)},

		{"half a surrogate pair in a variable", post + `{"query": "{ hello }", "variables": {"a": "\ud83d"}}`, 400,
			refused("BAD_USER_INPUT", `The body is not a JSON object with a "query": it holds half of a surrogate pair (a \u escape from D800 to DFFF by itself), which is no character.`)},
		{"NUL in a variable", post + `{"query": "{ hello }", "variables": {"a": "\u0000"}}`, 400,
			refused("BAD_USER_INPUT", `The body is not a JSON object with a "query": it holds \u0000, a character that no text here has.`)},
		{"a whole surrogate pair", post + `{"query": "query ($n: String) { hello(name: $n) }", "variables": {"n": "\ud83d\ude00\\ud83d\n"}}`, 200,
			`{"data":{"hello":"Hello, 😀\\ud83d\n!"}}`},

		{"no Content-Type", "POST /graphql\n\n{}", 415,
			refused("BAD_USER_INPUT", "The header Content-Type is missing: send JSON, as application/json.")},
		{"a form", "POST /graphql\nContent-Type: application/x-www-form-urlencoded\n\nquery={hello}", 415,
			refused("BAD_USER_INPUT", `The body's media type "application/x-www-form-urlencoded" is not served: send JSON, as application/json.`)},
		{"another charset", "POST /graphql\nContent-Type: application/json; charset=utf-16\n\n{}", 415,
			refused("BAD_USER_INPUT", `The body's charset "utf-16" is not served: send UTF-8.`)},
		{"a large body", post + `{"query": "` + strings.Repeat(" ", 4096) + `{ hello }"}`, 413,
			refused("LIMIT_EXCEEDED", "The body is larger than the limit of 4096 bytes. Ask in several requests.")},
		{"another method", "PUT /graphql", 405, refused("BAD_USER_INPUT", "PUT is not a way to ask: use POST, or GET for queries.")},
		{"nothing acceptable", "GET /graphql?query={hello}\nAccept: text/html", 406,
			refused("BAD_USER_INPUT", `Answers come as application/graphql-response+json or application/json, and the header Accept ("text/html") allows neither.`)},
	}
	handler := newSetup()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := handler.ask(c.message); got.Code != c.status || c.body != "" && got.Body.String() != c.body {
				t.Errorf("got  %d %s\nwant %d %s", got.Code, got.Body, c.status, c.body)
			}
		})
	}
}

// TestErrors has the errors of GraphQL itself, with their statuses in both media types.
func TestErrors(t *testing.T) {
	const internal = "Something went wrong inside the server. The request was sound; please try again, and report it if it happens again."
	cases := []struct {
		name, request string
		status        int // under application/graphql-response+json; else always 200
		body          string
	}{
		{"does not parse", `{"query": "{ hello"}`, 400,
			`{"errors":[{"message":"Expected Name, found <EOF>","locations":[{"line":1,"column":8}],"extensions":{"code":"GRAPHQL_PARSE_FAILED"}}]}`},
		{"does not validate", `{"query": "{ helo }"}`, 400,
			`{"errors":[{"message":"Cannot query field \"helo\" on type \"Query\". Did you mean \"hello\"?","locations":[{"line":1,"column":3}],"extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}]}`},
		{"a variable of a wrong type", `{"query": "query ($l: [Int!]) { echo(list: $l) }", "variables": {"l": ["x"]}}`, 400,
			refused("GRAPHQL_VALIDATION_FAILED", `Variable "$l[0]": cannot use string as Int.`)},
		{"a variable is missing", `{"query": "query ($n: String!) { hello(name: $n) }"}`, 400,
			refused("GRAPHQL_VALIDATION_FAILED", `Variable "$n": must be defined.`)},
		{"too many tokens", `{"query": "{ ` + strings.Repeat("hello ", 60) + `}"}`, 400,
			refused("LIMIT_EXCEEDED", "The operation has 62 tokens; the limit is 50. Split it, or pass long lists as variables.")},
		{"several operations and no name", `{"query": "query A { hello } query B { large }"}`, 400,
			refused("BAD_USER_INPUT", `The text holds several operations: choose one by operationName ("A" and "B").`)},
		{"an unknown operation", `{"query": "query A { hello }", "operationName": "C"}`, 400,
			refused("BAD_USER_INPUT", `The text holds no operation "C"; it holds "A".`)},
		{"@defer", `{"query": "{ hello ... @defer { large } }"}`, 400,
			`{"errors":[{"message":"The directive \"@defer\" is not served: answers come in one piece. Leave it out.","locations":[{"line":1,"column":14}],"extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}]}`},
		{"half a surrogate pair in a literal", `{"query": "{ # ä\n hello(name: \"\\uD83D\") }"}`, 400,
			`{"errors":[{"message":"A string in the operation cannot be used: it holds half of a surrogate pair (a \\u escape from D800 to DFFF by itself), which is no character.","locations":[{"line":2,"column":15}],"extensions":{"code":"BAD_USER_INPUT"}}]}`},
		{"NUL in a literal", `{"query": "{ hello(name: \"\\u{0}\") }"}`, 400,
			`{"errors":[{"message":"A string in the operation cannot be used: it holds \\u0000, a character that no text here has.","locations":[{"line":1,"column":16}],"extensions":{"code":"BAD_USER_INPUT"}}]}`},
		{"a fault of one field", `{"query": "{ hello missing }"}`, 200,
			`{"errors":[{"message":"There is nothing of the id \"product/x\".","path":["missing"],"extensions":{"code":"NOT_FOUND"}}],"data":{"hello":"Hello, world!","missing":null}}`},
		{"an error that was made for nobody", `{"query": "{ broken }"}`, 200,
			`{"errors":[{"message":"` + internal + `","path":["broken"],"extensions":{"code":"INTERNAL_ERROR"}}],"data":{"broken":null}}`},
		{"a panic", `{"query": "{ panics }"}`, 500, refused("INTERNAL_ERROR", internal)},
	}
	handler := newSetup()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := handler.ask(post + c.request); got.Code != c.status || got.Body.String() != c.body {
				t.Errorf("got  %d %s\nwant %d %s", got.Code, got.Body, c.status, c.body)
			}
			if got := handler.ask(old + c.request); got.Code != 200 || got.Body.String() != c.body {
				t.Errorf("as application/json: got %d %s", got.Code, got.Body)
			}
		})
	}
	for _, cause := range []string{"password of user neo4j is wrong", "out of order", "stub_test.go"} {
		if !strings.Contains(handler.log.String(), cause) {
			t.Errorf("the log does not tell %q", cause)
		}
	}
}

func TestCostlyDocuments(t *testing.T) {
	handler := newSetup(func(o *web.Options) { o.MaxBody, o.MaxTokens = 1<<20, 10_000 })
	got := handler.ask(post + `{"query": "{ ` + strings.Repeat("hello ", 501) + `}"}`)
	if want := refused("LIMIT_EXCEEDED", `The operation has the name "hello" 501 times; the limit is 500. Split it.`); got.Body.String() != want {
		t.Errorf("got %s", got.Body)
	}

	var unknown strings.Builder
	for i := range 60 {
		fmt.Fprintf(&unknown, "f%d ", i)
	}
	got = handler.ask(post + `{"query": "{ ` + unknown.String() + `}"}`)
	var response struct{ Errors gqlerror.List }
	if err := json.Unmarshal(got.Body.Bytes(), &response); err != nil {
		t.Fatal(err)
	}
	if last := response.Errors[len(response.Errors)-1]; len(response.Errors) != 51 || last.Message != "There are 10 more errors like these." {
		t.Errorf("%d errors, the last one %v", len(response.Errors), last)
	}
}

// refuser answers in the place of the operation: with errors of its own, or by gqlgen's
// error list.
type refuser struct {
	errs gqlerror.List
	err  error
}

func (refuser) ExtensionName() string                   { return "Refuser" }
func (refuser) Validate(graphql.ExecutableSchema) error { return nil }
func (r refuser) InterceptOperation(context.Context, graphql.OperationHandler) graphql.ResponseHandler {
	return func(ctx context.Context) *graphql.Response {
		graphql.AddError(ctx, r.err)
		return &graphql.Response{Errors: append(graphql.GetErrors(ctx), r.errs...), Extensions: map[string]any{"a": 1}}
	}
}

func TestExtensionsAnswer(t *testing.T) {
	down := fault.New(fault.StoreUnavailable, "The store does not answer.")
	deep := fault.New(fault.LimitExceeded, "Too deep.")
	const internal = `{"message":"Something went wrong inside the server. The request was sound; please try again, and report it if it happens again.","extensions":{"code":"INTERNAL_ERROR"}}`
	cases := []struct {
		name   string
		refuse refuser
		status int
		body   string
	}{
		{"a fault", refuser{errs: gqlerror.List{down.GraphQL()}}, 503,
			`{"errors":[{"message":"The store does not answer.","extensions":{"code":"STORE_UNAVAILABLE"}}],"extensions":{"a":1}}`},
		{"the gravest decides", refuser{errs: gqlerror.List{deep.GraphQL(), down.GraphQL()}}, 503, ""},
		{"an error without a code", refuser{errs: gqlerror.List{gqlerror.Errorf("driver text")}}, 500, `{"errors":[` + internal + `],"extensions":{"a":1}}`},
		{"a fault inside", refuser{errs: gqlerror.List{gqlerror.Wrap(deep)}}, 400,
			`{"errors":[{"message":"Too deep.","extensions":{"code":"LIMIT_EXCEEDED"}}],"extensions":{"a":1}}`},
		{"a fault by the error list", refuser{err: deep}, 400,
			`{"errors":[{"message":"Too deep.","extensions":{"code":"LIMIT_EXCEEDED"}}],"extensions":{"a":1}}`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			handler := newSetup(func(o *web.Options) { o.Extensions = []graphql.HandlerExtension{c.refuse} })
			got := handler.ask(post + `{"query": "{ hello }"}`)
			if got.Code != c.status || c.body != "" && got.Body.String() != c.body {
				t.Errorf("got  %d %s\nwant %d %s", got.Code, got.Body, c.status, c.body)
			}
		})
	}
}

func TestTimeout(t *testing.T) {
	handler := newSetup(func(o *web.Options) { o.Timeout = time.Nanosecond })
	got := handler.ask(post + `{"query": "{ slow }"}`)
	want := refused("TIMEOUT", "The operation took longer than the 1ns that it is given. Ask for less: smaller pages, fewer levels, narrower filters.")
	if got.Code != 504 || got.Body.String() != want {
		t.Errorf("got %d %s", got.Code, got.Body)
	}
}

func TestClientGone(t *testing.T) {
	handler := newSetup()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	handler.ServeHTTP(httptest.NewRecorder(), request(post+`{"query": "{ slow }"}`).WithContext(ctx))
	if log := handler.log.String(); !strings.Contains(log, `"code":"CLIENT_GONE"`) {
		t.Errorf("the log says %s", log)
	}
}

func TestLogAndFigures(t *testing.T) {
	handler := newSetup()
	handler.ask(post + `{"query": "query Greeting($n: String) { hello(name: $n) }", "variables": {"n": "Xiang"}}`)
	handler.ask(post + `{"query": "{ nothing }"}`)
	lines := strings.Split(strings.TrimSpace(handler.log.String()), "\n")
	var first map[string]any
	if err := json.Unmarshal([]byte(lines[0]), &first); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]any{
		"msg": "graphql", "operation": "Greeting", "method": "POST", "status": 200.0, "code": "OK", "errors": 0.0, "bytes": 34.0,
	} {
		if first[name] != want {
			t.Errorf("%s is %v, want %v", name, first[name], want)
		}
	}
	if strings.Contains(handler.log.String(), "Xiang") || strings.Contains(handler.log.String(), "hello") {
		t.Error("the log holds a variable or the operation's text")
	}
	figures := handler.ask("GET /metrics").Body.String()
	for _, want := range []string{
		`innograph_graphql_requests_total{code="OK"} 1`,
		`innograph_graphql_requests_total{code="GRAPHQL_VALIDATION_FAILED"} 1`,
		`innograph_graphql_request_duration_seconds_count{operation="Greeting"} 1`,
	} {
		if !strings.Contains(figures, want+"\n") {
			t.Errorf("no %q", want)
		}
	}
}
