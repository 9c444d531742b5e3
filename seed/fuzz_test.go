package seed

import (
	"bytes"
	"encoding/json"
	"testing"
	"unicode/utf8"
)

// Whatever the files hold, reading ends without a panic; what it accepts is JSON in
// UTF-8, of which every line became one node or edge.
func FuzzRead(f *testing.F) {
	good := files(nil)
	f.Add(good[sourcesFile].Data, good[nodesFile].Data, good[edgesFile].Data)
	f.Add([]byte(goodSource), []byte(props("Patent", `"kind":"INVENTION","filedOn":"2020-02"`)), []byte(`{"type":"LOCATED_IN","from":"region/a","to":"region/a"}`))
	f.Add([]byte(``), []byte(`{"id":"region/r","type":"Region","name":"\ud83d\ude00"}`), []byte("{\n"))
	c := model(f)
	f.Fuzz(func(t *testing.T, sources, nodes, edges []byte) {
		given := files(nil)
		given[sourcesFile].Data, given[nodesFile].Data, given[edgesFile].Data = sources, nodes, edges
		facts, err := Read(c, given)
		if err != nil {
			return
		}
		lines := 0
		for _, content := range [][]byte{sources, nodes, edges} {
			for line := range bytes.Lines(content) {
				lines++
				if !json.Valid(line) || !utf8.Valid(line) {
					t.Errorf("accepted %q", line)
				}
			}
		}
		if got := len(facts.Nodes) + len(facts.Edges); got != lines {
			t.Errorf("%d nodes and edges of %d lines", got, lines)
		}
	})
}
