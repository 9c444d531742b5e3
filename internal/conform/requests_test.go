//go:build !race

package conform_test

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"text/template"
	"time"

	"innograph/internal/web"

	"log/slog"
	"net/http/httptest"
)

// message is a request of the files testdata/bad/*.http, as it goes over the wire.
//
// A file holds several, each behind a line `### name` and a comment with the wanted
// status and code: `# 400 BAD_USER_INPUT`; `# 200 OK` is an answer without errors, and
// `-` stands for a refusal by Go's own HTTP server, which has no code. `GRAPHQL /graphql`
// is a POST whose body is the operation's text, with the variables behind an empty line.
// Files are templates in « and », for what is long or cannot be seen:
//
//	«repeat 3 "ab"»       ababab
//	«each 3 "a%d " »      a0 a1 a2, with each number in the place of every %d
//	«base64 "text"»       the cursor of that text
//	«bytes "\xff"»        the bytes themselves
//
// Without them, a message gets the headers Host, Accept, Content-Type and
// Content-Length; a header without a value is left out.
type message struct {
	name   string
	status int
	code   string
	wire   []byte
	post   string // the body of a POST of JSON, for the fuzzer
	cut    bool   // it states its length itself, and may be incomplete
}

// messages reads the corpus.
func messages(tb testing.TB) []message {
	tb.Helper()
	files, err := filepath.Glob("../../testdata/bad/*.http")
	if err != nil || len(files) == 0 {
		tb.Fatal("no requests", err)
	}
	var all []message
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			tb.Fatal(err)
		}
		for part := range strings.SplitSeq("\n"+string(text), "\n### ") {
			if strings.TrimSpace(part) == "" || strings.HasPrefix(part, "\n# ") { // what stands before the first
				continue
			}
			m, err := parseMessage(part)
			if err != nil {
				tb.Fatalf("%s: %q: %v", file, m.name, err)
			}
			m.name = strings.TrimSuffix(filepath.Base(file), ".http") + ": " + m.name
			all = append(all, m)
		}
	}
	return all
}

var functions = template.FuncMap{
	"repeat": func(n int, s string) string { return strings.Repeat(s, n) },
	"each": func(n int, format string) string {
		var out strings.Builder
		for i := range n {
			out.WriteString(strings.ReplaceAll(format, "%d", strconv.Itoa(i)))
		}
		return out.String()
	},
	"base64": func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) },
	"bytes":  func(s string) string { return s },
}

func parseMessage(part string) (message, error) {
	var m message
	m.name, part, _ = strings.Cut(part, "\n")
	want, part, _ := strings.Cut(part, "\n")
	if _, err := fmt.Sscanf(want, "# %d %s", &m.status, &m.code); err != nil {
		return m, fmt.Errorf("no comment with status and code: %q", want)
	}
	parsed, err := template.New("").Delims("«", "»").Funcs(functions).Parse(strings.TrimRight(part, "\n"))
	if err != nil {
		return m, err
	}
	var text bytes.Buffer
	if err := parsed.Execute(&text, nil); err != nil {
		return m, err
	}
	head, body, _ := strings.Cut(text.String(), "\n\n")
	lines := strings.Split(head, "\n")
	if target, ok := strings.CutPrefix(lines[0], "GRAPHQL "); ok {
		lines[0] = "POST " + target
		if body, err = graphqlBody(body); err != nil {
			return m, err
		}
	}
	if !strings.Contains(lines[0], " HTTP/") {
		lines[0] += " HTTP/1.1"
	}
	post := strings.HasPrefix(lines[0], "POST ")
	if post {
		m.post = body
	}
	m.wire, m.cut = wire(lines, body, post)
	return m, nil
}

func graphqlBody(text string) (string, error) {
	query, variables, given := strings.Cut(text, "\n\n{\"")
	request := map[string]any{"query": query}
	if given {
		request["variables"] = json.RawMessage("{\"" + variables)
	}
	body, err := json.Marshal(request)
	return string(body), err
}

// wire adds the headers that are not there.
func wire(lines []string, body string, post bool) (text []byte, cut bool) {
	defaults := [][2]string{{"Host", "innograph.test"}, {"Accept", "application/graphql-response+json"}}
	if post {
		defaults = append(defaults, [2]string{"Content-Type", "application/json"}, [2]string{"Content-Length", strconv.Itoa(len(body))})
	}
	given := map[string]bool{}
	var out bytes.Buffer
	for i, line := range lines {
		name, value, header := strings.Cut(line, ":")
		given[http.CanonicalHeaderKey(name)] = i > 0
		if i == 0 || !header || strings.TrimSpace(value) != "" {
			out.WriteString(line + "\r\n")
		}
	}
	cut = given["Content-Length"] || given["Transfer-Encoding"]
	for _, header := range defaults {
		if !given[header[0]] && !(header[0] == "Content-Length" && cut) {
			out.WriteString(header[0] + ": " + header[1] + "\r\n")
		}
	}
	out.WriteString("Connection: close\r\n\r\n" + body)
	return out.Bytes(), cut
}

// serve starts the real server on a handler and gives its address.
func serve(tb testing.TB, handler http.Handler) string {
	tb.Helper()
	server := httptest.NewUnstartedServer(nil)
	server.Config = web.NewServer("", handler, time.Minute, slog.New(slog.DiscardHandler))
	server.Start()
	tb.Cleanup(server.Close)
	return server.Listener.Addr().String()
}

// reply is what came back for a message.
type reply struct {
	status int
	media  string
	body   []byte
}

// send writes the message to the server as it is.
func (m message) send(address string) (reply, error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return reply{}, err
	}
	var writing sync.WaitGroup
	defer writing.Wait()
	defer func() { _ = conn.Close() }() // the answer tells
	writing.Go(func() {                 // a server that refuses a body may answer before it is all there
		_, _ = conn.Write(m.wire)
		if m.cut {
			_ = conn.(*net.TCPConn).CloseWrite() // nothing more will come
		}
	})
	method, _, _ := strings.Cut(string(m.wire), " ")
	response, err := http.ReadResponse(bufio.NewReader(conn), &http.Request{Method: method})
	if err != nil {
		return reply{}, err
	}
	defer func() { _ = response.Body.Close() }() // read to its end below
	var body bytes.Buffer
	if _, err := body.ReadFrom(response.Body); err != nil {
		return reply{}, err
	}
	return reply{response.StatusCode, response.Header.Get("Content-Type"), body.Bytes()}, nil
}
