package rows

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"innograph/internal/lines"
)

// deepest is how deep the values of a row may nest.
const deepest = 32

type jsonReader struct {
	content *Lines
	parser  lines.Parser
}

func newJSON(content io.Reader) *jsonReader {
	return &jsonReader{NewLines(content), lines.Parser{Depth: deepest}}
}

func (r *jsonReader) Next() (Row, error) {
	values, number, problem, err := r.content.Object(&r.parser)
	return Row{Line: number, Values: values, Problem: problem}, err
}

// Lines gives the lines of a file that hold something.
type Lines struct {
	content *bufio.Reader
	number  int
	long    []byte // a line that is longer than the reader's buffer
}

// ErrTooLong is the error of a line that is longer than lines.Longest. It is passed over.
var ErrTooLong = fmt.Errorf("the line is longer than %d bytes; write one object a line", lines.Longest)

// NewLines reads lines.
func NewLines(content io.Reader) *Lines {
	return &Lines{content: bufio.NewReaderSize(content, 1<<16)}
}

// Next gives the next line, good until the next call, and its number from 1; io.EOF behind
// the last one. ErrTooLong is of that line alone.
func (l *Lines) Next() ([]byte, int, error) {
	for {
		line, err := l.content.ReadSlice('\n')
		l.number++
		if errors.Is(err, bufio.ErrBufferFull) {
			line, err = l.rest(line)
		}
		switch {
		case err != nil && !errors.Is(err, io.EOF):
			return nil, l.number, err
		case len(bytes.TrimSpace(line)) > 0:
			return line, l.number, nil
		case err != nil:
			return nil, l.number, io.EOF
		}
	}
}

// Object gives the next line as the object that it is, or the problem with it.
func (l *Lines) Object(parser *lines.Parser) (given lines.Object, number int, problem string, err error) {
	line, number, err := l.Next()
	if err == nil {
		given, err = parser.Parse(line)
		return given, number, unreadable(err), nil
	}
	if errors.Is(err, ErrTooLong) {
		return nil, number, unreadable(err), nil
	}
	return nil, number, "", err
}

func unreadable(err error) string {
	if err == nil {
		return ""
	}
	return "The line cannot be read: " + err.Error() + "."
}

// rest puts a line together that begins with what filled the buffer.
func (l *Lines) rest(begin []byte) ([]byte, error) {
	l.long = append(l.long[:0], begin...)
	length := len(begin)
	for {
		part, err := l.content.ReadSlice('\n')
		length += len(part)
		if length <= lines.Longest {
			l.long = append(l.long, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case length > lines.Longest && (err == nil || errors.Is(err, io.EOF)):
			return nil, ErrTooLong
		}
		return l.long, err
	}
}
