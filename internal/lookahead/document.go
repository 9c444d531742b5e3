package lookahead

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"
)

// document tells the variables of an operation apart: those whose values its plan takes
// as they come (plan.Given), and those that shape the plan, and so need one for each of
// their values. It follows from the text alone.
type document struct {
	given   []variable
	shaping []string
	places  map[string]int // of the given ones, by name
}

type variable struct{ name, kind string }

// taken are the operators whose operand the plan takes as it comes. That of the others
// makes the plan what it is, or is more than one value.
var taken = map[string]bool{
	"eq": true, "ne": true, "lt": true, "lte": true, "gt": true, "gte": true,
	"contains": true, "startsWith": true, "endsWith": true,
}

// plainKinds are the scalars of which a plan has no need to know the value.
var plainKinds = map[string]bool{"ID": true, "String": true, "Int": true, "Long": true, "Float": true, "PartialDate": true}

func newDocument(text *ast.QueryDocument, operation *ast.OperationDefinition) *document {
	s := shapers{}
	s.directives(operation.Directives)
	s.selections(operation.SelectionSet)
	for _, fragment := range text.Fragments { // those of other operations, too: it does no harm
		s.directives(fragment.Directives)
		s.selections(fragment.SelectionSet)
	}
	d := &document{places: map[string]int{}}
	for _, v := range operation.VariableDefinitions {
		if s[v.Variable] || !plainKinds[v.Type.NamedType] {
			d.shaping = append(d.shaping, v.Variable)
			continue
		}
		d.places[v.Variable] = len(d.given)
		d.given = append(d.given, variable{v.Variable, v.Type.NamedType})
	}
	return d
}

// values are those of the variables that are given, coerced. It is not ok where the
// planner has something to say to one.
func (d *document) values(variables map[string]any) (values []any, ok bool) {
	values = make([]any, len(d.given))
	for i, v := range d.given {
		value := variables[v.name]
		if value == nil {
			continue // it stands nowhere in the plan of this shape
		}
		coerced, refused := scalar(v.kind, value)
		if refused != nil {
			return nil, false
		}
		values[i] = coerced
	}
	return values, true
}

// shape is what the plan depends on: the values of the variables that shape it, and
// which of the others are there.
func (d *document) shape(variables map[string]any) string {
	var text []byte
	for _, v := range d.given {
		value, present := variables[v.name]
		text = append(text, state(present, value != nil))
	}
	for _, name := range d.shaping {
		value, present := variables[name]
		text = append(text, state(present, value != nil))
		text = appendValue(text, value)
	}
	return string(text)
}

func state(present, valued bool) byte {
	switch {
	case valued:
		return 'v'
	case present:
		return '0'
	}
	return '-'
}

// appendValue writes a variable's value so that no two values are written alike.
func appendValue(text []byte, value any) []byte {
	switch v := value.(type) {
	case nil:
		return append(text, '0')
	case string:
		return appendText(append(text, '"'), v)
	case json.Number:
		return appendText(append(text, '#'), v.String())
	case map[string]any:
		text = append(text, '{')
		for _, key := range slices.Sorted(maps.Keys(v)) {
			text = appendValue(appendText(text, key), v[key])
		}
		return append(text, '}')
	case []any:
		text = append(text, '[')
		for _, item := range v {
			text = appendValue(text, item)
		}
		return append(text, ']')
	case bool, int64, float64:
		return fmt.Appendf(text, "%T%v;", v, v)
	}
	return appendValue(text, items(value)) // of a type of gqlparser's own: a list of one kind
}

// appendText writes a text behind its length, whatever is in it.
func appendText(to []byte, text string) []byte {
	return append(append(strconv.AppendInt(to, int64(len(text)), 10), ':'), text...)
}

// shapers are the names of the variables that stand where the plan does not take a value
// as it comes.
type shapers map[string]bool

func (s shapers) selections(all ast.SelectionSet) {
	for _, selection := range all {
		switch selection := selection.(type) {
		case *ast.Field:
			s.field(selection)
		case *ast.InlineFragment:
			s.directives(selection.Directives)
			s.selections(selection.SelectionSet)
		case *ast.FragmentSpread:
			s.directives(selection.Directives) // what it spreads is seen by itself
		}
	}
}

func (s shapers) field(f *ast.Field) {
	s.directives(f.Directives)
	for _, argument := range f.Arguments {
		switch {
		case argument.Name == "where":
			s.filter(argument.Value)
		case argument.Name == "id" && f.ObjectDefinition.Name == "Query":
			// The id of a lookup is taken as it comes.
		default:
			s.value(argument.Value)
		}
	}
	s.selections(f.SelectionSet)
}

// filter looks at a part of a `where`.
func (s shapers) filter(v *ast.Value) {
	if v.Kind == ast.Variable {
		s[v.Raw] = true
	}
	for _, child := range v.Children {
		if child.Value.Kind != ast.Variable || !taken[child.Name] {
			s.filter(child.Value)
		}
	}
}

// value looks at a value all of which shapes the plan.
func (s shapers) value(v *ast.Value) {
	if v.Kind == ast.Variable {
		s[v.Raw] = true
	}
	for _, child := range v.Children {
		s.value(child.Value)
	}
}

func (s shapers) directives(all ast.DirectiveList) {
	for _, directive := range all {
		for _, argument := range directive.Arguments {
			s.value(argument.Value)
		}
	}
}
