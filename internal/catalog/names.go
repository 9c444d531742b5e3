package catalog

import (
	"strings"
	"unicode"
)

// The names of what the API derives from the model. They are written here once, for
// the generator, which declares them, and for the compiler, which reads them.

// Roots are the types that operations start from. The API has them, the model has not: its
// files extend them by what does not follow from entity types, such as analyses.
var Roots = []string{"Query", "Mutation", "Subscription"}

// Singular is the root field that finds one t by id: `enterprise`.
func (t *Type) Singular() string { return strings.ToLower(t.Name[:1]) + t.Name[1:] }

// Plural is the root field for the connection of all t: `technologies`.
func (t *Type) Plural() string {
	name := t.Singular()
	stem, endsInY := strings.CutSuffix(name, "y")
	switch {
	case endsInY && stem != "" && !strings.ContainsAny(stem[len(stem)-1:], "aeiou"):
		return stem + "ies"
	case strings.HasSuffix(name, "s"), strings.HasSuffix(name, "x"), strings.HasSuffix(name, "ch"), strings.HasSuffix(name, "sh"):
		return name + "es"
	}
	return name + "s"
}

// Value is t among the values of the enum of types: `TEST_LABORATORY`.
func (t *Type) Value() string { return Upper(t.Name) }

// Names are the API types of a kind of connection: `ProductConnection` at the root, or
// `PatentOwnershipConnection` on a relation.
type Names struct{ base string }

// Names of t's root connection.
func (t *Type) Names() Names { return Names{t.Name} }

// Names of f's connection: by target and edge, never by owner, so that an interface and
// its implementers agree.
func (f *Field) Names() Names {
	if f.Relation.Evidence {
		return f.Target.Names()
	}
	return Names{f.Target.Name + f.Relation.EdgeName}
}

// Connection is the connection's type.
func (n Names) Connection() string { return n.base + "Connection" }

// Edge is the type of the connection's edges.
func (n Names) Edge() string { return n.base + "Edge" }

// Where is the input of the connection's `where`.
func (n Names) Where() string { return n.base + "Where" }

// Order is the input of the connection's `orderBy`.
func (n Names) Order() string { return n.base + "Order" }

// OrderField is the enum of what the connection can be ordered by.
func (n Names) OrderField() string { return n.base + "OrderField" }

// FilterName is the input that asks something of the nodes that f leads to.
func (f *Field) FilterName() string {
	switch {
	case f.Relation.Evidence:
		return capital(f.Target.Plural()) + "Filter"
	case f.Hierarchy:
		return f.Names().base + "HierarchyFilter"
	}
	return f.Names().base + "Filter"
}

// EdgeWhere is the input for conditions on r's edges.
func (r *Relation) EdgeWhere() string { return r.EdgeName + "EdgeWhere" }

// Aggregate is the type of t's aggregates.
func (t *Type) Aggregate() string { return t.Name + "Aggregate" }

// FacetField is the enum of what a connection of t can be broken down by.
func (t *Type) FacetField() string { return t.Name + "FacetField" }

// Upsert is the root field that writes nodes of t: `upsertTechnologies`.
func (t *Type) Upsert() string { return "upsert" + capital(t.Plural()) }

// Patch is the root field that writes nodes of t that are there: `patchTechnologies`.
func (t *Type) Patch() string { return "patch" + capital(t.Plural()) }

// Input is the input of Upsert.
func (t *Type) Input() string { return t.Name + "Input" }

// PatchInput is the input of Patch.
func (t *Type) PatchInput() string { return t.Name + "Patch" }

// Payload is what Upsert and Patch give.
func (t *Type) Payload() string { return t.Name + "Payload" }

// Link is the root field that writes edges of r: `linkDependsOn`.
func (r *Relation) Link() string { return "link" + r.camel() }

// Unlink is the root field that takes edges of r away: `unlinkDependsOn`.
func (r *Relation) Unlink() string { return "unlink" + r.camel() }

// Input is the input of Link: relations without properties share one.
func (r *Relation) Input() string { return r.EdgeName + "EdgeInput" }

// camel is r's name in one word: DEPENDS_ON → DependsOn.
func (r *Relation) camel() string {
	var out strings.Builder
	for word := range strings.SplitSeq(strings.ToLower(r.Name), "_") {
		out.WriteString(capital(word))
	}
	return out.String()
}

func capital(word string) string { return strings.ToUpper(word[:1]) + word[1:] }

// Upper is a field's name as an enum value: nameZh → NAME_ZH.
func Upper(name string) string {
	var out strings.Builder
	for i, r := range name {
		if unicode.IsUpper(r) && i > 0 {
			out.WriteByte('_')
		}
		out.WriteRune(unicode.ToUpper(r))
	}
	return out.String()
}

// CountSuffix ends the order fields that count a relation: OWNS_COUNT.
const CountSuffix = "_COUNT"

// EdgePrefix begins the order fields that read the edge: EDGE_YEAR.
const EdgePrefix = "EDGE_"
