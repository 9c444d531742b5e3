package export

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"innograph/internal/plan"
	"innograph/internal/store"
)

// ToPath writes a graph as jsonl, csv or graphml: to standard output where the path is
// empty, into a folder where it ends with a slash, and else into a file. A file has its
// name only when it is whole.
func ToPath(ctx context.Context, g *Graph, format, path string, stdout io.Writer) (counts Counts, err error) {
	f := &files{}
	defer func() { err = errors.Join(err, f.close(err == nil)) }()
	writer, err := f.writer(ctx, g, format, path, stdout)
	if err != nil {
		return counts, err
	}
	return g.Write(ctx, writer)
}

// files are those that an export is written to.
type files struct{ open []*file }

type file struct {
	*bufio.Writer
	file *os.File // nil for standard output
	name string
}

// unfinished is what is behind the name of a file that is not whole.
const unfinished = ".part"

func (f *files) writer(ctx context.Context, g *Graph, format, path string, stdout io.Writer) (Writer, error) {
	if strings.HasSuffix(path, "/") {
		return f.folder(ctx, g, format, path)
	}
	to := &file{Writer: bufio.NewWriterSize(stdout, 1<<16)}
	if path == "" {
		f.open = append(f.open, to)
	} else {
		var err error
		if to, err = f.create(path); err != nil {
			return nil, err
		}
	}
	if format == "graphml" {
		return NewGraphML(g.Model, to)
	}
	return &Lines{Sources: to, Nodes: to, Edges: to}, nil
}

// folder writes apart what is apart in the project's own data sets.
func (f *files) folder(ctx context.Context, g *Graph, format, path string) (Writer, error) {
	if err := os.MkdirAll(path, 0o755); err != nil {
		return nil, fmt.Errorf("the folder cannot be made: %w", err)
	}
	var parts [3]*file
	for i, name := range []string{"sources.", "nodes.", "edges."} {
		var err error
		if parts[i], err = f.create(filepath.Join(path, name+format)); err != nil {
			return nil, err
		}
	}
	if format == "csv" {
		return NewTables(g.Model, parts[0], parts[1], parts[2])
	}
	about, err := f.create(filepath.Join(path, "dataset.json"))
	if err != nil {
		return nil, err
	}
	return &Lines{Sources: parts[0], Nodes: parts[1], Edges: parts[2]}, g.describe(ctx, about)
}

// describe writes what the store says of its content, as a data set has it.
func (g *Graph) describe(ctx context.Context, to io.Writer) error {
	cells, err := g.Store.Read(ctx, &plan.Operation{Roots: []plan.Query{&plan.Dataset{Parts: []plan.DatasetPart{
		plan.DatasetName, plan.DatasetVersion, plan.DatasetAsOf, plan.DatasetLicence,
	}}}})
	if err != nil {
		return err
	}
	parts := store.List(cells[0])
	encoder := json.NewEncoder(to)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(struct {
		Name    string `json:"name"`
		Version string `json:"version,omitempty"`
		AsOf    string `json:"asOf,omitempty"`
		Licence string `json:"licence,omitempty"`
	}{store.Text(parts[0]), store.Text(parts[1]), store.Text(parts[2]), store.Text(parts[3])})
}

func (f *files) create(name string) (*file, error) {
	created, err := os.Create(name + unfinished)
	if err != nil {
		return nil, fmt.Errorf("the file cannot be written: %w", err)
	}
	to := &file{Writer: bufio.NewWriterSize(created, 1<<16), file: created, name: name}
	f.open = append(f.open, to)
	return to, nil
}

// close ends the files, and gives those their names that are whole.
func (f *files) close(whole bool) error {
	var failures []error
	for _, to := range f.open {
		err := to.Flush()
		if to.file != nil {
			err = errors.Join(err, to.file.Close())
		}
		if err == nil && whole && to.file != nil {
			err = os.Rename(to.name+unfinished, to.name)
		}
		failures = append(failures, err)
	}
	return errors.Join(failures...)
}
