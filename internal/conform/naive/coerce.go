package naive

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/fault"
)

// coerceArguments gives a field's arguments with defaults, by their types: string, int64,
// float64, bool, []any, map[string]any, and a nil for a null that was given.
func (r *run) coerceArguments(f *ast.Field) map[string]any {
	arguments := map[string]any{}
	for _, definition := range f.Definition.Arguments {
		value, present := any(nil), false
		if given := f.Arguments.ForName(definition.Name); given != nil {
			value, present = r.literal(given.Value)
		}
		// A null for these says no more than leaving them out.
		if value == nil && (definition.Name == "first" || !present) && definition.DefaultValue != nil {
			value, present = r.literal(definition.DefaultValue)
		}
		if present {
			arguments[definition.Name] = r.coerce(f, definition.Type, value)
		}
	}
	return arguments
}

// coerceVariables gives the variables by their declared types. One that is neither given
// nor has a default stays absent.
func (r *run) coerceVariables(definitions ast.VariableDefinitionList, given map[string]any) {
	for _, definition := range definitions {
		at := &ast.Field{Name: "$" + definition.Variable}
		value, present := given[definition.Variable]
		if !present && definition.DefaultValue != nil {
			value, present = r.literal(definition.DefaultValue)
		}
		if !present && definition.Type.NonNull {
			refuse(fault.ValidationFailed, at, "not given")
		}
		if present {
			r.variables[definition.Variable] = r.coerce(at, definition.Type, value)
		}
	}
}

// literal takes a literal apart; a variable that was not given is absent.
func (r *run) literal(v *ast.Value) (value any, present bool) {
	switch v.Kind {
	case ast.Variable:
		value, present = r.variables[v.Raw]
		return value, present
	case ast.NullValue:
		return nil, true
	case ast.BooleanValue:
		return v.Raw == "true", true
	case ast.IntValue, ast.FloatValue:
		return json.Number(v.Raw), true
	case ast.ListValue:
		list := []any{}
		for _, child := range v.Children {
			item, _ := r.literal(child.Value)
			list = append(list, item)
		}
		return list, true
	case ast.ObjectValue:
		object := map[string]any{}
		for _, child := range v.Children {
			if item, present := r.literal(child.Value); present {
				object[child.Name] = item
			}
		}
		return object, true
	default:
		return v.Raw, true
	}
}

func (r *run) coerce(f *ast.Field, t *ast.Type, value any) any {
	if value == nil {
		if t.NonNull {
			refuse(fault.ValidationFailed, f, "null for "+t.String())
		}
		return nil
	}
	if t.Elem != nil {
		list := []any{}
		items, isList := value.([]any)
		if !isList {
			items = []any{value}
		}
		for _, item := range items {
			list = append(list, r.coerce(f, t.Elem, item))
		}
		return list
	}
	definition := r.schema.Types[t.NamedType]
	if definition.Kind != ast.InputObject {
		return r.coerceScalar(f, t.NamedType, value)
	}
	given, ok := value.(map[string]any)
	if !ok {
		refuse(fault.ValidationFailed, f, "no object for "+t.String())
	}
	for key := range given {
		if definition.Fields.ForName(key) == nil {
			refuse(fault.ValidationFailed, f, "no "+key+" in "+definition.Name)
		}
	}
	object := map[string]any{}
	for _, member := range definition.Fields {
		item, present := given[member.Name]
		if !present && member.DefaultValue != nil {
			item, present = r.literal(member.DefaultValue)
		}
		if present {
			object[member.Name] = r.coerce(f, member.Type, item)
		}
	}
	return object
}

const maxLong = 1<<53 - 1

// coerceScalar takes a literal, or a value that was coerced as a variable before.
func (r *run) coerceScalar(f *ast.Field, name string, value any) any {
	number, isNumber := value.(json.Number)
	switch v := value.(type) {
	case int64, float64:
		number, isNumber = json.Number(plain(v)), true
	}
	switch name {
	case "Boolean":
		if _, ok := value.(bool); ok {
			return value
		}
	case "Int", "Long":
		whole, err := number.Int64()
		least, most := int64(-maxLong), int64(maxLong)
		if name == "Int" {
			least, most = math.MinInt32, math.MaxInt32
		}
		if err == nil && whole >= least && whole <= most {
			return whole
		}
	case "Float":
		if float, err := number.Float64(); err == nil {
			return float
		}
	case "ID":
		if isNumber {
			return number.String()
		}
	}
	if s, ok := value.(string); ok && !slices.Contains([]string{"Boolean", "Int", "Long", "Float"}, name) {
		return r.coerceText(f, name, s)
	}
	refuse(fault.ValidationFailed, f, fmt.Sprintf("%v is no %s", value, name))
	return nil
}

func (r *run) coerceText(f *ast.Field, name, s string) string {
	definition := r.schema.Types[name]
	switch {
	case definition.Kind == ast.Enum && definition.EnumValues.ForName(s) == nil:
		refuse(fault.ValidationFailed, f, s+" is no "+name)
	case strings.ContainsRune(s, 0) || !utf8.ValidString(s):
		refuse(fault.BadUserInput, f, "text with U+0000 or half a surrogate pair")
	case name == "PartialDate" && !isDate(s):
		refuse(fault.BadUserInput, f, s+" is no date")
	}
	return s
}

func isDate(s string) bool {
	for _, form := range []string{"2006", "2006-01", "2006-01-02"} {
		if date, err := time.Parse(form, s); err == nil && len(s) == len(form) {
			return date.Year() > 0
		}
	}
	return false
}
