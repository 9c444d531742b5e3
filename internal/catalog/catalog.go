// Package catalog is the model SDL read once: which types, properties and relations
// there are. The generator, the compiler, both dialects, the loader and the analyses
// ask it, so that none of them names an entity type.
package catalog

import "slices"

// Catalog is the whole model. It is immutable after Load.
type Catalog struct {
	Types      []*Type     // concrete types, then interfaces, each in SDL order
	Relations  []*Relation // in order of name
	Enums      []*Enum     // in SDL order
	byName     map[string]*Type
	byRelation map[string]*Relation
}

// Type is an entity type, `Source`, or an interface over some of them.
type Type struct {
	Name        string
	Description string
	Interface   bool
	// Sourced tells that every node of the type must name a source. An edge needs one
	// where either end does.
	Sourced bool
	// Implements lists the interfaces above, nearest first (Enterprise: Organization, Entity, Node).
	Implements []*Type
	// Members are the concrete types that a value may have: an interface's implementers
	// in SDL order, and the type alone for a concrete one.
	Members []*Type
	// Others are the concrete types that are no members.
	Others     []*Type
	Properties []*Property // those of its interfaces first; `id` is always the first
	Fields     []*Field    // relation fields, those of its interfaces first
}

// Property is a stored value of a node or of an edge.
type Property struct {
	Name        string // as in GraphQL, and in the data's `props`
	Description string
	Kind        Kind
	Enum        *Enum // of Kind Enumeration
	NonNull     bool
	// Prose is long text: it can be filtered, but not sorted, faceted, aggregated or indexed.
	Prose bool
	// Computed is kept by the program itself, and never given in data.
	Computed bool
	// Unique is set where no two nodes have the same value.
	Unique *Unique
}

// Unique says that a value of a property identifies a node: no two of Owner's members have
// the same, or no two that have the same value of Within.
type Unique struct {
	Owner    *Type // the type or interface that declares the property
	Property *Property
	Within   *Property // nil: among all
}

// Sortable tells whether connections can be ordered, aggregated and faceted by p.
func (p *Property) Sortable() bool { return !p.Prose && p.Kind != StringList }

// Folded tells whether a case-folded form is kept beside the value for `ignoreCase`.
func (p *Property) Folded() bool { return p.Kind == String }

// Kind is the kind of a property's values.
type Kind int

// The kinds, with the Go type that stands for a value of each in a plan and in a load.
const (
	ID          Kind = iota // string
	String                  // string
	Int                     // int64, within 32 bits
	Long                    // int64, within ±(2⁵³−1)
	Float                   // float64
	Boolean                 // bool
	Date                    // string: YYYY, YYYY-MM or YYYY-MM-DD
	Enumeration             // string: the name of the value
	StringList              // []string
)

// LargestLong is the largest Long, and its opposite the least: JavaScript's numbers hold
// what is between exactly.
const LargestLong = 1<<53 - 1

// Enum is an enumeration of the model.
type Enum struct {
	Name        string
	Description string
	Values      []EnumValue
}

// EnumValue is one value with its meaning.
type EnumValue struct{ Name, Description string }

// Has tells whether name is one of the values.
func (e *Enum) Has(name string) bool {
	return slices.ContainsFunc(e.Values, func(v EnumValue) bool { return v.Name == name })
}

// Relation is a type of edge.
type Relation struct {
	Name       string // DEVELOPS: the edge type in the data and in Neo4j
	Undirected bool
	// EdgeName names the properties type (Ownership), "Relation" where there are no
	// properties; the API's edge, where and order types are called after it.
	EdgeName   string
	Properties []*Property
	// Evidence marks the tie between an entity and a Source: it has no properties,
	// no evidence of its own, and is not counted among the graph's edges.
	Evidence bool
	Fields   []*Field // every field that reads it, in SDL order
	ends     []*Type  // every concrete type at either end
}

// Field is a relation as one of its ends sees it: `Product.uses`. A field that an
// interface declares is the same *Field in each of its implementers.
type Field struct {
	Name        string
	Description string
	Owner       *Type // the type or interface that declares it
	Relation    *Relation
	Direction   Direction
	Target      *Type
	// Hierarchy marks the upward field of a hierarchy: it can be filtered by `within`.
	Hierarchy bool
}

// Direction says which way a field follows its relation's edges.
type Direction int

// The directions. Both is that of undirected relations only.
const (
	Out Direction = iota
	In
	Both
)

// Type gives the type or interface of that name, or nil.
func (c *Catalog) Type(name string) *Type { return c.byName[name] }

// Relation gives the relation of that name, or nil.
func (c *Catalog) Relation(name string) *Relation { return c.byRelation[name] }

// Concrete lists the types that are no interfaces, in SDL order.
func (c *Catalog) Concrete() []*Type {
	return slices.DeleteFunc(slices.Clone(c.Types), func(t *Type) bool { return t.Interface })
}

// Property gives t's property of that name, or nil.
func (t *Type) Property(name string) *Property { return find(t.Properties, name) }

// Property gives r's edge property of that name, or nil.
func (r *Relation) Property(name string) *Property { return find(r.Properties, name) }

func find(properties []*Property, name string) *Property {
	for _, p := range properties {
		if p.Name == name {
			return p
		}
	}
	return nil
}

// Field gives t's relation field of that name, or nil.
func (t *Type) Field(name string) *Field {
	for _, f := range t.Fields {
		if f.Name == name {
			return f
		}
	}
	return nil
}

// Has tells whether a value of type t may be of the concrete type `concrete`.
func (t *Type) Has(concrete *Type) bool { return slices.Contains(t.Members, concrete) }

// Joins tells whether an edge of r may lead from a node of type `from` to one of type
// `to`: the start must have a field for it and so must the end. An undirected edge
// may be written in either direction.
func (r *Relation) Joins(from, to *Type) bool {
	sees := func(owner, target *Type, direction Direction) bool {
		return slices.ContainsFunc(r.Fields, func(f *Field) bool {
			return f.Direction == direction && f.Owner.Has(owner) && f.Target.Has(target)
		})
	}
	if r.Undirected {
		return sees(from, to, Both) && sees(to, from, Both)
	}
	return sees(from, to, Out) && sees(to, from, In)
}

// Reaches lists the concrete types that edges of f lead to from a node of type
// `owner`, whether or not f's target includes them.
func (f *Field) Reaches(owner *Type) []*Type {
	var reached []*Type
	for _, other := range f.Relation.ends {
		if slices.ContainsFunc(owner.Members, func(m *Type) bool { return f.leads(m, other) }) {
			reached = append(reached, other)
		}
	}
	return reached
}

// Selective tells whether f must check the type of what it finds from `owner`, because
// edges of its relation lead to others too.
func (f *Field) Selective(owner *Type) bool {
	return slices.ContainsFunc(f.Reaches(owner), func(t *Type) bool { return !f.Target.Has(t) })
}

func (f *Field) leads(owner, other *Type) bool {
	if f.Direction == In {
		return f.Relation.Joins(other, owner)
	}
	return f.Relation.Joins(owner, other)
}

// Confidence is the property that every edge has beside those of its relation: how sure
// the fact is, from 0 to 1, missing where nobody assessed it.
var Confidence = &Property{Name: "confidence", Kind: Float}

// Source is the type whose nodes vouch for the others.
func (c *Catalog) Source() *Type { return c.byName[evidence] }
