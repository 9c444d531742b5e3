// Package rows reads the rows of data files, whatever their format, one at a time: CSV,
// JSON Lines, and records of XML, plain or compressed with gzip.
package rows

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"innograph/internal/lines"
)

// Row is a row of a file.
type Row struct {
	Line   int          // where it begins, from 1
	Values lines.Object // by the names of the columns; nil when Problem tells why
	// Problem is why the row cannot be read, as one sentence for people; the rows behind it
	// can be read nevertheless.
	Problem string
}

// Reader gives the rows of a file in order.
type Reader interface {
	// Next gives the next row, and io.EOF behind the last one. After any other error there
	// is nothing more to be had.
	Next() (Row, error)
}

// Format is the format of a file.
type Format struct {
	Kind      Kind
	Delimiter rune   // of CSV: what stands between two values
	Record    string // of XML: the name of the element that is a row
}

// Kind is a kind of format.
type Kind string

// The kinds.
const (
	CSV       Kind = "csv"
	JSONLines Kind = "jsonl"
	XML       Kind = "xml"
)

// Kinds are all kinds of format.
var Kinds = lines.List{string(CSV), string(JSONLines), string(XML)}

// KindOf tells the kind of a file from its name, with or without `.gz`.
func KindOf(name string) (Kind, error) {
	switch strings.ToLower(filepath.Ext(Base(name))) {
	case ".csv", ".tsv":
		return CSV, nil
	case ".jsonl", ".ndjson":
		return JSONLines, nil
	case ".xml":
		return XML, nil
	}
	return "", fmt.Errorf("the name %q does not end as that of a known format: .csv, .tsv, .jsonl, .ndjson or .xml, with or without .gz behind it", filepath.Base(name))
}

// Base is a file's name without its folder and without `.gz`.
func Base(name string) string {
	return strings.TrimSuffix(filepath.Base(name), ".gz")
}

// New reads the rows of content.
func New(format Format, content io.Reader) (Reader, error) {
	switch format.Kind {
	case CSV:
		return newCSV(content, format.Delimiter)
	case JSONLines:
		return newJSON(content), nil
	case XML:
		return newXML(content, format.Record), nil
	}
	return nil, fmt.Errorf("there is no format %q; the formats are %v", format.Kind, Kinds)
}
