package seed

import (
	"bufio"
	"errors"
	"io"
	"io/fs"

	"innograph/internal/lines"
)

// line is one line of a file, or a whole file where number is 0: where problems are.
type line struct {
	file     string
	number   int
	problems *Problems
}

func (l *line) problem(format string, args ...any) {
	l.problems.add(l.file, l.number, format, args)
}

// unreadable tells why a file could not be read to its end.
func (l *line) unreadable(err error) {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		l.problem("the file is not there; a data set has %s, %s, %s and %s", datasetFile, sourcesFile, nodesFile, edgesFile)
	case errors.Is(err, bufio.ErrTooLong):
		l.problem("the line is longer than %d bytes; write one object a line", lines.Longest)
	default:
		l.problem("the file cannot be read: %v", err)
	}
}

// each gives each line of a file to read, and tells whether all of it could be read.
func (r *reader) each(name string, read func(*line, lines.Object)) bool {
	file, err := r.files.Open(name)
	if err != nil {
		(&line{file: name, problems: r.problems}).unreadable(err)
		return false
	}
	err = r.scan(name, file, read)
	return errors.Join(err, file.Close()) == nil
}

func (r *reader) scan(name string, content io.Reader, read func(*line, lines.Object)) error {
	scanner := bufio.NewScanner(content)
	scanner.Buffer(nil, lines.Longest)
	number := 0
	for scanner.Scan() {
		number++
		l := &line{name, number, r.problems}
		if given, ok := r.object(l, scanner.Bytes()); ok {
			read(l, given)
		}
	}
	if err := scanner.Err(); err != nil {
		(&line{name, number + 1, r.problems}).unreadable(err)
		return err
	}
	return nil
}

// object reads the text as one JSON object.
func (r *reader) object(l *line, content []byte) (lines.Object, bool) {
	given, err := r.parser.Parse(content)
	if err != nil {
		l.problem("%v", err)
	}
	return given, err == nil
}
