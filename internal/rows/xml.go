package rows

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"innograph/internal/lines"
)

// xmlReader gives each element of one name as a row, wherever it stands: in one document,
// or in many that follow each other in one file, as patent offices publish them.
//
// An element becomes an object of its attributes (`@lang`) and of the elements in it, those
// of one name as a list; an element without others becomes its text. Text with marks in
// it, such as `H<sub>2</sub>O`, is text without them.
type xmlReader struct {
	decoder *xml.Decoder
	record  string
}

// marks are elements in running text.
var marks = map[string]bool{"i": true, "b": true, "u": true, "o": true, "sub": true, "sup": true, "smallcaps": true, "br": true}

func newXML(content io.Reader, record string) *xmlReader {
	decoder := xml.NewDecoder(content)
	decoder.Entity = xml.HTMLEntity
	return &xmlReader{decoder, record}
}

func (r *xmlReader) Next() (Row, error) {
	for {
		token, err := r.decoder.Token()
		if err != nil {
			return Row{}, r.broken(err)
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != r.record {
			continue
		}
		line, _ := r.decoder.InputPos()
		value, err := r.element(start)
		if err != nil {
			return Row{}, r.broken(err)
		}
		values, ok := value.(lines.Object)
		if !ok {
			return Row{Line: line, Problem: "The record holds no elements."}, nil
		}
		return Row{Line: line, Values: values}, nil
	}
}

func (r *xmlReader) broken(err error) error {
	if syntax, ok := errors.AsType[*xml.SyntaxError](err); ok {
		return fmt.Errorf("broken XML at line %d: %s", syntax.Line, syntax.Msg)
	}
	return err
}

// element reads an element to its end.
func (r *xmlReader) element(start xml.StartElement) (any, error) {
	var members lines.Object
	for _, a := range start.Attr {
		members = append(members, lines.Member{Name: "@" + a.Name.Local, Value: a.Value})
	}
	attributes := len(members)
	var words strings.Builder
	for depth := 0; ; { // of marks
		token, err := r.decoder.Token()
		if err != nil {
			if errors.Is(err, io.EOF) {
				err = io.ErrUnexpectedEOF
			}
			return nil, err
		}
		switch token := token.(type) {
		case xml.StartElement:
			if marks[token.Name.Local] {
				depth++
				continue
			}
			value, err := r.element(token)
			if err != nil {
				return nil, err
			}
			members = add(members, token.Name.Local, value)
		case xml.CharData:
			words.Write(token)
		case xml.EndElement:
			if depth > 0 {
				depth--
				continue
			}
			if len(members) > attributes {
				return members, nil
			}
			return strings.Join(strings.Fields(words.String()), " "), nil
		}
	}
}

// add puts a value beside those of the same name.
func add(members lines.Object, name string, value any) lines.Object {
	for i := range members {
		if members[i].Name != name {
			continue
		}
		if list, ok := members[i].Value.([]any); ok {
			members[i].Value = append(list, value)
		} else {
			members[i].Value = []any{members[i].Value, value}
		}
		return members
	}
	return append(members, lines.Member{Name: name, Value: value})
}
