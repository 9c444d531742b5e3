package augment

import (
	"strings"
	"unicode"

	"github.com/vektah/gqlparser/v2/ast"
)

// Types are written as in SDL, with the default value behind them where there is one:
// `[Product!]!`, `Int = 10`.

func object(name, description string, fields ...*ast.FieldDefinition) *ast.Definition {
	return &ast.Definition{Kind: ast.Object, Name: name, Description: description, Fields: fields}
}

func input(name, description string, fields ...*ast.FieldDefinition) *ast.Definition {
	return &ast.Definition{Kind: ast.InputObject, Name: name, Description: description, Fields: fields}
}

func enum(name, description string, values ...*ast.EnumValueDefinition) *ast.Definition {
	return &ast.Definition{Kind: ast.Enum, Name: name, Description: description, EnumValues: values}
}

func field(name, typ, description string, arguments ...*ast.ArgumentDefinition) *ast.FieldDefinition {
	t, value := typed(typ)
	return &ast.FieldDefinition{Name: name, Type: t, DefaultValue: value, Description: description, Arguments: arguments}
}

func argument(name, typ, description string) *ast.ArgumentDefinition {
	t, value := typed(typ)
	return &ast.ArgumentDefinition{Name: name, Type: t, DefaultValue: value, Description: description}
}

func value(name, description string) *ast.EnumValueDefinition {
	return &ast.EnumValueDefinition{Name: name, Description: description}
}

func typed(text string) (*ast.Type, *ast.Value) {
	name, standard, given := strings.Cut(text, " = ")
	if !given {
		return typeOf(name), nil
	}
	kind := ast.EnumValue
	switch {
	case standard == "true" || standard == "false":
		kind = ast.BooleanValue
	case unicode.IsDigit(rune(standard[0])):
		kind = ast.IntValue
	}
	return typeOf(name), &ast.Value{Raw: standard, Kind: kind}
}

func typeOf(text string) *ast.Type {
	inner, nonNull := strings.CutSuffix(text, "!")
	t := &ast.Type{NamedType: inner, NonNull: nonNull}
	if elem, list := strings.CutPrefix(inner, "["); list {
		t.NamedType, t.Elem = "", typeOf(strings.TrimSuffix(elem, "]"))
	}
	return t
}
