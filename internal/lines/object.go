package lines

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"innograph/internal/text"
)

// Longest bounds the memory that one line takes, in bytes.
const Longest = 1 << 20

// Object is a JSON object with its members in the order of the text.
type Object []Member

// Member is a member of an object.
type Member struct {
	Name  string
	Value any // string, json.Number, bool, nil, []any or Object
}

// Get gives the value of a member, nil when it is absent or null.
func (o Object) Get(name string) any {
	for _, m := range o {
		if m.Name == name {
			return m.Value
		}
	}
	return nil
}

// Parser reads JSON objects, one after the other. It is stricter than encoding/json, which
// lets the last of two members with one name win and mends broken text without a word.
// The zero value is ready; it keeps its buffers from one object to the next.
type Parser struct {
	// Depth is how deep values may nest; 0 is the depth of the project's own lines: the
	// object, its props, a list in them.
	Depth int

	content bytes.Reader
	decoder jsontext.Decoder
}

// deepest is how deep the project's own lines nest.
const deepest = 3

var byteOrderMark = []byte("\ufeff")

// Parse reads a line that is one JSON object. The error says what would be right.
func (p *Parser) Parse(line []byte) (Object, error) {
	switch {
	case bytes.HasPrefix(line, byteOrderMark):
		return nil, errors.New("a byte order mark; save as UTF-8 without one")
	case len(bytes.TrimSpace(line)) == 0:
		return nil, errors.New("nothing here; write one object a line, without lines between")
	case !utf8.Valid(line):
		return nil, errors.New("not UTF-8; save as UTF-8")
	case text.LoneSurrogate(line):
		return nil, errors.New(`half of a surrogate pair, such as \ud83d alone; write the character itself`)
	}
	p.content.Reset(line)
	p.decoder.Reset(&p.content)
	value, err := p.value(0)
	if err != nil {
		return nil, err
	}
	found, ok := value.(Object)
	if !ok {
		return nil, fmt.Errorf("%s where an object {…} belongs", kindOf(value))
	}
	if _, err := p.decoder.ReadToken(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("more text after the object, at byte %d; write one object a line", p.decoder.InputOffset()+1)
	}
	return found, nil
}

func (p *Parser) value(depth int) (any, error) {
	token, err := p.decoder.ReadToken()
	if err != nil {
		return nil, p.broken(err)
	}
	switch token.Kind() {
	case '"':
		found := token.String()
		if strings.IndexByte(found, 0) >= 0 {
			return nil, fmt.Errorf("the character U+0000 in a text, before byte %d; take it out", p.decoder.InputOffset()+1)
		}
		return found, nil
	case '0':
		return json.Number(token.String()), nil
	case 't', 'f':
		return token.Bool(), nil
	case 'n':
		return nil, nil
	}
	if limit := max(p.Depth, deepest); depth == limit {
		return nil, fmt.Errorf("values nest deeper than %d levels at byte %d; see the form in README.md", limit, p.decoder.InputOffset())
	}
	if token.Kind() == '[' {
		return p.list(depth)
	}
	return p.object(depth)
}

func (p *Parser) list(depth int) (any, error) {
	items := []any{}
	for p.decoder.PeekKind() != ']' {
		item, err := p.value(depth + 1)
		if err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	_, err := p.decoder.ReadToken()
	return items, p.broken(err)
}

func (p *Parser) object(depth int) (any, error) {
	var members Object
	for p.decoder.PeekKind() != '}' {
		name, err := p.value(depth + 1)
		if err != nil {
			return nil, err
		}
		value, err := p.value(depth + 1)
		if err != nil {
			return nil, err
		}
		members = append(members, Member{name.(string), value})
	}
	_, err := p.decoder.ReadToken()
	return members, p.broken(err)
}

func (p *Parser) broken(err error) error {
	if err == nil {
		return nil
	}
	syntactic, ok := errors.AsType[*jsontext.SyntacticError](err)
	switch {
	case !ok || errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("broken JSON: it ends too early; a quote or a bracket is not closed")
	case errors.Is(err, jsontext.ErrDuplicateName):
		return fmt.Errorf("%s is given twice in one object; keep one", Shown(syntactic.JSONPointer.LastToken()))
	}
	return fmt.Errorf("broken JSON near byte %d: %w", syntactic.ByteOffset+1, syntactic.Err)
}

// kindOf names what a value is, for messages.
func kindOf(value any) string {
	switch value.(type) {
	case string:
		return "a text"
	case json.Number:
		return "a number"
	case bool:
		return "true or false"
	case []any:
		return "a list"
	case Object:
		return "an object"
	}
	return "null"
}

// Encode is an object as JSON, with its members in their order.
func Encode(o Object) ([]byte, error) {
	var out bytes.Buffer
	encoder := jsontext.NewEncoder(&out)
	if err := encode(encoder, o); err != nil {
		return nil, err
	}
	return bytes.TrimSpace(out.Bytes()), nil
}

func encode(to *jsontext.Encoder, value any) error {
	switch value := value.(type) {
	case Object:
		err := to.WriteToken(jsontext.BeginObject)
		for i := 0; i < len(value) && err == nil; i++ {
			if err = to.WriteToken(jsontext.String(value[i].Name)); err == nil {
				err = encode(to, value[i].Value)
			}
		}
		return errors.Join(err, to.WriteToken(jsontext.EndObject))
	case []any:
		err := to.WriteToken(jsontext.BeginArray)
		for i := 0; i < len(value) && err == nil; i++ {
			err = encode(to, value[i])
		}
		return errors.Join(err, to.WriteToken(jsontext.EndArray))
	case string:
		return to.WriteToken(jsontext.String(value))
	case json.Number:
		return to.WriteValue(jsontext.Value(value))
	case bool:
		return to.WriteToken(jsontext.Bool(value))
	}
	return to.WriteToken(jsontext.Null)
}
