package augment

import (
	"fmt"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/catalog"
)

// computed carries over what the model's files declare beside the model: root fields such
// as analyses, with the types of their arguments and answers.
func (b *builder) computed(extensions ast.DefinitionList) {
	for _, extension := range extensions {
		if slices.Contains(catalog.Roots, extension.Name) {
			root := b.root(extension.Name)
			root.Fields = append(root.Fields, extension.Fields...)
		}
	}
	b.topic("What is computed, and what is followed")
	for _, d := range b.declared {
		if b.ofAnalyses(d) {
			b.add(d)
		}
	}
	b.add(b.relationTypes())
}

// ofAnalyses tells whether a definition is no part of the model, nor of its grammar.
func (b *builder) ofAnalyses(d *ast.Definition) bool {
	switch d.Kind {
	case ast.InputObject:
		return true
	case ast.Object:
		return d.Directives.ForName("node") == nil && d.Directives.ForName("relationshipProperties") == nil
	case ast.Enum:
		return b.public.Definitions.ForName(d.Name) == nil && !b.inDirective(d.Name)
	}
	return false
}

// inDirective tells whether an enum only says how the model is written.
func (b *builder) inDirective(enum string) bool {
	for _, directive := range b.directives {
		for _, a := range directive.Arguments {
			if a.Type.Name() == enum {
				return true
			}
		}
	}
	return false
}

const relationType = "RelationType"

// relationTypes is the enum of the relations that are stated facts.
func (b *builder) relationTypes() *ast.Definition {
	var values ast.EnumValueList
	for _, r := range b.model.Relations {
		if !r.Evidence {
			values = append(values, value(r.Name, readableAs(r)))
		}
	}
	return enum(relationType, "The types of edge between entities, as stored. Evidence, which ties an entity to its sources, is none of them.", values...)
}

// readableAs says where an edge is found in the rest of the schema.
func readableAs(r *catalog.Relation) string {
	var fields []string
	for _, f := range r.Fields {
		if f.Direction != catalog.In {
			fields = append(fields, fmt.Sprintf("`%s.%s`", f.Owner.Name, f.Name))
		}
	}
	description := fmt.Sprintf("The edges behind %s", strings.Join(fields, " and "))
	if r.Undirected {
		description += ", which have no direction"
	}
	return description + "."
}
