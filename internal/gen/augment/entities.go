package augment

import (
	"fmt"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/catalog"
)

// interfaces are what entity types have in common, with the connections of each.
func (b *builder) interfaces() {
	for _, t := range b.model.Types {
		if t.Interface {
			b.entity(t)
		}
	}
	b.topic("The entity types by name")
	b.add(b.entityTypes())
}

// entity adds a type or interface and all that clients read it through.
func (b *builder) entity(t *catalog.Type) {
	b.topic(t.Name)
	d := object(t.Name, t.Description, append(properties(t.Properties), b.relations(t)...)...)
	if t.Interface {
		d.Kind = ast.Interface
	}
	for _, above := range t.Implements {
		d.Interfaces = append(d.Interfaces, above.Name)
	}
	b.add(d)
	if !listed(t) {
		return
	}
	b.enumsOf(t)
	b.connections(t)
	b.add(b.aggregate(t), b.facetField(t))
}

// listed tells whether there are connections of t. Node is an interface for ids alone.
func listed(t *catalog.Type) bool { return !t.Interface || len(t.Implements) > 0 }

func (b *builder) relations(t *catalog.Type) ast.FieldList {
	var fields ast.FieldList
	for _, f := range t.Fields {
		if leadsToEvidence(f) {
			fields = append(fields, sourcesField(f.Name, f.Description))
			continue
		}
		fields = append(fields, field(f.Name, f.Names().Connection()+"!", f.Description, pageArguments(f.Names(), f.Target)...))
	}
	return fields
}

// leadsToEvidence tells whether f gives the sources of an entity: a plain list, not a connection.
func leadsToEvidence(f *catalog.Field) bool { return f.Relation.Evidence && f.Direction == catalog.Out }

func sourcesField(name, description string) *ast.FieldDefinition {
	return field(name, "[Source!]!", description+"\nIn order of id.",
		argument("first", "Int = 20", "How many to give at most: 0 to 1,000."))
}

// enumsOf adds the enums of t's properties behind the first type that has them.
func (b *builder) enumsOf(t *catalog.Type) {
	for _, p := range t.Properties {
		b.enumOf(p)
	}
}

func (b *builder) enumOf(p *catalog.Property) {
	if p.Enum == nil || b.public.Definitions.ForName(p.Enum.Name) != nil {
		return
	}
	var values ast.EnumValueList
	for _, v := range p.Enum.Values {
		values = append(values, value(v.Name, v.Description))
	}
	b.add(enum(p.Enum.Name, p.Enum.Description, values...))
}

const entityType = "EntityType"

// entityTypes is the enum of the concrete types that are entities.
func (b *builder) entityTypes() *ast.Definition {
	var values ast.EnumValueList
	for _, t := range b.model.Type("Entity").Members {
		values = append(values, value(t.Value(), gist(t.Description)))
	}
	return enum(entityType, "The types of entity, as filters and facets on interfaces name them: what `__typename` gives, in upper snake case.", values...)
}

func (b *builder) facetField(t *catalog.Type) *ast.Definition {
	var values ast.EnumValueList
	if t.Interface {
		values = append(values, value("TYPE", "By the concrete type; the key is its value of `EntityType`, such as `ENTERPRISE`."))
	}
	for _, p := range t.Properties {
		if p.Sortable() && p.Kind != catalog.ID {
			values = append(values, value(catalog.Upper(p.Name), fmt.Sprintf("By `%s`. %s", p.Name, gist(p.Description))))
		}
	}
	for _, f := range t.Fields {
		// A facet's node is an entity, which a source is not.
		if !leadsToEvidence(f) {
			values = append(values, value(catalog.Upper(f.Name),
				fmt.Sprintf("By what `%s` leads to; the key is the id of the %s at the other end. %s", f.Name, one(f.Target), gist(f.Description))))
		}
	}
	return enum(t.FacetField(), fmt.Sprintf("What %s can be broken down by in `facets`.", many(t)), values...)
}
