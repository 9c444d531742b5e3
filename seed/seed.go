// Package seed holds the data sets that come with the program and reads them, and any
// other in the same form, into facts that a store can load: see hunan/README.md.
//
// Reading checks everything against the model and changes nothing, so that a data set
// with a wrong line is refused as a whole, with all that is wrong with it.
package seed

import (
	"embed"
	"io/fs"
	"time"

	"innograph/internal/catalog"
	"innograph/internal/lines"
	"innograph/internal/measure"
	"innograph/internal/store"
	"innograph/internal/text"
)

//go:embed hunan
var embedded embed.FS

// Hunan gives the files of the curated facts on innovation in Hunan.
func Hunan() fs.FS {
	files, err := fs.Sub(embedded, "hunan")
	if err != nil {
		panic(err) // the path is a constant and valid
	}
	return files
}

// The files of a data set, at the top level of its file system.
const (
	datasetFile = "dataset.json"
	sourcesFile = "sources.jsonl"
	nodesFile   = "nodes.jsonl"
	edgesFile   = "edges.jsonl"
)

// Read reads and checks a data set, and measures its graph. The error is a *Problems when the data is at fault.
func Read(model *catalog.Catalog, files fs.FS) (*store.Facts, error) {
	r := &reader{
		files:    files,
		facts:    &store.Facts{},
		problems: &Problems{},
		lines:    lines.NewReader(model),
		nodes:    map[string]seen{},
		edges:    map[identity]seen{},
		holders:  map[holding]int{},
	}
	// A file that cannot be read ends it: all that refers to it would be wrong too.
	if r.dataset() && r.each(sourcesFile, r.source) && r.each(nodesFile, r.node) {
		r.each(edgesFile, r.edge)
	}
	if len(r.problems.Found) > 0 {
		return nil, r.problems
	}
	measure.Add(r.facts, time.Now())
	return r.facts, nil
}

// reader reads one data set.
type reader struct {
	files    fs.FS
	lines    *lines.Reader
	parser   lines.Parser
	facts    *store.Facts
	problems *Problems
	nodes    map[string]seen // by id, sources too; those with problems as well
	edges    map[identity]seen
	holders  map[holding]int // the lines with the unique values
}

// holding is a value that one node alone may have.
type holding struct {
	of            *catalog.Unique
	value, within string
}

// seen remembers where a node or an edge was read first.
type seen struct {
	line int
	kind *catalog.Type // of a node
	from string        // of an edge
}

// dataset reads dataset.json, and tells whether it was there.
func (r *reader) dataset() bool {
	l := &line{file: datasetFile, problems: r.problems}
	content, err := fs.ReadFile(r.files, datasetFile)
	if err != nil {
		l.unreadable(err)
		return false
	}
	given, ok := r.object(l, content)
	if !ok {
		return true
	}
	known := []string{"name", "version", "asOf", "licence"}
	lines.Known(given, known, "a data set", l.problem)
	set := map[string]string{}
	for _, name := range known {
		set[name], _ = lines.Text(given, name, l.problem)
	}
	if set["name"] == "" {
		l.problem(`no "name": say what the data set is called`)
	}
	if set["asOf"] != "" {
		if err := text.CheckDate(set["asOf"]); err != nil {
			l.problem(`"asOf": %v`, err)
		}
	}
	r.facts.Dataset = store.Dataset{
		Name: set["name"], Version: set["version"], AsOf: set["asOf"], Licence: set["licence"],
	}
	return true
}
