package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// maxJSONDepth bounds the nesting of a request: far above any filter, far below what
// would strain the stack.
const maxJSONDepth = 200

// decodeJSON reads one JSON value as encoding/json reads it into an `any`, but numbers
// stay as written (json.Number), since float64 would round 64-bit integers, and what
// encoding/json lets pass is refused: duplicate keys, text behind the value, bytes that
// are not UTF-8, and escapes that stand for no character.
func decodeJSON(text []byte) (any, error) {
	if !utf8.Valid(text) {
		return nil, errors.New("it is not UTF-8")
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	value, err := decodeValue(decoder, maxJSONDepth)
	if err == nil {
		if _, end := decoder.Token(); end != io.EOF {
			err = fmt.Errorf("there is more text behind the value, from byte %d", decoder.InputOffset())
		}
	}
	if err == nil {
		err = checkSurrogates(text)
	}
	return value, err
}

func decodeValue(decoder *json.Decoder, depth int) (any, error) {
	token, err := next(decoder)
	if err != nil {
		return nil, err
	}
	switch token := token.(type) {
	case string:
		return token, checkNUL(token)
	case json.Delim:
		if depth == 0 {
			return nil, fmt.Errorf("it is nested more than %d deep", maxJSONDepth)
		}
		if token == '{' {
			return decodeObject(decoder, depth-1)
		}
		return decodeList(decoder, depth-1)
	default:
		return token, nil
	}
}

func decodeObject(decoder *json.Decoder, depth int) (any, error) {
	object := map[string]any{}
	for decoder.More() {
		token, err := next(decoder)
		if err != nil {
			return nil, err
		}
		key := token.(string) // the decoder lets nothing else stand here
		if err := checkNUL(key); err != nil {
			return nil, err
		}
		if _, ok := object[key]; ok {
			return nil, fmt.Errorf("the key %q is there twice, again at byte %d", key, decoder.InputOffset())
		}
		if object[key], err = decodeValue(decoder, depth); err != nil {
			return nil, err
		}
	}
	_, err := next(decoder) // }
	return object, err
}

func decodeList(decoder *json.Decoder, depth int) (any, error) {
	list := []any{}
	for decoder.More() {
		value, err := decodeValue(decoder, depth)
		if err != nil {
			return nil, err
		}
		list = append(list, value)
	}
	_, err := next(decoder) // ]
	return list, err
}

// next reads a token; its error says where the text breaks off or goes wrong.
func next(decoder *json.Decoder) (json.Token, error) {
	token, err := decoder.Token()
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, errors.New("it ends too early")
	}
	if wrong, ok := errors.AsType[*json.SyntaxError](err); ok {
		return nil, fmt.Errorf("%w, at byte %d", wrong, wrong.Offset)
	}
	return token, err
}
