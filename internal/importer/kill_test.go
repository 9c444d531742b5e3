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
	"innograph/schema"
)

// child is set for a process that only imports, in the place of tests.
const child = "INNOGRAPH_TEST_IMPORT"

func TestMain(m *testing.M) {
	if file := os.Getenv(child); file != "" {
		if err := importHere(file); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	goleak.VerifyTestMain(m)
}

// importHere imports what lies beside the store's file, and says when a batch is written.
func importHere(file string) error {
	model, err := catalog.Load(schema.Files)
	if err != nil {
		return err
	}
	t := &process{}
	dir := filepath.Dir(file)
	_, err = importer.Run(context.Background(), model, open(t, model, file), importer.Options{
		Files: []string{filepath.Join(dir, "products.csv")}, Mapping: mapped(t, model, syntheticMapping),
		Rejected: filepath.Join(dir, "rejected.jsonl"), Batch: 100, Progress: spoken{},
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

// An import that is killed again and again, whatever it is doing, ends with what one that
// is left alone ends with: the same graph, the same log but for its times, the same
// rejected rows.
func TestKilledAndResumed(t *testing.T) {
	const rows = 3000
	model := model(t)
	dir := t.TempDir()
	products := filepath.Join(dir, "products.csv")
	if err := os.WriteFile(products, []byte(synthetic(rows)), 0o600); err != nil {
		t.Fatal(err)
	}
	whole := open(t, model, filepath.Join(dir, "whole.db"))
	rejected := filepath.Join(dir, "whole.jsonl")
	want := run(t, model, whole, importer.Options{Files: []string{products}, Mapping: mapped(t, model, syntheticMapping), Rejected: rejected, Batch: 100})

	file := filepath.Join(dir, "killed.db")
	random := rand.New(rand.NewPCG(7, 7))
	kills := 0
	for killed := true; killed; {
		killed = !imports(t, file, 1+random.IntN(12))
		if killed {
			kills++
		}
	}
	if kills < 3 {
		t.Errorf("only %d kills", kills)
	}
	resumed := open(t, model, file)
	same(t, graph(t, model, resumed), graph(t, model, whole))
	last, err := resumed.LastChange(t.Context())
	if err != nil || last != int64(want.Created+want.Linked) {
		t.Errorf("%d entries in the log, %v; want %d: something was written twice", last, err, want.Created+want.Linked)
	}
	got, err := os.ReadFile(filepath.Join(dir, "rejected.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	wanted, err := os.ReadFile(rejected)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(wanted) {
		t.Errorf("rejected\n%s\nwant\n%s", got, wanted)
	}
	if notes, err := resumed.Notes(t.Context(), "import"); err != nil || len(notes) > 0 {
		t.Errorf("left are the notes %v, %v", notes, err)
	}
}

// imports runs the import in a process of its own, kills it when it has written so many
// batches and goes on, and tells whether it came to its end before.
func imports(t *testing.T, file string, batches int) bool {
	t.Helper()
	command := exec.CommandContext(t.Context(), os.Args[0])
	command.Env = append(os.Environ(), child+"="+file)
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
