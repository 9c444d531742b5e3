package sqlite_test

import (
	"encoding/json"
	"strings"
	"testing"

	"innograph/internal/sqlite"
)

func TestDecode(t *testing.T) {
	for _, text := range []string{
		`[]`,
		`[[],[[]],null,true,false]`,
		`[1,-2,9007199254740991,0.1,-1.0e-07,"","a"]`,
		`["\"","\\","a\\\\","\\\"],[","😀中文",["\u0001\n"]]`,
		"[" + strings.Repeat("[", 500) + strings.Repeat("]", 500) + "]",
		"[" + strings.Repeat(`"x",`, 5000) + "1]",
	} {
		cells, err := sqlite.Decode([]byte(text))
		if err != nil {
			t.Errorf("%.40s: %v", text, err)
			continue
		}
		if got := spell(cells); got != text {
			t.Errorf("got %.60s, want %.60s", got, text)
		}
	}
}

// A list handed out must not grow into its neighbour.
func TestDecodedListsAreApart(t *testing.T) {
	cells, err := sqlite.Decode([]byte(`[[1],[2]]`))
	if err != nil {
		t.Fatal(err)
	}
	_ = append(cells[0].([]any), "x")
	if got := spell(cells); got != `[[1],[2]]` {
		t.Error(got)
	}
}

func TestDecodeRefuses(t *testing.T) {
	for _, text := range []string{``, `1`, `"a"`, `null`, `[`, `[1`, `["a`, `["a\"]`, `[nul]`, `[tru`, `[x]`, `[1]]`, `[1],`, `[,]`, `[1 ]x`} {
		if cells, err := sqlite.Decode([]byte(text)); err == nil {
			t.Errorf("%s: got %v", text, cells)
		}
	}
}

// FuzzDecode compares with encoding/json: what both read, they read alike.
func FuzzDecode(f *testing.F) {
	f.Add(`[1,"a",[null,true],[],"\\\"\u0041"]`)
	f.Add(`[[[0.1]],false]`)
	f.Fuzz(func(t *testing.T, text string) {
		cells, err := sqlite.Decode([]byte(text))
		var want []any
		if json.Unmarshal([]byte(text), &want) != nil || strings.ContainsAny(text, " \t\r\n") || want == nil {
			return // SQLite writes no such text
		}
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		var got []any
		if err := json.Unmarshal([]byte(spell(cells)), &got); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		first, _ := json.Marshal(got)
		second, _ := json.Marshal(want)
		if string(first) != string(second) {
			t.Fatalf("%q: got %s, want %s", text, first, second)
		}
	})
}

// 100 rows of six scalars and a list.
func BenchmarkDecode(b *testing.B) {
	row := `["product/igbt-module","IGBT module","绝缘栅双极型晶体管模块",2014,null,0.25,["a","b"]]`
	text := []byte("[[" + strings.Repeat(row+",", 99) + row + "]]")
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := sqlite.Decode(text); err != nil {
			b.Fatal(err)
		}
	}
}
