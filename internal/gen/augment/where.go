package augment

import (
	"fmt"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/catalog"
)

const howConditionsWork = "Keys in one object must all hold; an empty object lets everything through. " +
	"A comparison with a missing value is false, even `ne` and `notIn`: ask for missing values with `isNull`."

// connectives are the and, or and not of an input of conditions.
func connectives(name string) ast.FieldList {
	return ast.FieldList{
		field("and", "["+name+"!]", "All of these hold."),
		field("or", "["+name+"!]", "At least one of these holds; none does in an empty list."),
		field("not", name, "This does not hold: lets through exactly what it would keep out."),
	}
}

// where is the input of conditions on nodes of t.
func (b *builder) where(t *catalog.Type) *ast.Definition {
	name := t.Names().Where()
	d := input(name, fmt.Sprintf("Conditions on %s. %s", many(t), howConditionsWork), connectives(name)...)
	if t.Interface {
		d.Fields = append(d.Fields, field("type", entityType+"Filter", "A condition on the concrete type, such as `{ in: [ENTERPRISE, INSTITUTION] }`."))
	}
	d.Fields = append(d.Fields, propertyConditions(t.Properties)...)
	for _, f := range t.Fields {
		d.Fields = append(d.Fields, field(f.Name, f.FilterName(), fmt.Sprintf("A condition on what `%s` leads to. %s", f.Name, gist(f.Description))))
	}
	return d
}

func propertyConditions(of []*catalog.Property) ast.FieldList {
	var fields ast.FieldList
	for _, p := range of {
		fields = append(fields, field(p.Name, operators(p), fmt.Sprintf("A condition on `%s`. %s", p.Name, gist(p.Description))))
	}
	return fields
}

// relationWhere is the input of conditions on an edge and the node that it leads to.
func relationWhere(f *catalog.Field) *ast.Definition {
	name := f.Names().Where()
	return input(name, fmt.Sprintf("Conditions on the edges of a relation to %s. %s", many(f.Target), howConditionsWork),
		append(ast.FieldList{
			field("node", f.Target.Names().Where(), fmt.Sprintf("Conditions on the %s at the other end.", one(f.Target))),
			field("edge", f.Relation.EdgeWhere(), "Conditions on the edge itself."),
		}, connectives(name)...)...)
}

// filter is the input that asks something of all the edges of a relation together.
func filter(f *catalog.Field) []*ast.Definition {
	where := f.Names().Where()
	if f.Relation.Evidence {
		return []*ast.Definition{input(f.FilterName(), fmt.Sprintf("Conditions on the %s that something is tied to as evidence.", many(f.Target)),
			append(quantifiers(where, one(f.Target)), field("count", "IntFilter", fmt.Sprintf("How many %s there are.", many(f.Target))))...)}
	}
	d := input(f.FilterName(), fmt.Sprintf("Conditions on a relation to %s. Several keys must all hold, each by itself.", many(f.Target)),
		append(quantifiers(where, "edge"),
			field("single", where, "Exactly one edge meets this. Parallel edges are several."),
			field("count", "IntFilter", "How many edges there are, wherever they lead."))...)
	if !f.Hierarchy {
		return []*ast.Definition{d}
	}
	within := f.Target.Name + "Within"
	d.Fields = append(d.Fields, field("within", within,
		fmt.Sprintf("At least one %s, one or more steps along the relation, meets this: at the other end, or at the end of the same relation from there, and so on.", one(f.Target))))
	return []*ast.Definition{d, input(within, fmt.Sprintf("A condition on %s at any distance up a hierarchy.", a(one(f.Target))),
		field("node", f.Target.Names().Where(), fmt.Sprintf("Conditions on the %s; any will do when left out.", one(f.Target))))}
}

func quantifiers(where, member string) ast.FieldList {
	return ast.FieldList{
		field("some", where, fmt.Sprintf("At least one %s meets this; `{}` asks that there be one at all.", member)),
		field("all", where, fmt.Sprintf("Every %s meets this. True where there is none.", member)),
		field("none", where, fmt.Sprintf("No %s meets this; `{}` asks that there be none.", member)),
	}
}

// edges adds the conditions on edges, one input for each kind of edge.
func (b *builder) edges() {
	b.topic("Edges of relations")
	b.add(relationEdgeType())
	for _, r := range b.model.Relations {
		name := r.EdgeWhere()
		if r.Evidence || b.public.Definitions.ForName(name) != nil {
			continue
		}
		for _, p := range r.Properties {
			b.enumOf(p)
		}
		description := "Conditions on an edge without properties of its own."
		if declared := b.declared.ForName(r.EdgeName); declared != nil {
			description = fmt.Sprintf("Conditions on an edge. %s", gist(declared.Description))
		}
		b.add(input(name, description+" "+howConditionsWork, append(append(connectives(name), propertyConditions(r.Properties)...),
			field("sources", "SourcesFilter", "Conditions on the sources that state the edge."),
			field(catalog.Confidence.Name, operators(catalog.Confidence), "A condition on `confidence`, from 0 to 1; missing where it was not assessed."))...))
	}
}
