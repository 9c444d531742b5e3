// Package importer brings data files of any size into a store that is in use: batch by
// batch, with a note in each batch of how far it has come, so that an import that was cut
// off goes on where it was, with nothing done twice and nothing left out.
//
// All files are gone through twice, first for their nodes and then for their edges, so
// that edges may lead to nodes of later rows and of other files. One goroutine reads while
// another writes.
package importer

import (
	"context"
	"fmt"
	"io"
	"path/filepath"

	"innograph/internal/catalog"
	"innograph/internal/mapping"
	"innograph/internal/store"
	"innograph/internal/write"
)

// Options say what is imported and how.
type Options struct {
	Files []string // `-` is standard input
	// Mapping says what the files mean; nil for the project's own lines.
	Mapping *mapping.Mapping
	DryRun  bool
	// Bulk writes faster while pages and filters of who reads the store are slower.
	Bulk bool
	// Rejected is the file for the rows that are rejected; empty: one beside the first
	// file's name, in the current folder.
	Rejected string

	// Batch is how many nodes and edges a transaction writes; 0: as many as is good.
	Batch int

	Stdin    io.Reader
	Progress Progress
}

// Progress is told how far an import has come.
type Progress interface {
	// Advance tells how many of all bytes are gone through, and how many rows were read.
	Advance(bytes, total int64, rows int)
	// Pass tells that a file is passed over, and why.
	Pass(file, reason string)
	Done()
}

// UsageError is an error in what was asked for: files, formats, mappings.
type UsageError struct{ Err error }

func (e *UsageError) Error() string { return e.Err.Error() }

// Unwrap gives the error itself.
func (e *UsageError) Unwrap() error { return e.Err }

func usage(format string, args ...any) error {
	return &UsageError{fmt.Errorf(format, args...)}
}

// Run imports. The summary tells what was done, up to the error where there is one.
func Run(ctx context.Context, model *catalog.Catalog, to store.Writer, o Options) (*Summary, error) {
	if o.Batch == 0 {
		o.Batch = batchItems
	}
	inputs, err := open(model, &o)
	defer inputs.close()
	if err != nil {
		return nil, err
	}
	r := &run{
		model: model, store: to, writer: write.New(model, to), options: &o, inputs: inputs,
		resolver: newResolver(model, to), summary: &Summary{DryRun: o.DryRun},
	}
	if o.Bulk && !o.DryRun {
		return r.summary, to.Bulk(ctx, r.all)
	}
	return r.summary, r.all(ctx)
}

// actor is who an import is in the log of changes.
func (o *Options) actor() string {
	if o.Mapping == nil {
		return "import"
	}
	return "import:" + o.Mapping.Name
}

// rejected is the file for rejected rows.
func (o *Options) rejected() string {
	if o.Rejected != "" {
		return o.Rejected
	}
	name := filepath.Base(o.Files[0])
	if name == stdin {
		name = "import"
	}
	return name + ".rejected.jsonl"
}
