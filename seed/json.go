package seed

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// object is a JSON object with its members in the order of the text.
type object []member

type member struct {
	name  string
	value any // string, json.Number, bool, nil, []any or object
}

// get gives the value of a member, nil when it is absent or null.
func (o object) get(name string) any {
	for _, m := range o {
		if m.name == name {
			return m.value
		}
	}
	return nil
}

// parse reads one JSON object and is stricter than encoding/json, which lets the last of
// two members with one name win. The error says what would be right.
func parse(content []byte) (object, error) {
	p := parser{json.NewDecoder(bytes.NewReader(content))}
	p.UseNumber()
	value, err := p.value(0)
	if err != nil {
		return nil, err
	}
	found, ok := value.(object)
	if !ok {
		return nil, fmt.Errorf("%s where an object {…} belongs", kindOf(value))
	}
	if _, err := p.Token(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("more text after the object, at byte %d; write one object a line", p.InputOffset()+1)
	}
	return found, nil
}

// deepest is how deep values may nest: the object, its props, a list in them.
const deepest = 3

type parser struct{ *json.Decoder }

func (p parser) value(depth int) (any, error) {
	token, err := p.Token()
	if err != nil {
		return nil, p.broken(err)
	}
	switch token := token.(type) {
	case string:
		if strings.ContainsRune(token, 0) {
			return nil, fmt.Errorf("the character U+0000 in a text, before byte %d; take it out", p.InputOffset()+1)
		}
		return token, nil
	case json.Delim:
		if depth == deepest {
			return nil, fmt.Errorf("values nest deeper than %d levels at byte %d; see the form in README.md", deepest, p.InputOffset())
		}
		if token == '[' {
			return p.list(depth)
		}
		return p.object(depth)
	}
	return token, nil
}

func (p parser) list(depth int) (any, error) {
	items := []any{}
	for p.More() {
		item, err := p.value(depth + 1)
		if err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	_, err := p.Token()
	return items, p.broken(err)
}

func (p parser) object(depth int) (any, error) {
	var members object
	for p.More() {
		name, err := p.value(depth + 1)
		if err != nil {
			return nil, err
		}
		value, err := p.value(depth + 1)
		if err != nil {
			return nil, err
		}
		members = append(members, member{name.(string), value})
		for _, before := range members[:len(members)-1] {
			if before.name == name {
				return nil, fmt.Errorf("%s is given twice in one object; keep one", shown(name))
			}
		}
	}
	_, err := p.Token()
	return members, p.broken(err)
}

func (p parser) broken(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("broken JSON: it ends too early; a quote or a bracket is not closed")
	}
	return fmt.Errorf("broken JSON near byte %d: %s", p.InputOffset()+1, strings.TrimPrefix(err.Error(), "json: "))
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
	case object:
		return "an object"
	}
	return "null"
}
