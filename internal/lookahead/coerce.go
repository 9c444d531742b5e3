package lookahead

import (
	"encoding/json"
	"math"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/catalog"
	"innograph/internal/fault"
	"innograph/internal/plan"
	"innograph/internal/text"
)

// arguments gives the arguments of a field, coerced by their types in the schema: an
// input object is a map[string]any without its absent fields, a list is a []any, the
// scalars are string, int64, float64 and bool, an enum value is its name, and null is a
// nil that is present; a plan.Given stands for the scalars that requests bring along,
// where the plan takes it. (gqlgen's ArgumentMap leaves the inside of input objects as it
// was written.)
func (r *request) arguments(f graphql.CollectedField) map[string]any {
	arguments := make(map[string]any, len(f.Definition.Arguments))
	for _, definition := range f.Definition.Arguments {
		value, present := any(nil), false
		if given := f.Arguments.ForName(definition.Name); given != nil {
			value, present = r.plain(given.Value)
		}
		// A null says no more than leaving the argument out.
		if (!present || value == nil && !definition.Type.NonNull) && definition.DefaultValue != nil {
			value, present = r.plain(definition.DefaultValue)
		}
		if present {
			in := place{field: f, path: definition.Name}
			arguments[definition.Name] = r.coerce(in, definition.Type, value)
		}
	}
	return arguments
}

// place is where in the operation a value stands.
type place struct {
	field graphql.CollectedField
	path  string
}

func (p place) under(key string) place { return place{p.field, p.path + "." + key} }

// wrong refuses a value.
func (p place) wrong(code fault.Code, format string, args ...any) *fault.Error {
	refused := fault.New(code, "%s(%s): %s", p.field.Name, p.path, fault.New(code, format, args...).Message).Pointing(p.field.Position)
	if writes(p.field) {
		return refused.In(p.argument())
	}
	return refused
}

// plain takes a literal apart, with the variables put in. A variable that was not given
// is absent.
func (r *request) plain(v *ast.Value) (any, bool) {
	switch v.Kind {
	case ast.Variable:
		value, present := r.operation.Variables[v.Raw]
		if at, given := r.given[v.Raw]; given && value != nil {
			return plan.Given{At: at}, true
		}
		return value, present
	case ast.NullValue:
		return nil, true
	case ast.IntValue, ast.FloatValue:
		return json.Number(v.Raw), true
	case ast.BooleanValue:
		return v.Raw == "true", true
	case ast.ListValue:
		list := make([]any, len(v.Children))
		for i, child := range v.Children {
			list[i], _ = r.plain(child.Value)
		}
		return list, true
	case ast.ObjectValue:
		object := make(map[string]any, len(v.Children))
		for _, child := range v.Children {
			if value, present := r.plain(child.Value); present {
				object[child.Name] = value
			}
		}
		return object, true
	}
	return v.Raw, true // strings and enum values
}

func (r *request) coerce(in place, t *ast.Type, value any) any {
	if value == nil {
		if t.NonNull {
			panic(in.wrong(fault.ValidationFailed, "null is not allowed here; %s is wanted.", t))
		}
		return nil
	}
	if t.Elem != nil {
		items := items(value)
		list := make([]any, len(items))
		for i, item := range items {
			list[i] = r.coerce(in.under(strconv.Itoa(i)), t.Elem, item)
		}
		return list
	}
	switch definition := r.schema.Types[t.NamedType]; definition.Kind {
	case ast.InputObject:
		return r.coerceObject(in, definition, value)
	case ast.Enum:
		name, ok := value.(string)
		if !ok || definition.EnumValues.ForName(name) == nil {
			panic(in.wrong(fault.ValidationFailed, "%v is no %s; it is one of %s.", value, t.NamedType, enumNames(definition)))
		}
		return name
	}
	if given, ok := value.(plan.Given); ok { // which is coerced for each request
		return r.byNow(in, t, given)
	}
	coerced, refused := scalar(t.NamedType, value)
	if refused != nil {
		panic(in.wrong(refused.Code, "%s", refused.Message))
	}
	return r.byNow(in, t, coerced)
}

// items takes a list apart. A single value is a list of one; gqlparser has made it one of
// its own type where it came in a variable.
func items(value any) []any {
	if list, ok := value.([]any); ok {
		return list
	}
	typed := reflect.ValueOf(value)
	if typed.Kind() != reflect.Slice {
		return []any{value}
	}
	list := make([]any, typed.Len())
	for i := range list {
		list[i] = typed.Index(i).Interface()
	}
	return list
}

func (r *request) coerceObject(in place, definition *ast.Definition, value any) map[string]any {
	given, ok := value.(map[string]any)
	if !ok {
		panic(in.wrong(fault.ValidationFailed, "%v is no %s, which is an object.", value, definition.Name))
	}
	object := make(map[string]any, len(given))
	for _, field := range definition.Fields {
		value, present := given[field.Name]
		if !present && field.DefaultValue != nil {
			value, present = r.plain(field.DefaultValue)
		}
		if present {
			object[field.Name] = r.coerce(in.under(field.Name), field.Type, value)
		}
	}
	return object
}

func enumNames(definition *ast.Definition) string {
	names := make([]string, len(definition.EnumValues))
	for i, v := range definition.EnumValues {
		names[i] = v.Name
	}
	return strings.Join(names, ", ")
}

// scalar coerces a value to the scalar type of that name.
func scalar(name string, value any) (any, *fault.Error) {
	switch name {
	case "Int":
		return integer(name, value, math.MinInt32, math.MaxInt32)
	case "Long":
		return integer(name, value, -catalog.LargestLong, catalog.LargestLong)
	case "Float":
		return float(value)
	case "Boolean":
		if b, ok := value.(bool); ok {
			return b, nil
		}
		return nil, fault.New(fault.ValidationFailed, "%v is no Boolean; true or false is wanted.", value)
	case "ID":
		if n, ok := value.(json.Number); ok {
			value = n.String()
		}
		if n, ok := value.(int64); ok {
			value = strconv.FormatInt(n, 10)
		}
	}
	s, ok := value.(string)
	if !ok {
		return nil, fault.New(fault.ValidationFailed, "%v is no %s; a string is wanted.", value, name)
	}
	if strings.ContainsRune(s, 0) || !utf8.ValidString(s) {
		return nil, fault.New(fault.BadUserInput, "the string holds U+0000 or bytes that are no character, which no text has. Remove them.")
	}
	if name == "PartialDate" {
		if err := text.CheckDate(s); err != nil {
			return nil, fault.New(fault.BadUserInput, "%s", err)
		}
	}
	return s, nil
}

func integer(name string, value any, least, most int64) (any, *fault.Error) {
	n, ok := value.(int64)
	if number, isNumber := value.(json.Number); isNumber {
		parsed, err := number.Int64()
		n, ok = parsed, err == nil
	}
	if !ok || n < least || n > most {
		return nil, fault.New(fault.ValidationFailed, "%v is no %s; a whole number from %d to %d is wanted.", value, name, least, most)
	}
	return n, nil
}

func float(value any) (any, *fault.Error) {
	switch v := value.(type) {
	case float64:
		return v, nil
	case int64:
		return float64(v), nil
	case json.Number:
		if f, err := v.Float64(); err == nil {
			return f, nil
		}
	}
	return nil, fault.New(fault.ValidationFailed, "%v is no Float; a number is wanted.", value)
}
