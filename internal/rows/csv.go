package rows

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"innograph/internal/lines"
)

type csvReader struct {
	records *csv.Reader
	columns []string
}

// newCSV reads the names of the columns from the first line.
func newCSV(content io.Reader, delimiter rune) (*csvReader, error) {
	buffered := bufio.NewReaderSize(content, 1<<16)
	if mark, _ := buffered.Peek(3); string(mark) == "\ufeff" {
		_, _ = buffered.Discard(3) // what was peeked is there
	}
	records := csv.NewReader(buffered)
	records.ReuseRecord = true
	records.FieldsPerRecord = -1 // a row with another number is its own problem, not the file's
	if delimiter != 0 {
		records.Comma = delimiter
	}
	header, err := records.Read()
	if errors.Is(err, io.EOF) {
		return nil, errors.New("the file is empty; its first line names the columns")
	}
	if err != nil {
		return nil, fmt.Errorf("the first line, which names the columns, cannot be read: %w", err)
	}
	columns := slices.Clone(header)
	for i, name := range columns {
		if slices.Contains(columns[:i], name) {
			return nil, fmt.Errorf("the first line names the column %s twice", lines.Shown(name))
		}
	}
	return &csvReader{records, columns}, nil
}

func (r *csvReader) Next() (Row, error) {
	record, err := r.records.Read()
	if parse, ok := errors.AsType[*csv.ParseError](err); ok {
		return Row{Line: parse.StartLine, Problem: fmt.Sprintf("Broken CSV at column %d of line %d: %v.", parse.Column, parse.Line, parse.Err)}, nil
	}
	if err != nil {
		return Row{}, err
	}
	row := Row{}
	row.Line, _ = r.records.FieldPos(0)
	if len(record) != len(r.columns) {
		row.Problem = fmt.Sprintf("The row has %d values for %d columns.", len(record), len(r.columns))
		return row, nil
	}
	values := make(lines.Object, len(record))
	for i, value := range record {
		if !utf8.ValidString(value) {
			row.Problem = fmt.Sprintf("The value of %s is not UTF-8; save as UTF-8.", r.columns[i])
			return row, nil
		}
		values[i] = lines.Member{Name: r.columns[i], Value: value}
	}
	row.Values = values
	return row, nil
}

// Columns are the names of the columns.
func (r *csvReader) Columns() []string { return r.columns }
