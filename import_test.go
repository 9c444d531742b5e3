package main

import (
	"os"
	"path/filepath"
	"testing"
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
