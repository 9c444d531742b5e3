package rows

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"innograph/internal/lines"
)

// all reads to the end, each row as a line.
func all(t *testing.T, format Format, content string) []string {
	t.Helper()
	reader, err := New(format, strings.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for {
		row, err := reader.Next()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			return append(out, "error: "+err.Error())
		}
		text := row.Problem
		if row.Values != nil {
			values, err := lines.Encode(row.Values)
			if err != nil {
				t.Fatal(err)
			}
			text = string(values)
		}
		out = append(out, fmt.Sprintf("%d %s", row.Line, text))
	}
}

func TestReaders(t *testing.T) {
	long := strings.Repeat("x", lines.Longest)
	for _, c := range []struct {
		name    string
		format  Format
		content string
		want    []string
	}{
		{"CSV", Format{Kind: CSV}, "\ufeffa,b\n1,\"x\ny\"\n2,三一\r\n3\n\"4\"x,y\n5,\xff\n6,z", []string{
			`2 {"a":"1","b":"x` + `\n` + `y"}`, `4 {"a":"2","b":"三一"}`, "5 The row has 1 values for 2 columns.",
			`6 Broken CSV at column 3 of line 6: extraneous or missing " in quoted-field.`, "7 The value of b is not UTF-8; save as UTF-8.", `8 {"a":"6","b":"z"}`,
		}},
		{"another delimiter", Format{Kind: CSV, Delimiter: '\t'}, "a\tb\n1\t2,3\n", []string{`2 {"a":"1","b":"2,3"}`}},
		{"JSON Lines", Format{Kind: JSONLines}, "{\"a\":[{\"b\":{\"c\":[1]}}]}\n\n[]\n{\"a\":\"" + long + "\"}\n{\"a\":true}", []string{
			`1 {"a":[{"b":{"c":[1]}}]}`, "3 The line cannot be read: a list where an object {…} belongs.",
			"4 The line cannot be read: the line is longer than 1048576 bytes; write one object a line.", `5 {"a":true}`,
		}},
		{"XML", Format{Kind: XML, Record: "r"}, `<?xml version="1.0"?><!DOCTYPE r SYSTEM "x.dtd" [ ]>
<r k="v"><t>H<sub>2</sub>O &amp; <i>more</i></t><l><x>1</x></l><l><x>2</x><x>3</x></l><e/></r>
<?xml version="1.0"?><all><r><a>1</a></r><r>text</r></all><r><a>`, []string{
			`2 {"@k":"v","t":"H2O & more","l":[{"x":"1"},{"x":["2","3"]}],"e":""}`, `3 {"a":"1"}`, "3 The record holds no elements.",
			"error: broken XML at line 3: unexpected EOF",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := all(t, c.format, c.content); !slices.Equal(got, c.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

func TestHeaders(t *testing.T) {
	for content, want := range map[string]string{"": "the file is empty", "a,b,a\n": `names the column "a" twice`, "a,\"b\n": "the first line, which names the columns, cannot be read"} {
		if _, err := New(Format{Kind: CSV}, strings.NewReader(content)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", content, err, want)
		}
	}
}

func TestKindOf(t *testing.T) {
	for name, want := range map[string]Kind{"a/b.csv": CSV, "b.TSV.gz": CSV, "b.jsonl": JSONLines, "b.ndjson.gz": JSONLines, "b.xml": XML, "b.gz": "", "b.json": "", "b": ""} {
		if got, err := KindOf(name); got != want || (err == nil) != (want != "") {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}
