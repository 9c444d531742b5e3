// Package augment makes the public API out of the model: it adds to the entity types
// of schema/ what clients read them through, which is connections, filters, orders,
// aggregates and facets, and what they write them by; and describes each of them. The names are internal/catalog's.
package augment

import (
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"

	"innograph/internal/catalog"
)

// Schema gives the public schema for the model in sources, topic by topic. The first
// definition of each topic carries the topic's title as a comment.
func Schema(sources ...*ast.Source) (*ast.SchemaDocument, error) {
	model, err := catalog.Parse(sources...)
	if err != nil {
		return nil, err
	}
	document, err := parser.ParseSchemas(sources...)
	if err != nil {
		return nil, err
	}
	b := &builder{model: model, declared: document.Definitions, directives: document.Directives}
	b.roots()
	b.writes()
	b.interfaces()
	for _, t := range model.Concrete() {
		b.entity(t)
	}
	b.edges()
	b.shared()
	b.operators()
	b.computed(document.Extensions)
	b.scalars()
	return &b.public, nil
}

// builder gathers the public schema.
type builder struct {
	model      *catalog.Catalog
	declared   ast.DefinitionList // of the model, for what the catalog leaves out
	directives ast.DirectiveDefinitionList
	public     ast.SchemaDocument
	title      string // of the topic whose first definition is still to come
}

// topic begins a topic: the next definition is preceded by its title.
func (b *builder) topic(title string) { b.title = title }

func (b *builder) add(definitions ...*ast.Definition) {
	if b.title != "" {
		definitions[0].BeforeDescriptionComment = &ast.CommentGroup{List: []*ast.Comment{{Value: "# " + b.title}}}
		b.title = ""
	}
	b.public.Definitions = append(b.public.Definitions, definitions...)
}

// scalars carries the model's own scalars over.
func (b *builder) scalars() {
	b.topic("Scalars")
	for _, d := range b.declared {
		if d.Kind == ast.Scalar {
			b.add(&ast.Definition{Kind: ast.Scalar, Name: d.Name, Description: d.Description})
		}
	}
}
