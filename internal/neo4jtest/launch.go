package neo4jtest

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// Server is a server of a test's own, for what cannot be done to one that others use.
type Server struct {
	URI     string
	home    string
	command *exec.Cmd
	input   io.Closer // the server ends with it
}

// New starts a server. It ends with the test.
func New(tb testing.TB) *Server {
	tb.Helper()
	return start(tb)
}

// NewPlanningOnce starts a server that plans a text once and never again, whatever becomes
// of the data: for tests that ask the same of many graphs, where planning takes most of the
// time. It ends with the test.
func NewPlanningOnce(tb testing.TB) *Server {
	tb.Helper()
	return start(tb, "--conf", filepath.Join(here(), "plan-once.conf"))
}

func start(tb testing.TB, args ...string) *Server {
	tb.Helper()
	home := tb.TempDir()
	server, err := launch(append(args, "--port", "0", "--home", home)...)
	if err != nil {
		tb.Fatal(err)
	}
	server.home = home
	tb.Cleanup(server.Kill)
	return server
}

// Kill ends the server at once, as a power failure does. Its data stay.
func (s *Server) Kill() {
	_ = s.command.Process.Kill()
	_ = s.command.Wait() // it was killed, and says so
	_ = s.input.Close()
}

// Restart starts the server again after Kill, at the same address and with its data.
func (s *Server) Restart(tb testing.TB) {
	tb.Helper()
	address, err := url.Parse(s.URI)
	if err != nil {
		tb.Fatal(err)
	}
	again, err := launch("--port", address.Port(), "--home", s.home)
	if err != nil {
		tb.Fatal(err)
	}
	s.command, s.input = again.command, again.input
}

// thorough tells to compile what runs often as well as the JVM can.
var thorough bool

// Thorough has the binary's servers compile thoroughly what runs often: for a TestMain whose
// tests ask for minutes. To others it costs more than it saves.
func Thorough() { thorough = true }

// launch runs the script until the server takes connections.
func launch(args ...string) (*Server, error) {
	command := exec.CommandContext(context.Background(), filepath.Join(here(), "../../scripts/neo4j/run"), append(args, "--until-eof")...)
	if version := os.Getenv(versionVariable); version != "" {
		command.Args = append(command.Args, "--version", version)
	}
	if !thorough {
		command.Env = append(os.Environ(), "JDK_JAVA_OPTIONS=-XX:TieredStopAtLevel=1")
	}
	input, err := command.StdinPipe()
	if err != nil {
		return nil, err
	}
	output, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	var messages bytes.Buffer
	command.Stderr = &messages
	if err := command.Start(); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(output).ReadString('\n')
	if err != nil {
		return nil, fmt.Errorf("no Neo4j for this test: %w\n%s", errors.Join(err, command.Wait()), messages.String())
	}
	return &Server{URI: strings.TrimSpace(line), command: command, input: input}, nil
}

// versionVariable names the environment variable with the version to start instead of the
// usual one.
const versionVariable = "INNOGRAPH_TEST_NEO4J_VERSION"

// Usual tells that tests run on the version that they start unless told otherwise: others
// make other plans.
func Usual() bool { return os.Getenv(versionVariable) == "" && os.Getenv(Variable) == "" }

// here is the folder of this package.
func here() string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Dir(file)
}
