package answer

import (
	"bytes"
	"encoding/csv"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"innograph/internal/fault"
)

// Format is a form of an export.
type Format int

// The formats.
const (
	JSONLines Format = iota // one object a line, as in the response's nodes or edges
	CSV                     // a line of names, and one for each row
	GraphML                 // nodes and edges of the selection, in XML
)

// Document is a list as a document that is written from the beginning to the end,
// however many rows it has. What a method gives is good until the next call.
type Document interface {
	Head() []byte
	// Row is the text of a row, in their order from index 0. The errors say why there is none.
	Row(index int, row []any) ([]byte, gqlerror.List)
	Tail() []byte
}

// NewDocument makes a document of the rows of the list that has this path of response keys.
// The error is BAD_USER_INPUT: the selection is not fit for the format.
func NewDocument(format Format, path []string, rows Rows) (Document, *fault.Error) {
	x := NewExporter(path, rows)
	switch format {
	case CSV:
		d := &table{Table: NewTable(x)}
		d.writer = csv.NewWriter(&d.buffer)
		return d, nil
	case GraphML:
		return newGraph(x)
	}
	return lines{x}, nil
}

type lines struct{ *Exporter }

func (lines) Head() []byte { return nil }
func (lines) Tail() []byte { return nil }

func (l lines) Row(index int, row []any) ([]byte, gqlerror.List) {
	text, errors := l.JSON(index, row)
	return append(text, '\n'), errors
}

type table struct {
	*Table
	buffer bytes.Buffer
	writer *csv.Writer
}

func (t *table) Head() []byte { return t.line(t.Columns) }
func (*table) Tail() []byte   { return nil }

func (t *table) Row(index int, row []any) ([]byte, gqlerror.List) {
	record, errors := t.Record(index, row)
	return t.line(record), errors
}

func (t *table) line(record []string) []byte {
	t.buffer.Reset()
	_ = t.writer.Write(record) // into memory
	t.writer.Flush()
	return t.buffer.Bytes()
}
