package mapping

import (
	"flag"
	"os"
	"strings"
	"testing"

	"innograph/internal/catalog"
	"innograph/schema"
)

var update = flag.Bool("update", false, "record what is told as what is wanted")

func model(t testing.TB) *catalog.Catalog {
	t.Helper()
	c, err := catalog.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Each mistake is told with its line, its key, and what would be right.
func TestReadTellsMistakes(t *testing.T) {
	content, err := os.ReadFile("testdata/wrong.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if _, err = Read(model(t), "wrong.yaml", content); err == nil {
		t.Fatal("it is accepted")
	}
	got := err.Error() + "\n"
	if *update {
		if err := os.WriteFile("testdata/wrong.txt", []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/wrong.txt")
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("told\n%s\nwant\n%s", got, want)
	}
}

const good = `
sources: {id: source/a, title: A, publisher: P, url: https://example.org/a, language: en}
tables:
  - files: a.csv
    nodes:
      product: {type: Product, id: 'product/{id}', set: {name: '{name}'}}
`

// Mistakes of the whole document.
func TestReadTellsWhatIsNoMapping(t *testing.T) {
	for _, c := range []struct{ content, want string }{
		{"", "a.yaml: 0 documents where one belongs"},
		{"- a\n", "a.yaml:1: a list where names with values belong"},
		{"sources: [", "a.yaml:1: broken YAML: "},
		{"sources: a\nsources: b\n", `a.yaml:2: broken YAML: mapping key "sources" already defined`},
		{good + "---\n" + good, "a.yaml: 2 documents where one belongs"},
		{"sources:\n", "a.yaml:1: sources: nothing is given"},
		{strings.Replace(good, "files:", "file:", 1), "a.yaml:4: tables[0].file: there is no such key (did you mean \"files\"?)"},
		{strings.Replace(good, "{id: source/a", "{id: &a source/a", 1), "an anchor, alias or tag of YAML"},
		{strings.Replace(good, "set: {name: '{name}'}", "set: {year: '{year}'}", 1), `tables[0].nodes.product: no "name" in set; every Product has one`},
	} {
		_, err := Read(model(t), "a.yaml", []byte(c.content))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q\ntold %v\nwant %s", c.content, err, c.want)
		}
	}
	if _, err := Read(model(t), "a.yaml", []byte(good)); err != nil {
		t.Error(err)
	}
}
