package faults_test

import (
	"bufio"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	"innograph/internal/store/storetest"
)

func drain(output io.Reader) { _, _ = io.Copy(io.Discard, output) }

// seeded gives a file with the seed in it, which nobody has open.
func seeded(t *testing.T) string {
	t.Helper()
	if seed == nil {
		file := filepath.Join(t.TempDir(), "graph.db")
		p := start(t, "--store", "sqlite:"+file)
		p.want(t, quick, 200, "OK")
		p.stop(t)
		var err error
		if seed, err = os.ReadFile(file); err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(t.TempDir(), "graph.db")
	if err := os.WriteFile(file, seed, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// seed is the content of such a file, once it was made.
var seed []byte

// A statement that takes too long is cut off, and so is one whose client hung up: however
// many there were, none keeps a connection.
func TestSQLiteIsCutOff(t *testing.T) {
	const more = 40 // than there are connections
	ask := func(ctx context.Context, p *program, check func(answer, error)) *sync.WaitGroup {
		var clients sync.WaitGroup
		for range more {
			clients.Go(func() { check(p.ask(ctx, slow())) })
		}
		return &clients
	}
	file := seeded(t)
	t.Run("by its time", func(t *testing.T) {
		p := start(t, "--store", "sqlite:"+file, "--timeout", "1s")
		ask(t.Context(), p, func(got answer, err error) {
			if err != nil || got.status != 504 || got.code != "TIMEOUT" {
				t.Errorf("got %d %s, %v: %s", got.status, got.code, err, got.body)
			}
		}).Wait()
		p.want(t, quick, 200, "OK")
	})
	t.Run("by clients that hang up", func(t *testing.T) {
		p := start(t, "--store", "sqlite:"+file, "--timeout", "1h")
		ctx, hangUp := context.WithCancel(t.Context())
		defer hangUp()
		before := p.figure(t, statements)
		clients := ask(ctx, p, func(got answer, err error) {
			if err == nil {
				t.Errorf("got %d %s", got.status, got.code)
			}
		})
		until(t, "statements are under way", func() bool { return p.figure(t, statements) > before })
		hangUp()
		clients.Wait()
		p.want(t, quick, 200, "OK") // which waits for ever if they hold all connections
	})
}

// statements is the figure of statements sent for operations.
const statements = "innograph_store_statements_total"

// Another process has the file for itself.
func TestSQLiteLocked(t *testing.T) {
	file := seeded(t)
	other := locker(t, file)
	refused(t, nil, "is locked by another program", "--store", "sqlite:"+file)
	other()
	start(t, "--store", "sqlite:"+file).want(t, quick, 200, "OK")
}

// locker starts another process that locks the file, and gives the way to end it.
func locker(t *testing.T, file string) (unlock func()) {
	t.Helper()
	command := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestHoldLock$")
	command.Env = append(os.Environ(), lockVariable+"="+file)
	input, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	output, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	said := make([]byte, len(locked))
	if _, err := io.ReadFull(output, said); err != nil || string(said) != locked {
		t.Fatalf("the other process said %q, %v", said, err)
	}
	return sync.OnceFunc(func() {
		_ = input.Close()
		_, _ = io.Copy(io.Discard, output)
		if err := command.Wait(); err != nil {
			t.Error(err)
		}
	})
}

const (
	lockVariable = "INNOGRAPH_TEST_LOCK"
	locked       = "locked"
)

// TestHoldLock is what the other process does; by itself it does nothing.
func TestHoldLock(t *testing.T) {
	file := os.Getenv(lockVariable)
	if file == "" {
		return
	}
	database, err := storetest.Lock(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = io.WriteString(os.Stdout, locked)
	_, _ = io.Copy(io.Discard, os.Stdin)
	if err := database.Close(); err != nil {
		t.Error(err)
	}
}

// nobody is a user who owns nothing.
const nobody = 65534

// The file, or its directory, may not be written.
func TestSQLiteReadOnly(t *testing.T) {
	file := seeded(t)
	dir := filepath.Dir(file)
	for path, mode := range map[string]os.FileMode{file: 0o444, dir: 0o555, filepath.Dir(dir): 0o755} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { _ = os.Chmod(dir, 0o755) })
	other := func(command *exec.Cmd) {
		if os.Geteuid() == 0 { // who may write everything
			command.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
		}
	}
	refused(t, other, "cannot be opened for writing", "--store", "sqlite:"+file)
	refused(t, other, "cannot be opened for writing", "--store", "sqlite:"+filepath.Join(dir, "new.db"))
	refused(t, nil, "cannot be opened for writing", "--store", "sqlite:"+filepath.Join(dir, "nowhere", "new.db"))
}

// The file is cut off: while nobody looks, and beneath a server that reads it.
func TestSQLiteTruncated(t *testing.T) {
	file := seeded(t)
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	cut := func(to int) {
		t.Helper()
		if err := os.Truncate(file, int64(to)); err != nil {
			t.Fatal(err)
		}
	}
	t.Run("before the start", func(t *testing.T) {
		cut(len(content) / 2)
		refused(t, nil, "is damaged", "--store", "sqlite:"+file)
		cut(100)
		refused(t, nil, "is damaged", "--store", "sqlite:"+file)
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
	})
	t.Run("while it is served", func(t *testing.T) {
		p := start(t, "--store", "sqlite:"+file)
		p.want(t, quick, 200, "OK")
		ctx, hangUp := context.WithCancel(t.Context())
		before := p.figure(t, statements)
		var reading sync.WaitGroup
		reading.Go(func() { _, _ = p.ask(ctx, slow()) }) // which is in the middle of the file
		until(t, "a statement is under way", func() bool { return p.figure(t, statements) > before })
		cut(len(content) / 8)
		until(t, "a clear error", func() bool {
			got, err := p.ask(t.Context(), everything)
			if err != nil {
				t.Fatalf("the program is gone: %v", err)
			}
			return got.status == 503 && got.code == "STORE_UNAVAILABLE"
		})
		hangUp()
		reading.Wait()
		if err := os.WriteFile(file, content, 0o600); err != nil { // in place, as a restore may do it
			t.Fatal(err)
		}
		until(t, "answers again", func() bool {
			got, err := p.ask(t.Context(), everything)
			return err == nil && got.status == 200
		})
		p.stop(t)
	})
}

// everything reads all of the file's nodes.
const everything = `{ entities(where: { description: { contains: "said of nobody" } }, orderBy: [{ field: INDICATORS_COUNT }]) { totalCount } }`

// The program is killed while it loads the seed: while it gathers the rows, and when a
// third and nine tenths of them are in the file. What the next one finds is nothing or
// everything.
func TestSQLiteKilledLoad(t *testing.T) {
	seeded(t)
	whole := int64(len(seed))
	last := ""
	for _, share := range []int64{0, 3, 9} { // tenths of the file that are written by then
		var file string
		until(t, "the program is killed in the middle of its load", func() bool {
			file = filepath.Join(t.TempDir(), "graph.db")
			return killLoading(t, file, func() bool {
				if share == 0 {
					_, err := os.Stat(file + "-journal") // what takes back all that is written before the load is whole
					return err == nil
				}
				written, err := os.Stat(file)
				return err == nil && written.Size() > whole*share/10
			})
		})
		empty := start(t, "--store", "sqlite:"+file, "--seed", "none")
		got := empty.want(t, `{ dataset { nodes edges } }`, 200, "OK")
		if text := string(got.body); text != `{"data":{"dataset":{"nodes":0,"edges":0}}}` && !strings.Contains(text, `"nodes":1815`) {
			t.Errorf("the load was killed and left %s", text)
		}
		empty.stop(t)
		last = file
	}
	start(t, "--store", "sqlite:"+last).want(t, quick, 200, "OK")
}

// killLoading starts the program, and kills it once its load has come so far; false where
// it served before anybody saw that.
func killLoading(t *testing.T, file string, far func() bool) bool {
	t.Helper()
	p, output := launch(t, nil, "--store", "sqlite:"+file)
	var serves atomic.Bool
	go func() {
		_, _ = bufio.NewReader(output).ReadString('\n')
		serves.Store(true)
		drain(output)
	}()
	seen := far()
	for !seen && !serves.Load() { // a commit takes milliseconds: who looks now and then sees it done
		seen = far()
	}
	_ = p.command.Process.Kill()
	_ = p.ended()
	return seen
}
