package store

import (
	"bytes"
	"encoding/json"
)

// What a cell of an answer holds, whether the engine gave Go values or JSON text. A cell
// of another kind is the zero value.

// List is a cell's list.
func List(cell any) []any {
	list, _ := cell.([]any)
	return list
}

// Text is a cell's string.
func Text(cell any) string {
	if raw, ok := cell.(*Raw); ok && len(raw.Text) > 1 && raw.Text[0] == '"' && bytes.IndexByte(raw.Text, '\\') < 0 {
		return string(raw.Text[1 : len(raw.Text)-1])
	}
	return scalar[string](cell)
}

// Integer is a cell's integer.
func Integer(cell any) int64 { return scalar[int64](cell) }

func scalar[T string | int64](cell any) (value T) {
	switch v := cell.(type) {
	case T:
		return v
	case *Raw:
		_ = json.Unmarshal(v.Text, &value) // an engine's own JSON; of another kind it stays zero
	}
	return value
}
