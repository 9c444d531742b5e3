// Package mappings holds what the program knows of the form of published data: one file for
// each data set, in the language that docs/import.md describes.
package mappings

import (
	"embed"
	"io/fs"
	"strings"
)

//go:embed *.yaml
var files embed.FS

// Names are the names of the mappings, in order.
func Names() []string {
	found, err := fs.Glob(files, "*.yaml")
	if err != nil {
		panic(err) // the pattern is a constant and valid
	}
	for i, name := range found {
		found[i] = strings.TrimSuffix(name, ".yaml")
	}
	return found
}

// Read gives the file of the mapping of that name; fs.ErrNotExist when there is none.
func Read(name string) ([]byte, error) {
	return files.ReadFile(name + ".yaml")
}
