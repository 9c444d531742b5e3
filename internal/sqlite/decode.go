package sqlite

import (
	"bytes"
	"errors"
	"fmt"

	"innograph/internal/store"
)

// Decode reads the JSON text of an answer into cells: lists, nil, booleans, and all other
// scalars as the text they are (store.Raw), which most often is only copied to the
// response. The cells point into the text, which must not be changed afterwards.
//
// It reads what SQLite writes, without space between the tokens. Lists are cut from a few
// large slices: their number of elements is known only at their end, so they gather on a
// stack until then.
func Decode(text []byte) ([]any, error) {
	d := decoder{text: text, stack: make([]any, 0, min(256, len(text)/8+8))}
	d.cells.size, d.raws.size = len(text)/20+16, len(text)/24+16
	cell, err := d.cell()
	if err != nil {
		return nil, err
	}
	cells, isList := cell.([]any)
	if !isList || d.at != len(text) {
		return nil, errors.New("sqlite: the answer is no single JSON list")
	}
	return cells, nil
}

type decoder struct {
	text  []byte
	at    int
	stack []any
	cells slab[any]
	raws  slab[store.Raw]
}

// slab hands out pieces of large slices.
type slab[T any] struct {
	free []T
	size int
}

func (s *slab[T]) take(n int) []T {
	if len(s.free) < n {
		s.free = make([]T, max(n, s.size))
	}
	taken := s.free[:n:n]
	s.free = s.free[n:]
	return taken
}

func (d *decoder) cell() (any, error) {
	if d.at == len(d.text) {
		return nil, d.wrong()
	}
	switch d.text[d.at] {
	case '[':
		return d.list()
	case '"':
		return d.string()
	case 'n':
		return nil, d.word("null")
	case 't':
		return true, d.word("true")
	case 'f':
		return false, d.word("false")
	}
	return d.number()
}

func (d *decoder) list() (any, error) {
	d.at++
	bottom := len(d.stack)
	for d.at < len(d.text) && d.text[d.at] != ']' {
		cell, err := d.cell()
		if err != nil {
			return nil, err
		}
		d.stack = append(d.stack, cell)
		if d.at < len(d.text) && d.text[d.at] == ',' {
			d.at++
		}
	}
	if d.at == len(d.text) {
		return nil, d.wrong()
	}
	d.at++
	cells := d.cells.take(len(d.stack) - bottom)
	copy(cells, d.stack[bottom:])
	d.stack = d.stack[:bottom]
	return cells, nil
}

func (d *decoder) string() (any, error) {
	end := d.at + 1
	for {
		quote := bytes.IndexByte(d.text[end:], '"')
		if quote < 0 {
			return nil, d.wrong()
		}
		end += quote + 1
		if !escaped(d.text[d.at+1 : end-1]) {
			return d.raw(end), nil
		}
	}
}

// escaped tells whether what follows the text is escaped: an odd number of backslashes
// stands at its end.
func escaped(text []byte) bool {
	n := len(text)
	for n > 0 && text[n-1] == '\\' {
		n--
	}
	return (len(text)-n)%2 == 1
}

func (d *decoder) number() (any, error) {
	end := d.at
	for end < len(d.text) && d.text[end] != ',' && d.text[end] != ']' {
		end++
	}
	if c := d.text[d.at]; c != '-' && (c < '0' || c > '9') {
		return nil, d.wrong()
	}
	return d.raw(end), nil
}

func (d *decoder) word(word string) error {
	if !bytes.HasPrefix(d.text[d.at:], []byte(word)) {
		return d.wrong()
	}
	d.at += len(word)
	return nil
}

// raw takes the token that ends there.
func (d *decoder) raw(end int) *store.Raw {
	raw := &d.raws.take(1)[0]
	raw.Text = d.text[d.at:end:end]
	d.at = end
	return raw
}

func (d *decoder) wrong() error {
	return fmt.Errorf("sqlite: the answer is no JSON list: byte %d of %d", d.at, len(d.text))
}
