package main

import "strconv"

// writer appends a cell as JSON.
type writer func(out []byte, cell any) []byte

// layouts are the responses of the shapes, as fields in the order of the lists' cells.
var layouts = map[string]writer{
	"point":  one("product", object(field("id"), field("name"), field("nameZh"), field("category"), field("year"))),
	"page":   one("products", nodes(object(field("id"), field("name"), field("category"), field("year")))),
	"recent": one("products", nodes(object(field("id"), field("name"), field("year")))),
	"deep":   one("products", nodes(object(field("id"), field("name"), field("category")))),
	"nested": one("products", nodes(object(field("id"), field("name"),
		as("developers", nodes(object(field("id"), field("name"),
			as("develops", nodes(object(field("id"), field("name"), field("category")))))))))),
	"filter": one("products", object(as("totalCount", scalar),
		as("nodes", list(object(field("id"), field("name"), field("category")))))),
	"edges": one("patents", nodes(patent)),
	"wide": one("products", nodes(object(field("id"), field("name"), field("nameZh"), field("category"), field("year"), field("model"),
		as("developers", nodes(object(field("id"), field("name"))))))),
	"roots": object(as("product", first(object(field("id"), field("name")))),
		as("technologies", nodes(object(field("id"), field("name"), field("domain")))),
		as("patents", nodes(object(field("id"), field("name"), field("number"))))),
	"facet": one("products", one("facets", list(object(field("key"), field("count"))))),
}

type member struct {
	label string
	write writer
}

func field(name string) member            { return as(name, scalar) }
func as(name string, write writer) member { return member{`"` + name + `":`, write} }

func object(members ...member) writer {
	return func(out []byte, cell any) []byte {
		cells := cell.([]any)
		out = append(out, '{')
		for i := range members {
			if i > 0 {
				out = append(out, ',')
			}
			out = members[i].write(append(out, members[i].label...), cells[i])
		}
		return append(out, '}')
	}
}

// one is an object with a single member, which the cell is.
func one(name string, write writer) writer {
	label := `{"` + name + `":`
	return func(out []byte, cell any) []byte { return append(write(append(out, label...), cell), '}') }
}

func nodes(write writer) writer { return one("nodes", list(write)) }

func list(write writer) writer {
	return func(out []byte, cell any) []byte {
		out = append(out, '[')
		for i, item := range cell.([]any) {
			if i > 0 {
				out = append(out, ',')
			}
			out = write(out, item)
		}
		return append(out, ']')
	}
}

// first is the only item of a list, or null.
func first(write writer) writer {
	return func(out []byte, cell any) []byte {
		if items := cell.([]any); len(items) > 0 {
			return write(out, items[0])
		}
		return append(out, "null"...)
	}
}

// patent has two cells in one field, and edges two objects in one list.
func patent(out []byte, cell any) []byte {
	cells := cell.([]any)
	out = scalar(append(out, `{"id":`...), cells[0])
	out = scalar(append(out, `,"name":`...), cells[1])
	out = scalar(append(out, `,"owners":{"totalCount":`...), cells[2])
	out = list(ownership)(append(out, `,"edges":`...), cells[3])
	return append(out, "}}"...)
}

func ownership(out []byte, cell any) []byte {
	cells := cell.([]any)
	out = scalar(append(out, `{"role":`...), cells[0])
	out = scalar(append(out, `,"node":{"id":`...), cells[1])
	out = scalar(append(out, `,"name":`...), cells[2])
	return append(out, "}}"...)
}

func scalar(out []byte, cell any) []byte {
	switch v := cell.(type) {
	case string:
		return quoted(out, v)
	case int64:
		return strconv.AppendInt(out, v, 10)
	}
	return append(out, "null"...)
}

func quoted(out []byte, text string) []byte {
	const hexadecimal = "0123456789abcdef"
	out = append(out, '"')
	start := 0
	for i := range len(text) {
		c := text[i]
		if c >= 0x20 && c != '"' && c != '\\' {
			continue
		}
		out = append(out, text[start:i]...)
		if c < 0x20 {
			out = append(out, '\\', 'u', '0', '0', hexadecimal[c>>4], hexadecimal[c&15])
		} else {
			out = append(out, '\\', c)
		}
		start = i + 1
	}
	return append(append(out, text[start:]...), '"')
}
