package export_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"innograph/internal/catalog"
	"innograph/internal/export"
	"innograph/internal/store"
	"innograph/internal/store/sqlitestore"
	"innograph/schema"
	"innograph/seed"
)

// hunan is the seed in a store.
func hunan(t *testing.T) (*export.Graph, *store.Facts) {
	t.Helper()
	model, err := catalog.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	facts, err := seed.Read(model, seed.Hunan())
	if err != nil {
		t.Fatal(err)
	}
	from, err := sqlitestore.Open(t.Context(), sqlitestore.Memory, model, sqlitestore.Options{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := from.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := from.Load(t.Context(), facts); err != nil {
		t.Fatal(err)
	}
	return &export.Graph{Model: model, Store: from}, facts
}

func names(t *testing.T, folder string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}

// A folder of lines is a data set like those that come with the program.
func TestFolderIsADataSet(t *testing.T) {
	g, facts := hunan(t)
	folder := filepath.Join(t.TempDir(), "a", "graph") + "/"
	counts, err := export.ToPath(t.Context(), g, "jsonl", folder, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	if got := names(t, folder); !slices.Equal(got, []string{"dataset.json", "edges.jsonl", "nodes.jsonl", "sources.jsonl"}) {
		t.Errorf("there are %v", got)
	}
	again, err := seed.Read(g.Model, os.DirFS(folder))
	if err != nil {
		t.Fatal(err)
	}
	again.Dataset.MeasuredAt = facts.Dataset.MeasuredAt
	if again.Dataset != facts.Dataset {
		t.Errorf("the data set is %+v, not %+v", again.Dataset, facts.Dataset)
	}
	if n, e := len(again.Nodes), len(again.Edges); n != len(facts.Nodes) || e != len(facts.Edges) || counts.Nodes+counts.Sources != n || counts.Edges != e {
		t.Errorf("there are %d nodes and %d edges, counted as %+v", n, e, counts)
	}
}

func TestTables(t *testing.T) {
	g, facts := hunan(t)
	folder := t.TempDir() + "/"
	counts, err := export.ToPath(t.Context(), g, "csv", folder, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	read := func(name string) [][]string {
		content, err := os.ReadFile(folder + name)
		if err != nil {
			t.Fatal(err)
		}
		records, err := csv.NewReader(bytes.NewReader(content)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		return records
	}
	sources, nodes, edges := read("sources.csv"), read("nodes.csv"), read("edges.csv")
	if len(sources) != counts.Sources+1 || len(nodes) != counts.Nodes+1 || len(edges) != len(facts.Edges)+1 {
		t.Errorf("%d, %d and %d records of %+v", len(sources), len(nodes), len(edges), counts)
	}
	for _, name := range []string{"version", "pageRank", "degree", "community"} {
		if slices.Contains(nodes[0], name) {
			t.Errorf("there is a column %s, which the program computes", name)
		}
	}
	i := slices.IndexFunc(nodes, func(record []string) bool { return record[0] == "patent/cn102501891b" })
	if i < 0 {
		t.Fatal("a patent is missing")
	}
	for name, want := range map[string]string{"type": "Patent", "number": "CN102501891B", "kind": "INVENTION", "symbol": ""} {
		if got := nodes[i][slices.Index(nodes[0], name)]; got != want {
			t.Errorf("%s is %q", name, got)
		}
	}
	if list := nodes[i][slices.Index(nodes[0], "sources")]; !strings.HasPrefix(list, `["source/`) {
		t.Errorf("the sources are %s", list)
	}
}

func TestGraphML(t *testing.T) {
	g, facts := hunan(t)
	file := filepath.Join(t.TempDir(), "graph.graphml")
	if _, err := export.ToPath(t.Context(), g, "graphml", file, io.Discard); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var document struct {
		Keys []struct {
			ID string `xml:"id,attr"`
		} `xml:"key"`
		Nodes []struct {
			ID string `xml:"id,attr"`
		} `xml:"graph>node"`
		Edges []struct {
			Source string `xml:"source,attr"`
			Target string `xml:"target,attr"`
			Data   []struct {
				Key string `xml:"key,attr"`
			} `xml:"data"`
		} `xml:"graph>edge"`
	}
	if err := xml.Unmarshal(content, &document); err != nil {
		t.Fatal(err)
	}
	if n, e := len(document.Nodes), len(document.Edges); n != len(facts.Nodes) || e != len(facts.Edges) {
		t.Errorf("there are %d nodes and %d edges", n, e)
	}
	there, keys := map[string]bool{}, map[string]bool{}
	for _, node := range document.Nodes {
		there[node.ID] = true
	}
	for _, key := range document.Keys {
		keys[key.ID] = true
	}
	for _, edge := range document.Edges {
		if !there[edge.Source] || !there[edge.Target] {
			t.Errorf("an edge from %s to %s lacks an end", edge.Source, edge.Target)
		}
		for _, data := range edge.Data {
			if !keys[data.Key] {
				t.Errorf("the key %s is not declared", data.Key)
			}
		}
	}
}

// What is not whole does not look whole.
func TestUnfinished(t *testing.T) {
	g, _ := hunan(t)
	folder := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := export.ToPath(ctx, g, "jsonl", filepath.Join(folder, "graph.jsonl"), io.Discard)
	if got := names(t, folder); err == nil || !slices.Equal(got, []string{"graph.jsonl.part"}) {
		t.Errorf("%v: there are %v", err, got)
	}
	if _, err := export.ToPath(t.Context(), g, "jsonl", filepath.Join(folder, "missing", "graph.jsonl"), io.Discard); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file in no folder: %v", err)
	}
	if _, err := export.ToPath(t.Context(), g, "jsonl", "", broken{}); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("a pipe that nobody reads: %v", err)
	}
}

// broken is a pipe that nobody reads.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }
