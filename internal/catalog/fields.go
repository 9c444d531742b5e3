package catalog

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
)

var kinds = map[string]Kind{
	"ID": ID, "String": String, "Int": Int, "Long": Long, "Float": Float, "Boolean": Boolean, "PartialDate": Date,
}

// fields reads what a type itself declares: properties into own, relations into the catalog.
func (r *reader) fields(t *Type, own map[*Type][]*Property) error {
	for _, declared := range r.definitions[t.Name].Fields {
		directive := declared.Directives.ForName("relationship")
		if directive == nil {
			p, err := r.property(declared)
			if err != nil {
				return err
			}
			if err := unique(t, p, declared, own[t]); err != nil {
				return err
			}
			own[t] = append(own[t], p)
			continue
		}
		if err := r.relationField(t, declared, directive); err != nil {
			return err
		}
	}
	return nil
}

func (r *reader) property(declared *ast.FieldDefinition) (*Property, error) {
	p := &Property{
		Name:        declared.Name,
		Description: declared.Description,
		NonNull:     declared.Type.NonNull,
		Prose:       declared.Directives.ForName("prose") != nil,
		Computed:    declared.Directives.ForName("computed") != nil,
	}
	name := declared.Type.Name()
	kind, known := kinds[name]
	e := slices.IndexFunc(r.catalog.Enums, func(e *Enum) bool { return e.Name == name })
	switch {
	case declared.Type.Elem != nil && name == "String":
		p.Kind = StringList
	case declared.Type.Elem == nil && known:
		p.Kind = kind
	case declared.Type.Elem == nil && e >= 0:
		p.Kind, p.Enum = Enumeration, r.catalog.Enums[e]
	default:
		return nil, at(declared.Position, "%s: %s is neither a scalar, an enum nor [String!]!; a relation needs @relationship",
			declared.Name, declared.Type)
	}
	return p, nil
}

// unique reads whether values of p identify a node. Among values of what, is declared
// before p.
func unique(owner *Type, p *Property, declared *ast.FieldDefinition, before []*Property) error {
	directive := declared.Directives.ForName("unique")
	if directive == nil {
		return nil
	}
	p.Unique = &Unique{Owner: owner, Property: p}
	if name := argument(directive, "within"); name != "" {
		p.Unique.Within = find(before, name)
		if p.Unique.Within == nil {
			return at(declared.Position, "%s.%s: unique within %s, which is no property declared above it", owner.Name, p.Name, name)
		}
	}
	if p.Kind != String {
		return at(declared.Position, "%s.%s: only a String can be unique", owner.Name, p.Name)
	}
	return nil
}

func (r *reader) relationField(t *Type, declared *ast.FieldDefinition, directive *ast.Directive) error {
	target, ok := r.catalog.byName[declared.Type.Name()]
	if !ok || declared.Type.Elem == nil {
		return at(declared.Position, "%s.%s: @relationship wants a list of an entity type, such as [Product!]!", t.Name, declared.Name)
	}
	relation, err := r.relation(declared, directive)
	if err != nil {
		return err
	}
	f := &Field{
		Name: declared.Name, Description: declared.Description,
		Owner: t, Relation: relation, Target: target,
		Hierarchy: argument(directive, "hierarchy") == "true",
	}
	switch argument(directive, "direction") {
	case "OUT":
		f.Direction = Out
	case "IN":
		f.Direction = In
	case "UNDIRECTED":
		f.Direction = Both
	default:
		return at(declared.Position, "%s.%s: direction must be OUT, IN or UNDIRECTED", t.Name, declared.Name)
	}
	relation.Fields = append(relation.Fields, f)
	// Evidence is the one relation to a type that is no entity.
	relation.Evidence = relation.Evidence || target.Name == evidence
	return nil
}

// evidence is the type that vouches for all others; what leads to it is evidence.
const evidence = "Source"

func (r *reader) relation(declared *ast.FieldDefinition, directive *ast.Directive) (*Relation, error) {
	name := argument(directive, "type")
	relation, ok := r.catalog.byRelation[name]
	if !ok {
		relation = &Relation{Name: name, EdgeName: "Relation"}
		r.catalog.byRelation[name] = relation
		r.catalog.Relations = append(r.catalog.Relations, relation)
	}
	properties := argument(directive, "properties")
	switch {
	case properties == "" || relation.EdgeName == properties:
		return relation, nil
	case len(relation.Properties) > 0:
		return nil, at(declared.Position, "%s: the properties of %s are %s here and %s elsewhere; an edge has one type of them",
			declared.Name, name, properties, relation.EdgeName)
	}
	d, ok := r.definitions[properties]
	if !ok || d.Directives.ForName("relationshipProperties") == nil {
		return nil, at(declared.Position, "%s: properties names %s, which is no type with @relationshipProperties", declared.Name, properties)
	}
	relation.EdgeName = properties
	for _, field := range d.Fields {
		p, err := r.property(field)
		if err != nil {
			return nil, err
		}
		relation.Properties = append(relation.Properties, p)
	}
	return relation, nil
}

func argument(directive *ast.Directive, name string) string {
	if found := directive.Arguments.ForName(name); found != nil {
		return found.Value.Raw
	}
	return ""
}
