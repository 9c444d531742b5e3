package store

import (
	"bytes"
	"encoding/json"

	"innograph/internal/catalog"
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

// Value is a cell as the Go type that stands for values of a kind; nil where it is missing.
func Value(kind catalog.Kind, cell any) any {
	if cell == nil {
		return nil
	}
	switch kind {
	case catalog.Int, catalog.Long:
		return Integer(cell)
	case catalog.Float:
		return number(cell)
	case catalog.Boolean:
		return truth(cell)
	case catalog.StringList:
		return Texts(cell)
	}
	return Text(cell)
}

// Texts is a cell's list of strings.
func Texts(cell any) []string {
	cells := List(cell)
	texts := make([]string, len(cells))
	for i := range cells {
		texts[i] = Text(cells[i])
	}
	return texts
}

func number(cell any) float64 {
	if whole, ok := cell.(int64); ok {
		return float64(whole)
	}
	return scalar[float64](cell)
}

func truth(cell any) bool {
	if number, ok := cell.(int64); ok {
		return number != 0
	}
	return scalar[bool](cell)
}

// Integer is a cell's integer.
func Integer(cell any) int64 { return scalar[int64](cell) }

func scalar[T string | int64 | float64 | bool](cell any) (value T) {
	switch v := cell.(type) {
	case T:
		return v
	case *Raw:
		_ = json.Unmarshal(v.Text, &value) // an engine's own JSON; of another kind it stays zero
	}
	return value
}
