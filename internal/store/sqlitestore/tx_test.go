package sqlitestore

import (
	"path/filepath"
	"testing"

	"innograph/internal/catalog"
	"innograph/internal/store/storetest"
)

func TestWriter(t *testing.T) {
	storetest.Writer(t, pair)
	storetest.Readers(t, pair)
}

// pair is two stores on one file.
func pair(t *testing.T, model *catalog.Catalog) (first, second storetest.Engine) {
	path := filepath.Join(t.TempDir(), "graph.db")
	return open(t, path, model, Options{}), open(t, path, model, Options{})
}

// A database in memory has one store.
func TestWriterInMemory(t *testing.T) {
	storetest.Writer(t, func(t *testing.T, model *catalog.Catalog) (first, second storetest.Engine) {
		s := open(t, Memory, model, Options{})
		return s, s
	})
}
