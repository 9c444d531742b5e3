package seed

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"slices"
	"unicode/utf8"

	"innograph/internal/text"
)

// longestLine bounds the memory that one line takes, in bytes.
const longestLine = 1 << 20

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
		l.problem("the line is longer than %d bytes; write one object a line", longestLine)
	default:
		l.problem("the file cannot be read: %v", err)
	}
}

// lines gives each line of a file to read, and tells whether all of it could be read.
func (r *reader) lines(name string, read func(*line, object)) bool {
	file, err := r.files.Open(name)
	if err != nil {
		(&line{file: name, problems: r.problems}).unreadable(err)
		return false
	}
	err = r.each(name, file, read)
	return errors.Join(err, file.Close()) == nil
}

func (r *reader) each(name string, content io.Reader, read func(*line, object)) error {
	scanner := bufio.NewScanner(content)
	scanner.Buffer(nil, longestLine)
	number := 0
	for scanner.Scan() {
		number++
		l := &line{name, number, r.problems}
		if given, ok := l.object(scanner.Bytes()); ok {
			read(l, given)
		}
	}
	if err := scanner.Err(); err != nil {
		(&line{name, number + 1, r.problems}).unreadable(err)
		return err
	}
	return nil
}

var byteOrderMark = []byte("\ufeff")

// object reads the text as one JSON object.
func (l *line) object(content []byte) (object, bool) {
	switch {
	case bytes.HasPrefix(content, byteOrderMark):
		l.problem("a byte order mark; save as UTF-8 without one")
	case len(bytes.TrimSpace(content)) == 0:
		l.problem("nothing here; write one object a line, without lines between")
	case !utf8.Valid(content):
		l.problem("not UTF-8; save as UTF-8")
	case text.LoneSurrogate(content):
		l.problem(`half of a surrogate pair, such as \ud83d alone; write the character itself`)
	default:
		given, err := parse(content)
		if err == nil {
			return given, true
		}
		l.problem("%v", err)
	}
	return nil, false
}

// known refuses members of other names.
func (l *line) known(given object, names []string, owner string) {
	for _, m := range given {
		if !slices.Contains(names, m.name) {
			l.problem("%s has no %s%v; it has %v", owner, shown(m.name), nearest{m.name, names}, list(names))
		}
	}
}

// text gives a member that is a text, and whether it is one; absent is "" and true.
func (l *line) text(given object, name string) (string, bool) {
	value := given.get(name)
	if value == nil {
		return "", true
	}
	found, ok := value.(string)
	if !ok {
		l.problem("%q is %s; write a text", name, shown(value))
	}
	return found, ok
}

// nested gives a member that is an object, empty when absent.
func (l *line) nested(given object, name string) object {
	value := given.get(name)
	found, ok := value.(object)
	if !ok && value != nil {
		l.problem("%q is %s; write an object {…}", name, shown(value))
	}
	return found
}
