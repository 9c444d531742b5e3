package answer_test

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"testing"

	"innograph/internal/answer"
	"innograph/internal/catalog"
	"innograph/internal/store"
)

func raw(text string) *store.Raw { return &store.Raw{Text: []byte(text)} }

// encode writes one object with one field, "f", from the cells.
func encode(t *testing.T, nonNull bool, from answer.Source, cells ...any) string {
	t.Helper()
	object := &answer.Object{Type: "Thing"}
	object.Add("field", "f", nonNull, from)
	root := answer.Root{Key: "root", From: answer.Tuple{Object: object}}
	encoded, errs := root.Encode(cells)
	if errs != nil {
		return errs[0].Path.String()
	}
	return string(encoded)
}

func TestScalar(t *testing.T) {
	for _, c := range []struct {
		name string
		kind catalog.Kind
		cell any
		want string
	}{
		{"a string", catalog.String, "轨道", `"轨道"`},
		{"a string as JSON", catalog.String, raw(`"轨道"`), `"轨道"`},
		{"nothing", catalog.String, nil, `null`},
		{"an empty string", catalog.String, "", `""`},
		{"an integer", catalog.Int, int64(-7), `-7`},
		{"an integer as JSON", catalog.Int, raw(`-7`), `-7`},
		{"a long", catalog.Long, int64(1<<53 - 1), `9007199254740991`},
		{"a float", catalog.Float, 0.25, `0.25`},
		{"a float as JSON", catalog.Float, raw(`2.50`), `2.5`},
		{"a whole float", catalog.Float, 3.0, `3`},
		{"a whole float as JSON", catalog.Float, raw(`3.0`), `3`},
		{"a float from an engine's integer", catalog.Float, int64(3), `3`},
		{"true", catalog.Boolean, true, `true`},
		{"true as an integer", catalog.Boolean, int64(1), `true`},
		{"true as JSON", catalog.Boolean, raw(`true`), `true`},
		{"false as an integer in JSON", catalog.Boolean, raw(`0`), `false`},
		{"an enum value", catalog.Enumeration, "INVENTION", `"INVENTION"`},
		{"a list", catalog.StringList, []any{"a", raw(`"b"`)}, `["a","b"]`},
		{"an empty list", catalog.StringList, []any{}, `[]`},
		{"no list, which is an empty one", catalog.StringList, nil, `[]`},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := `{"f":` + c.want + `}`
			if got := encode(t, false, answer.Scalar{At: 1, Kind: c.kind}, "another", c.cell); got != want {
				t.Errorf("a node's cell: %s, want %s", got, want)
			}
			if got := encode(t, false, answer.Common{At: 0, Kind: c.kind}, c.cell); got != want {
				t.Errorf("an edge's cell: %s, want %s", got, want)
			}
		})
	}
}

// Strings come escaped in many ways, and leave in one.
func TestStringsAreEscapedOnlyWhereJSONDemandsIt(t *testing.T) {
	for _, c := range []struct{ text, spelled, want string }{
		{`a"b\c`, `"a\"b\\c"`, `"a\"b\\c"`},
		{"\n\r\t", `"\n\r\t"`, `"\n\r\t"`},
		{"\b\f\x00\x1f", `"\b\f\u0000\u001f"`, `"\u0008\u000C\u0000\u001F"`},
		{"a/b", `"a\/b"`, `"a/b"`},
		{"<&>\u2028\x7f", `"\u003c\u0026\u003e\u2028\u007f"`, "\"<&>\u2028\x7f\""},
		{"é轨道", `"\u00e9\u8f68\u9053"`, `"é轨道"`},
		{"😀𠮷", `"\ud83d\ude00\uD842\uDFB7"`, `"😀𠮷"`},
	} {
		for form, cell := range map[string]any{"a Go string": c.text, "JSON": raw(c.spelled)} {
			if got, want := encode(t, false, answer.Scalar{Kind: catalog.String}, cell), `{"f":`+c.want+`}`; got != want {
				t.Errorf("from %s: %s, want %s", form, got, want)
			}
		}
	}
}

// encoding/json writes floats as JavaScript does.
func TestFloatsAreWrittenAsInJavaScript(t *testing.T) {
	values := []float64{0, 1, -1, 0.1, 1e-6, 9.99e-7, 1e-7, -1.5e-10, 1e-300, 1e20, 1e21, -1e21, 1.7e308, math.MaxFloat64,
		math.SmallestNonzeroFloat64, 1 << 53, 1.0 / 3}
	random := rand.New(rand.NewPCG(1, 2))
	for len(values) < 2000 {
		if v := math.Float64frombits(random.Uint64()); !math.IsNaN(v) && !math.IsInf(v, 0) {
			values = append(values, v)
		}
	}
	for _, v := range values {
		want, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		for form, cell := range map[string]any{"a Go float": v, "JSON": raw(string(want))} {
			if got := encode(t, false, answer.Scalar{Kind: catalog.Float}, cell); got != `{"f":`+string(want)+`}` {
				t.Errorf("from %s: %s, want %s", form, got, want)
			}
		}
	}
}

func TestMissingValues(t *testing.T) {
	for name, c := range map[string]struct {
		from answer.Source
		want string
	}{
		"a scalar":       {answer.Scalar{}, "root.f"},
		"an item's cell": {answer.Sources{At: 1, Node: &answer.Node{TypeAt: -1, Object: inner()}}, "root.f[1].g"},
		"a group's cell": {answer.Group{Object: inner()}, "root.f.g"},
	} {
		t.Run(name, func(t *testing.T) {
			rows := []any{[]any{"there"}, []any{nil}}
			if got := encode(t, true, c.from, nil, rows); got != c.want {
				t.Errorf("the error is at %s, want %s", got, c.want)
			}
		})
	}
}

func inner() *answer.Object {
	object := &answer.Object{Type: "Inner"}
	object.Add("g", "g", true, answer.Scalar{Kind: catalog.String})
	return object
}
