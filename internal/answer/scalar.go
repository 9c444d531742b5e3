package answer

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"

	"innograph/internal/catalog"
	"innograph/internal/store"
)

func (t Text) write(e *encoder, _, _ []any) outcome {
	e.buffer = appendString(e.buffer, string(t))
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
		e.buffer = appendString(e.buffer, v)
	case int64:
		e.buffer = appendInteger(e.buffer, v, kind)
	case float64:
		e.buffer = appendFloat(e.buffer, v)
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
		return appendFloat(buffer, float64(v))
	}
	return strconv.AppendInt(buffer, v, 10)
}

// appendRaw copies JSON text, rewriting only what has more than one spelling.
func appendRaw(buffer, text []byte, kind catalog.Kind) []byte {
	switch {
	case kind == catalog.Float:
		if v, err := strconv.ParseFloat(string(text), 64); err == nil {
			return appendFloat(buffer, v)
		}
	case kind == catalog.Boolean:
		return strconv.AppendBool(buffer, text[0] == '1' || text[0] == 't')
	case bytes.IndexByte(text, '\\') >= 0:
		var s string
		if json.Unmarshal(text, &s) == nil {
			return appendString(buffer, s)
		}
	}
	return append(buffer, text...)
}

// appendFloat writes the shortest text that reads back as the same number, in the form
// that JavaScript writes.
func appendFloat(buffer []byte, v float64) []byte {
	if size := math.Abs(v); size == 0 || size >= 1e-6 && size < 1e21 {
		return strconv.AppendFloat(buffer, v, 'f', -1, 64)
	}
	buffer = strconv.AppendFloat(buffer, v, 'e', -1, 64)
	if n := len(buffer); buffer[n-3] == '-' && buffer[n-2] == '0' {
		buffer = append(buffer[:n-2], buffer[n-1]) // e-07 is e-7 there
	}
	return buffer
}

const hexadecimal = "0123456789ABCDEF"

// appendString quotes as gqlgen does: only what JSON demands is escaped, so that Chinese
// text stays readable.
func appendString(buffer []byte, s string) []byte {
	buffer = append(buffer, '"')
	start := 0
	for i := range len(s) {
		c := s[i]
		if c >= 0x20 && c != '"' && c != '\\' {
			continue
		}
		buffer = append(buffer, s[start:i]...)
		switch c {
		case '"', '\\':
			buffer = append(buffer, '\\', c)
		case '\n':
			buffer = append(buffer, '\\', 'n')
		case '\r':
			buffer = append(buffer, '\\', 'r')
		case '\t':
			buffer = append(buffer, '\\', 't')
		default:
			buffer = append(buffer, '\\', 'u', '0', '0', hexadecimal[c>>4], hexadecimal[c&15])
		}
		start = i + 1
	}
	buffer = append(buffer, s[start:]...)
	return append(buffer, '"')
}
