package naive

import (
	"encoding/json"
	"fmt"

	"github.com/vektah/gqlparser/v2/ast"
)

// object writes an object of a concrete type: each of its fields by `value`, but
// __typename, which every object has.
func (r *run) object(typeName string, sets []ast.SelectionSet, value func(f *field)) {
	r.out.WriteByte('{')
	for i, f := range r.collect(typeName, sets) {
		if i > 0 {
			r.out.WriteByte(',')
		}
		r.text(f.Alias)
		r.out.WriteByte(':')
		if f.Name == "__typename" {
			r.text(typeName)
		} else {
			value(f)
		}
	}
	r.out.WriteByte('}')
}

func list[T any](r *run, items []T, write func(T)) {
	r.out.WriteByte('[')
	for i, item := range items {
		if i > 0 {
			r.out.WriteByte(',')
		}
		write(item)
	}
	r.out.WriteByte(']')
}

// scalar writes a stored or computed value; nil is null.
func (r *run) scalar(value any) {
	switch v := value.(type) {
	case nil:
		r.out.WriteString("null")
	case string:
		r.text(v)
	case []string:
		list(r, v, r.text)
	default:
		r.out.WriteString(plain(v))
	}
}

// plain is a value as text, without quotes; a number as JavaScript writes it.
func plain(value any) string {
	if number, ok := value.(float64); ok {
		text, err := json.Marshal(number)
		if err != nil {
			panic(err) // no graph holds infinity
		}
		return string(text)
	}
	return fmt.Sprint(value)
}

// text writes a string with as few escapes as JSON allows.
func (r *run) text(s string) {
	r.out.WriteByte('"')
	for _, c := range s {
		switch {
		case c == '"' || c == '\\':
			r.out.WriteByte('\\')
			r.out.WriteRune(c)
		case c == '\n':
			r.out.WriteString(`\n`)
		case c == '\r':
			r.out.WriteString(`\r`)
		case c == '\t':
			r.out.WriteString(`\t`)
		case c < ' ':
			fmt.Fprintf(&r.out, `\u%04X`, c)
		default:
			r.out.WriteRune(c)
		}
	}
	r.out.WriteByte('"')
}
