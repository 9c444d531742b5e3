package importer

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"innograph/internal/catalog"
	"innograph/internal/rows"
)

// stdin is how standard input is named among files.
const stdin = "-"

// input is a file that is imported.
type input struct {
	name  string // as it was given
	path  string // where it can be read again: for standard input, a copy
	size  int64
	table table
}

// table is what the rows of a file give.
type table interface {
	HasNodes() bool
	HasEdges() bool
	// open begins to read the file.
	open(content io.Reader) (reader, error)
}

// reader gives the rows of a file one by one, each as the nodes or the edges in it.
type reader interface {
	next(pass pass) (row, error)
}

// inputs are all files of an import, in the order in which they are read.
type inputs struct {
	files  []*input
	passed []*input // over
	digest string   // of all content, and of the mapping
	spool  string   // the copy of standard input
}

func (in *inputs) close() {
	if in != nil && in.spool != "" {
		_ = os.Remove(in.spool) // a temporary file
	}
}

// open finds out what the files are, and reads each once for its digest.
func open(model *catalog.Catalog, o *Options) (*inputs, error) {
	in := &inputs{}
	if len(o.Files) == 0 {
		return in, usage("no file to import; - is standard input")
	}
	sum := sha256.New()
	if o.Mapping != nil {
		_, _ = io.WriteString(sum, o.Mapping.Digest) // a hash takes everything
	}
	order := map[*input]int{}
	var problems []error
	for _, name := range o.Files {
		file := &input{name: name, path: name}
		place, err := in.table(model, o, file)
		if err != nil {
			problems = append(problems, err)
			continue
		}
		if file.table == nil {
			in.passed = append(in.passed, file)
			o.Progress.Pass(name, o.Mapping.Tables[place].Skip)
			continue
		}
		order[file] = place
		in.files = append(in.files, file)
	}
	if err := errors.Join(problems...); err != nil {
		return in, err
	}
	if len(in.files) == 0 {
		return in, usage("the mapping passes over all of the files; there is nothing to import")
	}
	slices.SortStableFunc(in.files, func(a, b *input) int { return cmp.Compare(order[a], order[b]) })
	for _, file := range in.files {
		if err := in.take(o, file, sum); err != nil {
			return in, err
		}
		if err := file.try(); err != nil {
			return in, usage("%s: %w", file.name, err)
		}
	}
	in.digest = hex.EncodeToString(sum.Sum(nil))
	return in, nil
}

// table finds what the rows of a file mean, and its place among the tables of the mapping.
func (in *inputs) table(model *catalog.Catalog, o *Options, file *input) (int, error) {
	if o.Mapping == nil {
		if file.name != stdin {
			if kind, err := rows.KindOf(file.name); err != nil || kind != rows.JSONLines {
				return 0, usage("%s: without --mapping, files are the project's own JSON Lines, with names that end in .jsonl or .jsonl.gz", file.name)
			}
		}
		file.table = newOwn(model)
		return 0, nil
	}
	found := o.Mapping.Table(file.name)
	if file.name == stdin {
		if len(o.Mapping.Tables) != 1 {
			return 0, usage("standard input has no name, and the mapping has %d tables; take one with a single table, or name a file", len(o.Mapping.Tables))
		}
		found = o.Mapping.Tables[0]
	}
	if found == nil {
		return 0, usage("%s: the mapping %s has no table for it; it has some for %v", file.name, o.Mapping.Name, o.Mapping.Patterns())
	}
	if found.Skip == "" {
		file.table = &mapped{found}
	}
	return slices.Index(o.Mapping.Tables, found), nil
}

// take reads all of a file for its digest, and makes a copy of what can be read only once.
func (in *inputs) take(o *Options, file *input, sum io.Writer) error {
	if file.name == stdin {
		copied, err := os.CreateTemp("", "innograph-import-*")
		if err != nil {
			return fmt.Errorf("standard input cannot be kept while it is imported: %w", err)
		}
		in.spool, file.path = copied.Name(), copied.Name()
		file.size, err = io.Copy(io.MultiWriter(copied, sum), o.Stdin)
		if err := errors.Join(err, copied.Close()); err != nil {
			return fmt.Errorf("standard input cannot be read: %w", err)
		}
		return nil
	}
	content, err := os.Open(file.path)
	if err != nil {
		return usage("%s: cannot be read: %w", file.name, reason(err))
	}
	defer func() { _ = content.Close() }() // only read
	if file.size, err = io.Copy(sum, content); err != nil {
		return usage("%s: cannot be read: %w", file.name, reason(err))
	}
	return nil
}

// try begins to read a file, so that one that is none of its format is refused before
// anything is written.
func (file *input) try() error {
	content, err := file.content()
	if err != nil {
		return err
	}
	defer content.close()
	_, err = file.table.open(content)
	return err
}

func base(name string) string { return filepath.Base(name) }
