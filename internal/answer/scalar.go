package answer

import (
	"bytes"
	"encoding/json"
	"strconv"

	"innograph/internal/catalog"
	"innograph/internal/store"
	"innograph/internal/text"
)

func (t Text) write(e *encoder, _, _ []any) outcome {
	e.buffer = text.AppendString(e.buffer, string(t))
	return written
}

func (t TypeName) write(e *encoder, row, _ []any) outcome {
	return e.scalar(row[t.At], catalog.Enumeration)
}

func (s Scalar) write(e *encoder, _, cells []any) outcome { return e.scalar(cells[s.At], s.Kind) }

func (c Common) write(e *encoder, row, _ []any) outcome { return e.scalar(row[c.At], c.Kind) }

// scalar writes one value in the one form that both engines' answers take.
func (e *encoder) scalar(cell any, kind catalog.Kind) outcome {
	if cell == nil {
		if kind != catalog.StringList {
			return missing
		}
		cell = []any(nil) // no aliases are an empty list of aliases
	}
	switch v := cell.(type) {
	case *store.Raw:
		e.buffer = appendRaw(e.buffer, v.Text, kind)
	case string:
		e.buffer = text.AppendString(e.buffer, v)
	case int64:
		e.buffer = appendInteger(e.buffer, v, kind)
	case float64:
		e.buffer = text.AppendFloat(e.buffer, v)
	case bool:
		e.buffer = strconv.AppendBool(e.buffer, v)
	case []any:
		return e.list(len(v), func(i int) outcome { return e.scalar(v[i], catalog.String) })
	}
	return written
}

func appendInteger(buffer []byte, v int64, kind catalog.Kind) []byte {
	switch kind {
	case catalog.Boolean:
		return strconv.AppendBool(buffer, v != 0)
	case catalog.Float:
		return text.AppendFloat(buffer, float64(v))
	}
	return strconv.AppendInt(buffer, v, 10)
}

// appendRaw copies JSON text, rewriting only what has more than one spelling.
func appendRaw(buffer, raw []byte, kind catalog.Kind) []byte {
	switch {
	case kind == catalog.Float:
		if v, err := strconv.ParseFloat(string(raw), 64); err == nil {
			return text.AppendFloat(buffer, v)
		}
	case kind == catalog.Boolean:
		return strconv.AppendBool(buffer, raw[0] == '1' || raw[0] == 't')
	case bytes.IndexByte(raw, '\\') >= 0:
		var s string
		if json.Unmarshal(raw, &s) == nil {
			return text.AppendString(buffer, s)
		}
	}
	return append(buffer, raw...)
}
