// Package extend_test shows that a new entity type takes nothing but SDL: no Go, neither
// of ours nor in a dialect.
package extend_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"innograph/internal/conform"
	"innograph/internal/neo4jtest"
)

const root = "../../.."

// TestNewTypeTakesSDLAlone adds testdata/standard.graphql to a copy of the project:
// an entity type with an enum, two relations and the properties of an edge. In the copy
// it generates, builds, loads a few synthetic nodes, and asks every engine the cases of
// testdata/cases: reading, and writing by the generated mutations.
func TestNewTypeTakesSDLAlone(t *testing.T) {
	server := make(chan engine, 1)
	go func() { // it takes as long as the rest
		address, err := neo4jtest.Open(t.Context())
		server <- engine{address, err}
	}()
	project := t.TempDir()
	copySources(t, project)
	copyFile(t, "testdata/standard.graphql", filepath.Join(project, "schema/standard.graphql"))
	copyFile(t, "testdata/ask/main.go", filepath.Join(project, "internal/ask/main.go"))
	run(t, project, "go", "generate", "./graph")
	run(t, project, "go", "build", "-o", "ask", "./internal/ask")

	cases, err := conform.Cases("testdata/cases")
	if err != nil {
		t.Fatal(err)
	}
	neo4j := <-server
	if neo4j.err != nil {
		t.Fatal(neo4j.err)
	}
	engines := []string{"sqlite::memory:", neo4j.address}
	asked := append([]string{absolute(t, "testdata/data"), absolute(t, "testdata/cases")}, engines...)
	answers := json.NewDecoder(bytes.NewReader(run(t, project, "./ask", asked...)))
	for _, engine := range engines {
		for _, c := range cases {
			for _, step := range c.Steps {
				compare(t, engine, step.Want, answers)
			}
		}
	}
}

// compare holds the next answer against the one on file.
func compare(t *testing.T, engine, file string, answers *json.Decoder) {
	t.Helper()
	var answer conform.Answer
	if err := answers.Decode(&answer); err != nil {
		t.Fatal(err)
	}
	got, err := answer.Text()
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Errorf("%v; %s answers\n%s", err, engine, got)
		return
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s answers otherwise than %s:\n%s", engine, file, got)
	}
}

// engine is a server's address, or why there is none.
type engine struct {
	address string
	err     error
}

// copySources copies what the project is built from: no tests, nothing hidden.
func copySources(t *testing.T, to string) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		switch {
		case path == root:
			return nil
		case entry.IsDir() && (name == "testdata" || name == "scripts" || strings.HasPrefix(name, ".")):
			return fs.SkipDir
		case !entry.Type().IsRegular() || strings.HasSuffix(name, "_test.go") || filepath.Dir(path) == root && !wanted(name):
			return nil
		}
		inside, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		copyFile(t, path, filepath.Join(to, inside))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// wanted tells whether a file at the top of the project takes part in a build.
func wanted(name string) bool {
	switch filepath.Ext(name) {
	case ".go", ".mod", ".sum", ".yml":
		return true
	}
	return false
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	content, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, content, 0o644); err != nil {
		t.Fatal(err)
	}
}

// run gives what a command in the project prints, and ends the test if it fails.
func run(t *testing.T, project, name string, args ...string) []byte {
	t.Helper()
	command := exec.CommandContext(t.Context(), name, args...)
	command.Dir = project
	var complaints bytes.Buffer
	command.Stderr = &complaints
	out, err := command.Output()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s%s", name, strings.Join(args, " "), err, out, complaints.Bytes())
	}
	return out
}

func absolute(t *testing.T, path string) string {
	t.Helper()
	full, err := filepath.Abs(path)
	if err != nil {
		t.Fatal(err)
	}
	return full
}
