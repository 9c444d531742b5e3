package augment

import (
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/catalog"
)

var scalarNames = map[catalog.Kind]string{
	catalog.ID: "ID", catalog.String: "String", catalog.StringList: "String", catalog.Int: "Int",
	catalog.Long: "Long", catalog.Float: "Float", catalog.Boolean: "Boolean", catalog.Date: "PartialDate",
}

// scalar is the name of the type of a property's values, or of their elements.
func scalar(p *catalog.Property) string {
	if p.Enum != nil {
		return p.Enum.Name
	}
	return scalarNames[p.Kind]
}

// operators is the name of the input with the conditions on a property.
func operators(p *catalog.Property) string {
	if p.Kind == catalog.StringList {
		return "StringListFilter"
	}
	return scalar(p) + "Filter"
}

// figures is the name of the type with the aggregates of a property.
func figures(p *catalog.Property) string { return scalar(p) + "Aggregate" }

func property(p *catalog.Property) *ast.FieldDefinition {
	t := scalar(p)
	if p.Kind == catalog.StringList {
		t = "[" + t + "!]"
	}
	if p.NonNull {
		t += "!"
	}
	return field(p.Name, t, p.Description)
}

func properties(of []*catalog.Property) ast.FieldList {
	var fields ast.FieldList
	for _, p := range of {
		fields = append(fields, property(p))
	}
	return fields
}

// everyProperty calls do with each property of the model, of nodes and of edges.
func (b *builder) everyProperty(do func(*catalog.Property)) {
	for _, t := range b.model.Types {
		for _, p := range t.Properties {
			do(p)
		}
	}
	for _, r := range b.model.Relations {
		for _, p := range r.Properties {
			do(p)
		}
	}
}

// kinds tells which kinds of property the model has.
func (b *builder) kinds() map[catalog.Kind]bool {
	used := map[catalog.Kind]bool{}
	b.everyProperty(func(p *catalog.Property) { used[p.Kind] = true })
	return used
}
