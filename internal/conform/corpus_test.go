package conform_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"innograph/internal/conform"
	"innograph/internal/cypher"
	"innograph/internal/plan"
	"innograph/internal/sqlite"
)

var update = flag.Bool("update", false, "write the answers of the embedded engine into the corpus; then review the diff")

const corpus = "../../testdata/ops"

// TestCorpus asks every engine every operation of the corpus: one answer for all.
func TestCorpus(t *testing.T) {
	engines := open(t)
	cases, err := conform.Cases(corpus)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			for i, engine := range engines {
				answers, err := c.Run(t.Context(), engine)
				if err != nil {
					t.Fatal(err)
				}
				if i == 0 {
					golden(t, c.Dir, answers[len(answers)-1].Plan)
				}
				for j, step := range c.Steps {
					if *update && i == 0 {
						record(t, step.Want, answers[j])
					}
					compare(t, engine.Name, step.Want, answers[j])
				}
			}
		})
	}
}

// golden holds the plan of a telling case, and what each dialect makes of it, against
// those of the files want.plan, want.sql and want.cypher that its folder has.
func golden(t *testing.T, dir string, planned *plan.Operation) {
	t.Helper()
	for name, spell := range map[string]func(*plan.Operation) string{
		"want.plan":   plan.Print,
		"want.sql":    func(o *plan.Operation) string { text, _ := sqlite.Compile(o); return text + "\n" },
		"want.cypher": func(o *plan.Operation) string { text, _ := cypher.Compile(o); return text + "\n" },
	} {
		file := filepath.Join(dir, name)
		want, err := os.ReadFile(file)
		if os.IsNotExist(err) {
			continue
		}
		got := spell(planned)
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		} else if got != string(want) {
			t.Errorf("%s is otherwise now:\n%s", file, difference(want, []byte(got)))
		}
	}
}

func record(t *testing.T, file string, answer conform.Answer) {
	t.Helper()
	text, err := answer.Text()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, text, 0o644); err != nil {
		t.Fatal(err)
	}
}

// compare holds the answer against the one on file, byte for byte but for layout.
func compare(t *testing.T, engine, file string, answer conform.Answer) {
	t.Helper()
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; make it with -update, and review it", err)
	}
	got, err := answer.Text()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s answers otherwise than %s:\n%s", engine, file, difference(want, got))
	}
	var errors struct {
		Errors []struct{ Extensions struct{ Code string } }
	}
	if err := json.Unmarshal(answer.Response, &errors); err != nil {
		t.Fatal(err)
	}
	for _, e := range errors.Errors {
		if e.Extensions.Code == "" || e.Extensions.Code == "INTERNAL_ERROR" {
			t.Errorf("%s: an error without a code of its own: %s", engine, answer.Response)
		}
	}
}

// difference shows the lines from the first one that differs.
func difference(want, got []byte) string {
	a, b := bytes.Split(want, []byte("\n")), bytes.Split(got, []byte("\n"))
	at := 0
	for at < len(a) && at < len(b) && bytes.Equal(a[at], b[at]) {
		at++
	}
	show := func(lines [][]byte) string {
		return string(bytes.Join(lines[min(max(at-2, 0), len(lines)):min(at+8, len(lines))], []byte("\n")))
	}
	return "want\n" + show(a) + "\ngot\n" + show(b)
}
