package importer_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"go.uber.org/goleak"

	"innograph/internal/catalog"
	"innograph/internal/importer"
	"innograph/internal/neo4jtest"
	"innograph/schema"
)

// What is set for a process that only imports, in the place of tests: the folder with the
// table, and the store's address.
const (
	childFolder = "INNOGRAPH_TEST_IMPORT"
	childStore  = "INNOGRAPH_TEST_IMPORT_STORE"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(childFolder); dir != "" {
		if err := importHere(dir, os.Getenv(childStore)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	goleak.VerifyTestMain(m, neo4jtest.Running())
}

// importHere imports the table in a folder, and says when a batch is written.
func importHere(dir, address string) error {
	model, err := catalog.Load(schema.Files)
	if err != nil {
		return err
	}
	t := &process{}
	_, err = importer.Run(context.Background(), model, open(t, model, address), importer.Options{
		Files: []string{filepath.Join(dir, "products.csv")}, Mapping: mapped(t, model, syntheticMapping),
		Rejected: filepath.Join(dir, "rejected.jsonl"), Batch: killedBatch, Progress: spoken{},
	})
	return err
}

// process stands in for a test where there is none.
type process struct{ testing.TB }

func (*process) Helper()                  {}
func (*process) Cleanup(func())           {}
func (*process) Context() context.Context { return context.Background() }
func (*process) Fatal(args ...any)        { panic(fmt.Sprint(args...)) }

// spoken is progress on standard output.
type spoken struct{ quiet }

func (spoken) Advance(bytes, total int64, rows int) {
	_, _ = fmt.Fprintln(os.Stdout, bytes, total, rows) // who listens may be gone
}

// killedBatch makes many batches of a small table.
const killedBatch = 150

// An import that is killed again and again, whatever it is doing, ends with what one that
// is left alone ends with: the same graph, an entry in the log for each change, the same
// rejected rows.
func TestKilledAndResumed(t *testing.T) {
	model := model(t)
	for engine, address := range map[string]func(*testing.T) string{
		"sqlite": func(t *testing.T) string { return "sqlite:" + filepath.Join(t.TempDir(), "a.db") },
		"neo4j":  func(t *testing.T) string { return neo4jtest.Empty(t) },
	} {
		t.Run(engine, func(t *testing.T) {
			dir := t.TempDir()
			products := filepath.Join(dir, "products.csv")
			if err := os.WriteFile(products, []byte(synthetic(1500)), 0o600); err != nil {
				t.Fatal(err)
			}
			whole := open(t, model, "sqlite:"+filepath.Join(dir, "whole.db"))
			rejected := filepath.Join(dir, "whole.jsonl")
			want := run(t, model, whole, importer.Options{
				Files: []string{products}, Mapping: mapped(t, model, syntheticMapping), Rejected: rejected, Batch: killedBatch,
			})

			at := address(t)
			random := rand.New(rand.NewPCG(7, 7))
			kills := 0
			for !imports(t, dir, at, 1+random.IntN(5)) {
				kills++
			}
			if kills < 3 {
				t.Errorf("only %d kills", kills)
			}
			resumed := open(t, model, at)
			same(t, graph(t, model, resumed), graph(t, model, whole))
			last, err := resumed.LastChange(t.Context())
			if err != nil || last != int64(want.Created+want.Linked) {
				t.Errorf("%d entries in the log, %v; want %d: something was written twice", last, err, want.Created+want.Linked)
			}
			if got, wanted := content(t, filepath.Join(dir, "rejected.jsonl")), content(t, rejected); got != wanted {
				t.Errorf("rejected\n%s\nwant\n%s", got, wanted)
			}
			if notes, err := resumed.Notes(t.Context(), "import"); err != nil || len(notes) > 0 {
				t.Errorf("left are the notes %v, %v", notes, err)
			}
		})
	}
}

func content(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// imports runs the import in a process of its own, kills it when it has written so many
// batches and goes on, and tells whether it came to its end before.
func imports(t *testing.T, dir, address string, batches int) bool {
	t.Helper()
	command := exec.CommandContext(t.Context(), os.Args[0])
	command.Env = append(os.Environ(), childFolder+"="+dir, childStore+"="+address)
	command.Stderr = os.Stderr
	output, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	said := bufio.NewScanner(output)
	for range batches {
		if !said.Scan() {
			break
		}
	}
	_ = command.Process.Kill() // it may have ended
	return command.Wait() == nil
}
