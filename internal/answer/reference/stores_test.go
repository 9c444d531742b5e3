package reference_test

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"

	"innograph/internal/plan"
	"innograph/internal/store"
)

// changed is a store that changes each scalar cell before handing it out.
type changed struct {
	store.Store
	change func(*store.Raw) any
}

func (s changed) Read(ctx context.Context, operation *plan.Operation) ([]any, error) {
	cells, err := s.Store.Read(ctx, operation)
	s.list(cells)
	return cells, err
}

func (s changed) list(cells []any) {
	for i, cell := range cells {
		switch c := cell.(type) {
		case []any:
			s.list(c)
		case *store.Raw:
			cells[i] = s.change(c)
		}
	}
}

// value decodes a cell as a driver does that answers in Go values.
func value(raw *store.Raw) any {
	decoder := json.NewDecoder(bytes.NewReader(raw.Text))
	decoder.UseNumber()
	var v any
	if err := decoder.Decode(&v); err != nil {
		panic(err) // the store's own JSON
	}
	if number, ok := v.(json.Number); ok {
		if n, err := number.Int64(); err == nil {
			return n
		}
		f, err := number.Float64()
		if err != nil {
			panic(err)
		}
		return f
	}
	return v
}

// difficult adds to every text with a blank, which no id or name of a type has, all
// that needs an escape, might be thought to, or can be spelled in several ways.
func difficult(raw *store.Raw) any {
	if raw.Text[0] != '"' || !bytes.Contains(raw.Text, []byte(" ")) {
		return raw
	}
	text := strings.TrimSuffix(string(raw.Text), `"`)
	return &store.Raw{Text: []byte(text + ` \"\\\/\b\f\n\r\t\u0000\u001F\u007f\u2028\u00e9<&>é轨道\ud83d\ude00😀"`)}
}

// without forgets a text wherever it stands.
func without(text string) func(*store.Raw) any {
	return func(raw *store.Raw) any {
		if value(raw) == text {
			return nil
		}
		return raw
	}
}

// forget does the same to a tree.
func forget(in any, text string) any {
	switch v := in.(type) {
	case map[string]any:
		for key := range v {
			v[key] = forget(v[key], text)
		}
	case []any:
		for i := range v {
			v[i] = forget(v[i], text)
		}
	case string:
		if v == text {
			return nil
		}
	}
	return in
}
