package random

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Operation is a GraphQL operation as a tree that can be printed, copied and cut down.
type Operation struct {
	Variables  []*Variable
	Selections []*Selection
	Fragments  []*Selection // Name is the fragment's, On its type
}

// Variable is a variable with what is given for it.
type Variable struct {
	Name, Type string
	Default    any  // nil: none
	Given      bool // else it is left out
	Value      any
}

// Selection is a field, an inline fragment or the spread of a named one.
type Selection struct {
	Kind       Kind
	Alias      string
	Name       string
	On         string // the type condition; may be empty
	Arguments  []Member
	Directives []Member // name and the value of `if`
	Selections []*Selection
	most       int // how many rows a field gives at most, as its shape was made
}

// Kind is the kind of a selection.
type Kind int

// The kinds of selections.
const (
	Field Kind = iota
	Inline
	Spread
)

// A value is a string, int64, float64 or bool, or one of these types.
type (
	// Null is the value null.
	Null struct{}
	// Enum is a value of an enum, by name.
	Enum string
	// Ref is a variable, by name.
	Ref string
	// List is a list of values.
	List []any
	// Object is an input object, in the order of its text.
	Object []Member
	// Member is a key with its value; also an argument, and a directive's `if`.
	Member struct {
		Name  string
		Value any
	}
	// Cursor stands for a cursor of the answer to the same operation without its
	// cursors: the one at Path, where an index of a list is Pick, modulo its length.
	Cursor struct {
		Variable string
		Path     []string
		Pick     int
	}
)

// Text prints the operation. Variables and fragments that nothing uses are left out.
func (o *Operation) Text() string {
	p := &printer{operation: o, variables: map[string]bool{}, fragments: map[string]bool{}}
	p.selections(o.Selections, 1)
	body := p.take()
	for printed := 0; printed < len(p.order); printed++ {
		for _, fragment := range o.Fragments {
			if fragment.Name == p.order[printed] {
				p.write("\nfragment ", fragment.Name, " on ", fragment.On)
				p.selections(fragment.Selections, 1)
			}
		}
	}
	fragments := p.take()
	var declared []string
	for _, v := range o.Variables {
		if p.variables[v.Name] {
			p.write("$", v.Name, ": ", v.Type)
			if v.Default != nil {
				p.write(" = ")
				p.value(v.Default)
			}
			declared = append(declared, p.take())
		}
	}
	for _, cursor := range o.Cursors() {
		if p.variables[cursor.Variable] {
			declared = append(declared, "$"+cursor.Variable+": String")
		}
	}
	if len(declared) > 0 {
		return "query(" + strings.Join(declared, ", ") + ")" + body + fragments + "\n"
	}
	return "query" + body + fragments + "\n"
}

// Given is the JSON of the variables that the text uses, with the cursors that are known.
func (o *Operation) Given(cursors map[string]string) json.RawMessage {
	text := o.Text()
	given := map[string]any{}
	for _, v := range o.Variables {
		if v.Given && strings.Contains(text, "$"+v.Name+":") {
			given[v.Name] = asJSON(v.Value)
		}
	}
	for name, cursor := range cursors {
		if strings.Contains(text, "$"+name+":") {
			given[name] = cursor
		}
	}
	if len(given) == 0 {
		return nil
	}
	encoded, err := json.Marshal(given)
	if err != nil {
		panic(err) // it is made of strings, numbers, lists and maps
	}
	return encoded
}

// Cursors lists the cursors that the operation takes from an earlier answer.
func (o *Operation) Cursors() []Cursor {
	var found []Cursor
	var visit func(selections []*Selection)
	visit = func(selections []*Selection) {
		for _, s := range selections {
			for _, argument := range s.Arguments {
				cursor, ok := argument.Value.(Cursor)
				if ok && !slices.ContainsFunc(found, func(c Cursor) bool { return c.Variable == cursor.Variable }) {
					found = append(found, cursor)
				}
			}
			visit(s.Selections)
		}
	}
	visit(o.Selections)
	for _, fragment := range o.Fragments {
		visit(fragment.Selections)
	}
	return found
}

func asJSON(value any) any {
	switch v := value.(type) {
	case Null:
		return nil
	case Enum:
		return string(v)
	case List:
		list := make([]any, len(v))
		for i, item := range v {
			list[i] = asJSON(item)
		}
		return list
	case Object:
		object := map[string]any{}
		for _, member := range v {
			object[member.Name] = asJSON(member.Value)
		}
		return object
	}
	return value
}

type printer struct {
	strings.Builder
	operation *Operation
	variables map[string]bool
	fragments map[string]bool
	order     []string // of the fragments, as they are met
}

func (p *printer) take() string {
	text := p.String()
	p.Reset()
	return text
}

func (p *printer) write(parts ...string) {
	for _, part := range parts {
		p.WriteString(part)
	}
}

func (p *printer) selections(selections []*Selection, depth int) {
	p.write(" {")
	if len(selections) == 0 {
		p.write(" __typename }")
		return
	}
	indent := "\n" + strings.Repeat("  ", depth)
	for _, s := range selections {
		p.write(indent)
		switch s.Kind {
		case Field:
			if s.Alias != "" {
				p.write(s.Alias, ": ")
			}
			p.write(s.Name)
			p.members("(", s.Arguments, ")")
		case Inline:
			p.write("...")
			if s.On != "" {
				p.write(" on ", s.On)
			}
		case Spread:
			p.write("...", s.Name)
			if !p.fragments[s.Name] {
				p.fragments[s.Name] = true
				p.order = append(p.order, s.Name)
			}
		}
		for _, directive := range s.Directives {
			p.write(" @", directive.Name, "(if: ")
			p.value(directive.Value)
			p.write(")")
		}
		if s.Selections != nil || s.Kind == Inline {
			p.selections(s.Selections, depth+1)
		}
	}
	p.write("\n", strings.Repeat("  ", depth-1), "}")
}

func (p *printer) members(open string, members []Member, end string) {
	if len(members) == 0 {
		if open == "{" {
			p.write("{}")
		}
		return
	}
	p.write(open)
	for i, member := range members {
		if i > 0 {
			p.write(", ")
		}
		p.write(member.Name, ": ")
		p.value(member.Value)
	}
	p.write(end)
}

func (p *printer) value(value any) {
	switch v := value.(type) {
	case Null:
		p.write("null")
	case Enum:
		p.write(string(v))
	case Ref:
		p.variables[string(v)] = true
		p.write("$", string(v))
	case Cursor:
		p.variables[v.Variable] = true
		p.write("$", v.Variable)
	case List:
		p.write("[")
		for i, item := range v {
			if i > 0 {
				p.write(", ")
			}
			p.value(item)
		}
		p.write("]")
	case Object:
		p.members("{", v, "}")
	case string:
		p.write(quoted(v))
	case float64:
		p.write(strconv.FormatFloat(v, 'g', -1, 64))
	default:
		p.write(fmt.Sprint(v))
	}
}

// quoted spells a GraphQL string.
func quoted(s string) string {
	var out strings.Builder
	out.WriteByte('"')
	for _, c := range s {
		switch {
		case c == '"' || c == '\\':
			out.WriteByte('\\')
			out.WriteRune(c)
		case c < ' ' || c == 0x7f:
			fmt.Fprintf(&out, `\u%04x`, c)
		default:
			out.WriteRune(c)
		}
	}
	out.WriteByte('"')
	return out.String()
}

// clone copies the operation, so that the copy can be cut down.
func (o *Operation) clone() *Operation {
	c := &Operation{Selections: cloneAll(o.Selections), Fragments: cloneAll(o.Fragments)}
	for _, v := range o.Variables {
		c.Variables = append(c.Variables, new(*v))
	}
	return c
}

func cloneAll(selections []*Selection) []*Selection {
	if selections == nil {
		return nil
	}
	out := make([]*Selection, len(selections))
	for i, s := range selections {
		out[i] = new(*s)
		out[i].Arguments = cloneValue(Object(s.Arguments)).(Object)
		out[i].Directives = slices.Clone(s.Directives)
		out[i].Selections = cloneAll(s.Selections)
	}
	return out
}

func cloneValue(value any) any {
	switch v := value.(type) {
	case List:
		out := make(List, len(v))
		for i, item := range v {
			out[i] = cloneValue(item)
		}
		return out
	case Object:
		out := make(Object, len(v))
		for i, member := range v {
			out[i] = Member{member.Name, cloneValue(member.Value)}
		}
		return out
	}
	return value
}
