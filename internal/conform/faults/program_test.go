package faults_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"

	"innograph/internal/neo4jtest"
)

// binary is the program, built once for all tests.
var binary string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "innograph-faults-")
	if err != nil {
		panic(err)
	}
	// Others start it, too.
	if err := os.Chmod(dir, 0o755); err != nil {
		panic(err)
	}
	binary = filepath.Join(dir, "innograph")
	// A race that the program runs into ends it with a status of its own.
	build := exec.CommandContext(context.Background(), "go", "build", fmt.Sprintf("-race=%t", race), "-o", binary, "innograph")
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "the program cannot be built: %v\n%s", err, out)
		os.Exit(1)
	}
	goleak.VerifyTestMain(m, neo4jtest.Running(), goleak.Cleanup(func(code int) {
		_ = os.RemoveAll(dir)
		os.Exit(code)
	}))
}

// patience is how long something that must happen may take on a busy machine.
const patience = 2 * time.Minute

// until asks again and again until a condition holds.
func until(t *testing.T, what string, holds func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for !holds() {
		select {
		case <-ctx.Done():
			t.Fatalf("%s: not within %s", what, patience)
		case <-again.C:
		}
	}
}

// program is the running program.
type program struct {
	url     string
	command *exec.Cmd
	log     *transcript
	ended   func() error // waits for the end
	client  *http.Client
	token   string // of who asks; none by default
}

// transcript is what a program says, while it says it.
type transcript struct {
	mutex sync.Mutex
	text  bytes.Buffer
}

func (t *transcript) Write(text []byte) (int, error) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	return t.text.Write(text)
}

func (t *transcript) String() string {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	return t.text.String()
}

// launch starts the program without waiting for anything. It ends with the test.
func launch(t *testing.T, change func(*exec.Cmd), args ...string) (*program, io.Reader) {
	t.Helper()
	command := exec.CommandContext(context.Background(), binary, append([]string{"--addr", "127.0.0.1:0"}, args...)...)
	p := &program{command: command, log: &transcript{}, client: &http.Client{Transport: &http.Transport{}}}
	command.Stderr = p.log
	output, input := io.Pipe()
	command.Stdout = input
	if change != nil {
		change(command)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	p.ended = sync.OnceValue(func() error {
		defer func() { _ = input.Close() }()
		return command.Wait()
	})
	go func() { _ = p.ended() }() // a program that ends ends its output
	t.Cleanup(func() {
		p.client.CloseIdleConnections()
		_ = command.Process.Kill()
		_ = output.Close()
		_ = p.ended()
		if t.Failed() {
			said := p.log.String()
			t.Logf("the program said at last:\n%s", said[max(0, len(said)-2000):])
		}
	})
	return p, output
}

var ready = regexp.MustCompile(`the API at (http://\S+)/graphql`)

// start starts the program and waits until it serves.
func start(t *testing.T, args ...string) *program {
	t.Helper()
	p, output := launch(t, nil, args...)
	line, err := bufio.NewReader(output).ReadString('\n')
	found := ready.FindStringSubmatch(line)
	if err != nil || found == nil {
		t.Fatalf("the program does not serve: %q, %v\n%s", line, err, p.log)
	}
	p.url = found[1]
	return p
}

// refused runs the program, which is to end by itself, saying why; the cause is in its log.
func refused(t *testing.T, change func(*exec.Cmd), words string, args ...string) {
	t.Helper()
	p, output := launch(t, change, args...)
	go drain(output)
	err := p.ended()
	failed, ok := errors.AsType[*exec.ExitError](err)
	if !ok || failed.ExitCode() != 1 {
		t.Errorf("it ended with %v, want status 1", err)
	}
	text := p.log.String()
	if !strings.Contains(text, "\ninnograph: ") || !strings.Contains(text, words) || !strings.Contains(text, " cause=") || strings.Contains(text, "goroutine ") {
		t.Errorf("it said %q, want %q and the cause", text, words)
	}
}

// answer is what a client gets.
type answer struct {
	status int
	code   string // OK, or that of the first error
	body   []byte
}

// ask sends an operation. An answer that is not JSON, or is cut off, is an error.
func (p *program) ask(ctx context.Context, query string) (answer, error) {
	return p.askWith(ctx, query, nil)
}

// askWith sends an operation with variables, with the program's token where it has one.
func (p *program) askWith(ctx context.Context, query string, variables map[string]any) (answer, error) {
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		return answer{}, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, p.url+"/graphql", bytes.NewReader(body))
	if err != nil {
		return answer{}, err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "application/graphql-response+json")
	if p.token != "" {
		request.Header.Set("Authorization", "Bearer "+p.token)
	}
	response, err := p.client.Do(request)
	if err != nil {
		return answer{}, err
	}
	defer func() { _ = response.Body.Close() }() // read to its end
	return read(response)
}

func read(response *http.Response) (answer, error) {
	out := answer{status: response.StatusCode, code: "OK"}
	var err error
	if out.body, err = io.ReadAll(response.Body); err != nil {
		return out, err
	}
	var content struct {
		Errors []struct{ Extensions struct{ Code string } }
	}
	if err := json.Unmarshal(out.body, &content); err != nil {
		return out, fmt.Errorf("%w: %q", err, out.body)
	}
	if len(content.Errors) > 0 {
		out.code = content.Errors[0].Extensions.Code
	}
	return out, nil
}

// want asks and holds the answer against a status and a code.
func (p *program) want(t *testing.T, query string, status int, code string) answer {
	t.Helper()
	got, err := p.ask(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	if got.status != status || got.code != code {
		t.Errorf("got %d %s, want %d %s: %s", got.status, got.code, status, code, got.body)
	}
	return got
}

// signal sends the program a signal.
func (p *program) signal(t *testing.T, which syscall.Signal) {
	t.Helper()
	if err := p.command.Process.Signal(which); err != nil {
		t.Fatal(err)
	}
}

// stop stops the program as an operator does; it must end well.
func (p *program) stop(t *testing.T) {
	t.Helper()
	p.client.CloseIdleConnections()
	p.signal(t, syscall.SIGTERM)
	if err := p.ended(); err != nil {
		t.Errorf("it did not end well: %v\n%s", err, p.log)
	}
}

// figure reads one of the program's figures.
func (p *program) figure(t *testing.T, name string) int {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, p.url+"/metrics", nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := p.client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }() // read as far as needed
	for lines := bufio.NewScanner(response.Body); lines.Scan(); {
		if text, ok := strings.CutPrefix(lines.Text(), name+" "); ok {
			value, err := strconv.ParseFloat(text, 64)
			if err != nil {
				t.Fatal(err)
			}
			return int(value)
		}
	}
	t.Fatalf("no figure %q", name)
	return 0
}

// quick is an operation that is soon done. It reads something, so that an answer with no
// data would show.
const quick = `query Quick { products(first: 3) { totalCount nodes { name uses { nodes { name } } } } dataset { nodes } }`

// slow is one that no engine can answer in any time: it looks for ways of any kind up and
// down through the regions, more than there are atoms.
func slow() string {
	where := `{ description: { eq: "said of nobody" } }`
	for range 4 {
		where = `{ locatedIn: { some: { node: { contains: { some: { node: ` + where + ` } } } } } }`
	}
	return `query Slow { entities(where: ` + where + `) { totalCount } }`
}
