package importer

import (
	"context"
	"errors"
	"fmt"
	"io"

	"innograph/internal/lines"
	"innograph/internal/mapping"
)

// pass is one of the two ways through all files.
type pass int

const (
	nodesPass pass = iota
	edgesPass
	passes
	// skipping only counts rows.
	skipping
)

// row is what a reader found in a row.
type row struct {
	line     int
	values   lines.Object
	nodes    []mapping.Node
	edges    []mapping.Edge
	problems []string
}

// origin is where something comes from.
type origin struct {
	line   int
	values lines.Object
}

type nodeItem struct {
	mapping.Node
	origin
}

type edgeItem struct {
	mapping.Edge
	origin
}

// rejection is a row, or something in a row, that cannot be written.
type rejection struct {
	origin
	file, reason string
}

// batch is what one transaction writes: some rows of one file.
type batch struct {
	pass     pass
	file     int
	from, to int // rows of the file, in this pass
	nodes    []nodeItem
	edges    []edgeItem
	rejected []rejection
	tally    Tally
	offset   int64 // bytes that all is gone through by then
	last     bool  // of the file, in this pass
}

const (
	// batchItems is how many nodes and edges a transaction writes: more are hardly faster,
	// and keep other writers waiting.
	batchItems = 4000
	// batchRows keeps the note of the position moving where rows give nothing.
	batchRows = 50_000
	// batchBytes bounds the memory that rows with much in them take.
	batchBytes = 16 << 20
)

// produce reads all files, from a position on, and sends what is in them in batches.
func (r *run) produce(ctx context.Context, start position, out chan<- *batch) error {
	var before int64
	for p := start.Pass; p < passes; p++ {
		for i, file := range r.inputs.files {
			at := position{Pass: p, File: i}
			if p == nodesPass && !file.table.HasNodes() || p == edgesPass && !file.table.HasEdges() {
				continue
			}
			if at.before(start) {
				before += file.size
				continue
			}
			if at.Pass == start.Pass && at.File == start.File {
				at.Rows = start.Rows
			}
			if err := r.read(ctx, file, at, before, out); err != nil {
				return fmt.Errorf("%s: %w", file.name, err)
			}
			before += file.size
		}
	}
	return nil
}

// total is how many bytes are gone through in all.
func (r *run) total() int64 {
	var total int64
	for _, file := range r.inputs.files {
		if file.table.HasNodes() {
			total += file.size
		}
		if file.table.HasEdges() {
			total += file.size
		}
	}
	return total
}

// read sends the batches of one file in one pass.
func (r *run) read(ctx context.Context, file *input, at position, before int64, out chan<- *batch) error {
	content, err := file.content()
	if err != nil {
		return err
	}
	defer content.close()
	from, err := file.table.open(content)
	if err != nil {
		return err
	}
	for range at.Rows {
		if _, err := from.next(skipping); err != nil {
			return err
		}
	}
	for rows, last := at.Rows, false; !last; {
		b := &batch{pass: at.Pass, file: at.File, from: rows}
		begin := content.plain
		for len(b.nodes)+len(b.edges) < r.options.Batch && rows-b.from < batchRows && content.plain-begin < batchBytes {
			found, err := from.next(at.Pass)
			if errors.Is(err, io.EOF) {
				last = true
				break
			}
			if err != nil {
				return err
			}
			rows++
			b.add(file, &found)
		}
		b.to, b.last, b.offset = rows, last, before+content.offset()
		select {
		case out <- b:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// add takes what is in a row.
func (b *batch) add(file *input, found *row) {
	from := origin{found.line, found.values}
	for _, n := range found.nodes {
		b.nodes = append(b.nodes, nodeItem{n, from})
	}
	for _, e := range found.edges {
		b.edges = append(b.edges, edgeItem{e, from})
	}
	first := b.pass == nodesPass || !file.table.HasNodes()
	if first {
		b.tally.Rows++
	}
	if !first && found.values == nil {
		return // the first pass has told why it cannot be read
	}
	for _, problem := range found.problems {
		b.reject(file, from, problem)
	}
}

func (b *batch) reject(file *input, from origin, reason string) {
	b.rejected = append(b.rejected, rejection{from, base(file.name), reason})
	b.tally.Rejected++
}
