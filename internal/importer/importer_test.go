package importer_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"innograph/internal/importer"
	"innograph/internal/lines"
	"innograph/internal/store"
	"innograph/seed"
)

// The project's own lines may come in any order, in one file or many; what is there
// afterwards is what they say, and importing them again changes nothing.
func TestOwnLinesInAnyOrder(t *testing.T) {
	model := model(t)
	facts, err := seed.Read(model, seed.Hunan())
	if err != nil {
		t.Fatal(err)
	}
	var all, edges [][]byte
	for i := range facts.Nodes {
		all = append(all, lines.Node(&facts.Nodes[i]))
	}
	for i := range facts.Edges {
		edges = append(edges, lines.Edge(&facts.Edges[i]))
	}
	all = append(edges, all...)
	file := given(t, "all.jsonl", string(bytes.Join(all, []byte("\n"))))
	to := open(t, model, "sqlite:"+filepath.Join(t.TempDir(), "a.db"))
	got := run(t, model, to, importer.Options{Files: []string{file}, Batch: 500})
	// Where nodes come before the sources that they cite, they are refused.
	if got.Rejected > 0 || got.Created != len(facts.Nodes) || got.Linked != len(facts.Edges) || got.Rows != len(all) {
		t.Fatalf("got %+v", got)
	}
	if again := run(t, model, to, importer.Options{Files: []string{file}}); again.Changed() || again.Rejected > 0 {
		t.Errorf("again: %+v", again)
	}
	want := make([]string, 0, len(all))
	for _, line := range all {
		want = append(want, string(line))
	}
	slices.Sort(want)
	same(t, graph(t, model, to), want)
}

const tables = `
sources: {id: source/a, title: A, publisher: P, url: https://example.org/a, language: en}
tables:
  - files: companies.csv
    nodes:
      company:
        type: Enterprise
        id: enterprise/{id|slug}
        set: {name: '{name}', rorId: '{ror}', foundedYear: '{founded}'}
  - files: patents.csv
    nodes:
      patent: {type: Patent, id: 'patent/{number|lower}', set: {name: '{title}', number: '{number}', kind: {of: '{kind}', map: {I: INVENTION, '?': none}}}}
      owner: {type: Enterprise, id: 'enterprise/{owner|slug}', refer: true}
      maybe: {type: Enterprise, id: 'enterprise/{maybe|slug}', refer: true, when: {maybe: {given: true}}}
      by: {type: Organization, by: {rorId: '{ror}'}, when: {ror: {given: true}}}
    edges:
      - {type: OWNS, from: owner, to: patent}
      - {type: OWNS, from: maybe, to: patent, optional: true}
      - {type: OWNS, from: by, to: patent, set: {role: found}}
`

// What two tables know of one thing meets in one node, by what identifies it, and what
// refers to it by the id that it would have had leads there.
func TestTwoTablesMeet(t *testing.T) {
	model := model(t)
	to := open(t, model, "sqlite:"+filepath.Join(t.TempDir(), "a.db"))
	m := mapped(t, model, tables)
	first := given(t, "companies.csv", "id,name,ror,founded\nOld,Old name,https://ror.org/1,\n")
	run(t, model, to, importer.Options{Files: []string{first}, Mapping: m})
	second := given(t, "companies.csv", "id,name,ror,founded\nNew,New name,https://ror.org/1,1999\nTwin,Twin,https://ror.org/2,\nTwin 2,Other,https://ror.org/2,2001\n")
	patents := given(t, "patents.csv", "number,title,kind,owner,maybe,ror\nX1,One,I,New,nobody,https://ror.org/1\nX2,Two,?,Twin 2,,\n")
	got := run(t, model, to, importer.Options{Files: []string{patents, second}, Mapping: m})
	if got.LeftOut != 1 || got.Rejected != 0 {
		t.Errorf("got %+v", got)
	}
	same(t, graph(t, model, to), []string{
		`{"id":"enterprise/old","type":"Enterprise","name":"New name","props":{"rorId":"https://ror.org/1","foundedYear":1999},"sources":["source/a"]}`,
		`{"id":"enterprise/twin","type":"Enterprise","name":"Other","props":{"rorId":"https://ror.org/2","foundedYear":2001},"sources":["source/a"]}`,
		`{"id":"patent/x1","type":"Patent","name":"One","props":{"number":"X1","kind":"INVENTION"},"sources":["source/a"]}`,
		`{"id":"patent/x2","type":"Patent","name":"Two","props":{"number":"X2"},"sources":["source/a"]}`,
		`{"id":"source/a","title":"A","publisher":"P","url":"https://example.org/a","language":"en"}`,
		`{"type":"OWNS","from":"enterprise/old","to":"patent/x1","props":{"role":"found"},"sources":["source/a"]}`,
		`{"type":"OWNS","from":"enterprise/twin","to":"patent/x2","sources":["source/a"]}`,
	})
	if again := run(t, model, to, importer.Options{Files: []string{patents, second}, Mapping: m}); again.Changed() {
		t.Errorf("again: %+v", again)
	}
}

// Rows that cannot be written are told with line and reason; the others are written.
func TestRejectedRows(t *testing.T) {
	model := model(t)
	to := open(t, model, "sqlite:"+filepath.Join(t.TempDir(), "a.db"))
	rejected := filepath.Join(t.TempDir(), "rejected.jsonl")
	companies := given(t, "companies.csv", "id,name,ror,founded\na,A,,1999\nb,B,,soon\n,C,,\nd,D\ne,,,\n\"f\"x,F,,\ng,G,,2000\n")
	patents := given(t, "patents.csv", "number,title,kind,owner,maybe,ror\nX1,One,J,a,,\nX2,Two,I,zz,,\nX3,Three,I,a,,https://ror.org/none\n")
	options := importer.Options{Files: []string{companies, patents}, Mapping: mapped(t, model, tables), Rejected: rejected}
	rehearsed := options
	rehearsed.DryRun = true
	for _, o := range []importer.Options{rehearsed, options} {
		got := run(t, model, to, o)
		if got.Rows != 10 || got.Rejected != 9 {
			t.Errorf("dry run %v: got %+v", o.DryRun, got)
		}
		if o.DryRun == got.Changed() {
			t.Errorf("dry run %v: changed is %v", o.DryRun, got.Changed())
		}
		told, err := os.ReadFile(rejected)
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range []string{
			`{"file":"companies.csv","line":3,"reason":"company: \"foundedYear\" is soon; write a whole number, in digits alone.","row":{"id":"b","name":"B","ror":"","founded":"soon"}}`,
			`{"file":"companies.csv","line":4,"reason":"company: no id: what it is made of is missing: enterprise/{id|slug}.","row":`,
			`{"file":"companies.csv","line":5,"reason":"The row has 2 values for 4 columns."}`,
			`{"file":"companies.csv","line":6,"reason":"company: no \"name\"; every Enterprise has one.","row":`,
			`{"file":"companies.csv","line":7,"reason":"Broken CSV at column 3 of line 7: `,
			`{"file":"patents.csv","line":2,"reason":"patent: \"kind\" is \"J\", which the mapping does not know; it knows I, ?.","row":`,
		} {
			if line := strings.Split(string(told), "\n")[i]; !strings.HasPrefix(line, want) {
				t.Errorf("dry run %v: told\n%s\nwant\n%s", o.DryRun, line, want)
			}
		}
	}
}

// What cannot be read is told once, also in a table that has nothing but edges.
func TestUnreadableRowsAreToldOnce(t *testing.T) {
	model := model(t)
	to := open(t, model, "sqlite:"+filepath.Join(t.TempDir(), "a.db"))
	m := mapped(t, model, syntheticMapping+`
  - files: parts.csv
    nodes:
      part: {type: Product, id: 'product/{part}', refer: true}
      whole: {type: Product, id: 'product/{whole}', refer: true}
    edges: [{type: COMPONENT_OF, from: part, to: whole}]
`)
	products := given(t, "products.csv", "id,name,year,next\na,A,1999,a\nb,B\n")
	parts := given(t, "parts.csv", "part,whole\na,a\na\n")
	got := run(t, model, to, importer.Options{Files: []string{products, parts}, Mapping: m})
	if got.Rows != 4 || got.Rejected != 2 || got.Linked != 1 {
		t.Errorf("got %+v", got)
	}
	own := given(t, "own.jsonl", "{\n"+`{"id":"source/b","title":"B","publisher":"P","url":"https://example.org/b","language":"en"}`+"\n[]\n")
	got = run(t, model, to, importer.Options{Files: []string{own}})
	if got.Rows != 3 || got.Rejected != 2 || got.Created != 1 {
		t.Errorf("got %+v", got)
	}
}

// Standard input and gzip give what plain files give.
func TestStandardInputAndGzip(t *testing.T) {
	model := model(t)
	const content = "id,name,year,next\na,A,1999,b\nb,B,,a\n"
	var packed bytes.Buffer
	zip := gzip.NewWriter(&packed)
	if _, err := zip.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
	if err := zip.Close(); err != nil {
		t.Fatal(err)
	}
	want := []string(nil)
	for _, o := range []importer.Options{
		{Files: []string{given(t, "products.csv", content)}},
		{Files: []string{given(t, "products.csv.gz", packed.String())}},
		{Files: []string{"-"}, Stdin: strings.NewReader(content)},
		{Files: []string{"-"}, Stdin: bytes.NewReader(packed.Bytes())},
	} {
		to := open(t, model, "sqlite:"+filepath.Join(t.TempDir(), "a.db"))
		o.Mapping = mapped(t, model, syntheticMapping)
		run(t, model, to, o)
		got := graph(t, model, to)
		if want == nil {
			want = got
		}
		same(t, got, want)
	}
	if len(want) != 5 {
		t.Errorf("%d lines", len(want))
	}
}

// What was asked for wrongly is told before anything is written.
func TestUsage(t *testing.T) {
	model := model(t)
	m := mapped(t, model, tables)
	for _, c := range []struct {
		options importer.Options
		want    string
	}{
		{importer.Options{}, "no file to import"},
		{importer.Options{Files: []string{"a.csv"}}, "without --mapping, files are the project's own JSON Lines"},
		{importer.Options{Files: []string{"a.csv"}, Mapping: m}, "the mapping test has no table for it; it has some for companies.csv, patents.csv"},
		{importer.Options{Files: []string{"-"}, Mapping: m}, "standard input has no name, and the mapping has 2 tables"},
		{importer.Options{Files: []string{"/nowhere/companies.csv"}, Mapping: m}, "/nowhere/companies.csv: cannot be read: no such file or directory"},
		{importer.Options{Files: []string{given(t, "companies.csv", "")}, Mapping: m}, "the file is empty; its first line names the columns"},
		{importer.Options{Files: []string{given(t, "companies.csv", "id,name,ror,funded\n")}, Mapping: m}, `there is no column "founded" (did you mean "funded"?)`},
	} {
		c.options.Progress = quiet{}
		to := open(t, model, "sqlite:"+filepath.Join(t.TempDir(), "a.db"))
		_, err := importer.Run(t.Context(), model, store.Writer(to), c.options)
		if _, ok := errors.AsType[*importer.UsageError](err); !ok || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}
