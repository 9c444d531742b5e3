package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// maxJSONDepth bounds the nesting of a request: far above any filter, far below what
// would strain the stack.
const maxJSONDepth = 200

// decoders are used again: what one needs to tell keys that are there twice is a third of
// what it costs to read a small request.
var decoders = sync.Pool{New: func() any { return jsontext.NewDecoder(bytes.NewReader(nil)) }}

// decodeJSON reads one JSON value as encoding/json reads it into an `any`, but numbers
// stay as written (json.Number), since float64 would round 64-bit integers, and what
// encoding/json lets pass is refused: duplicate keys, text behind the value, bytes that
// are not UTF-8, and escapes that stand for no character.
func decodeJSON(text []byte) (any, error) {
	if !utf8.Valid(text) {
		return nil, errors.New("it is not UTF-8")
	}
	if err := checkSurrogates(text); err != nil {
		return nil, err
	}
	decoder := decoders.Get().(*jsontext.Decoder)
	defer decoders.Put(decoder)
	decoder.Reset(bytes.NewBuffer(text))
	value, err := decodeValue(decoder, maxJSONDepth)
	if err == nil {
		if _, end := decoder.ReadToken(); !errors.Is(end, io.EOF) {
			err = fmt.Errorf("there is more text behind the value, from byte %d", decoder.InputOffset())
		}
	}
	return value, err
}

func decodeValue(decoder *jsontext.Decoder, depth int) (any, error) {
	token, err := decoder.ReadToken()
	if err != nil {
		return nil, explain(err)
	}
	switch token.Kind() {
	case '"':
		text := token.String()
		return text, checkNUL(text)
	case '0':
		return json.Number(token.String()), nil
	case 't', 'f':
		return token.Bool(), nil
	case 'n':
		return nil, nil
	}
	switch {
	case depth == 0:
		return nil, fmt.Errorf("it is nested more than %d deep", maxJSONDepth)
	case token.Kind() == '{':
		return decodeObject(decoder, depth-1)
	}
	return decodeList(decoder, depth-1)
}

func decodeObject(decoder *jsontext.Decoder, depth int) (any, error) {
	object := map[string]any{}
	for decoder.PeekKind() != '}' {
		token, err := decoder.ReadToken() // a string, or an error
		if err != nil {
			return nil, explain(err)
		}
		key := token.String()
		if err := checkNUL(key); err != nil {
			return nil, err
		}
		if object[key], err = decodeValue(decoder, depth); err != nil {
			return nil, err
		}
	}
	_, err := decoder.ReadToken() // }
	return object, explain(err)
}

func decodeList(decoder *jsontext.Decoder, depth int) (any, error) {
	list := []any{}
	for decoder.PeekKind() != ']' {
		value, err := decodeValue(decoder, depth)
		if err != nil {
			return nil, err
		}
		list = append(list, value)
	}
	_, err := decoder.ReadToken() // ]
	return list, explain(err)
}

// explain says, of an error, where the text breaks off or goes wrong.
func explain(err error) error {
	if err == nil {
		return nil
	}
	wrong, ok := errors.AsType[*jsontext.SyntacticError](err)
	switch {
	case !ok, errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("it ends too early")
	case errors.Is(err, jsontext.ErrDuplicateName):
		return fmt.Errorf("the key %q is there twice, again at byte %d", wrong.JSONPointer.LastToken(), wrong.ByteOffset)
	case errors.Is(err, jsontext.ErrNonStringName):
		return fmt.Errorf("a key is no string in quotes, at byte %d", wrong.ByteOffset)
	}
	return fmt.Errorf("%w, at byte %d", wrong.Err, wrong.ByteOffset)
}
