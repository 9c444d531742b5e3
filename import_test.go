package main

import (
	"os"
	"path/filepath"
	"testing"

	"innograph/internal/catalog"
	"innograph/internal/config"
	"innograph/internal/store/engines"
	"innograph/schema"
)

// A script can tell by its exit code what came of an import.
func TestImportEndsWithCodes(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, content := range map[string]string{
		"a.yaml": `
sources: {id: source/a, title: A, publisher: P, url: https://example.org/a, language: en}
tables: [{files: '*.csv', nodes: {it: {type: Product, id: 'product/{id}', set: {name: '{name}'}}}}]
`,
		"wrong.yaml": "tables: 7\n",
		"good.csv":   "id,name\na,A\nb,B\n",
		"some.csv":   "id,name\na,A\nB,B\n",
		"broken.csv": "\x1f\x8bthis is no gzip",
	} {
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	store := []string{"--store", "sqlite:" + filepath.Join(t.TempDir(), "a.db"), "--seed", "none", "--log-level", "error"}
	for _, c := range []struct {
		code int
		args []string
	}{
		{importedAll, []string{"--help"}},
		{importUsage, nil},
		{importUsage, []string{"--maping", "ror", "a.csv"}},
		{importUsage, []string{"--mapping", "rorr", "a.csv"}},
		{importUsage, []string{"--mapping", "nowhere.yaml", "a.csv"}},
		{importUsage, []string{"--mapping", "wrong.yaml", "good.csv"}},
		{importUsage, []string{"--mapping", "a.yaml", "nowhere.csv"}},
		{importUsage, []string{"--mapping", "a.yaml", "broken.csv"}},
		{importedSome, []string{"--mapping", "a.yaml", "--dry-run", "some.csv"}},
		{importedAll, []string{"--mapping", "a.yaml", "good.csv"}},
		{importedAll, []string{"--mapping", "a.yaml", "good.csv"}},
		{importedSome, []string{"--mapping", "a.yaml", "some.csv"}},
		{importFailed, []string{"--mapping", "a.yaml", "--rejected", "nowhere/rejected.jsonl", "some.csv"}},
	} {
		if got := importing(append(store, c.args...)); got != c.code {
			t.Errorf("%v ends with %d, want %d", c.args, got, c.code)
		}
	}
	if _, err := os.Stat("some.csv.rejected.jsonl"); err != nil {
		t.Error(err)
	}
}

// A dry run knows what an empty store begins with, and leaves it empty.
func TestDryRunWritesNothing(t *testing.T) {
	t.Chdir(t.TempDir())
	const lines = `{"id": "product/a", "type": "Product", "name": "A", "sources": ["source/people-2023-06-26"]}
{"type": "COMPONENT_OF", "from": "product/igbt-module", "to": "product/a", "sources": ["source/people-2023-06-26"]}
`
	if err := os.WriteFile("a.jsonl", []byte(lines), 0o600); err != nil {
		t.Fatal(err)
	}
	const address = "sqlite:a.db"
	if code := importing([]string{"--store", address, "--seed", config.SeedHunan, "--log-level", "error", "--dry-run", "a.jsonl"}); code != importedAll {
		t.Errorf("it ends with %d", code)
	}
	model, err := catalog.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	store, err := engines.Open(t.Context(), address, engines.Options{Catalog: model, Counter: uncounted{}})
	if err != nil {
		t.Fatal(err)
	}
	if empty, err := store.Empty(t.Context()); err != nil || !empty {
		t.Errorf("the store is not empty: %v", err)
	}
	if err := store.Close(); err != nil {
		t.Error(err)
	}
}
