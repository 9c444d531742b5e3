package lookahead

import (
	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/answer"
	"innograph/internal/catalog"
	"innograph/internal/plan"
)

// Analysis is a root field that is computed: what is asked, and what is to be read of
// the nodes that the answer will refer to.
type Analysis struct {
	Name      string
	Arguments map[string]any // coerced, defaults filled in; see request.arguments
	Root      int            // its place among the prepared roots
	Layout    *answer.Computed
	items     int            // how many nodes the answer is taken to have at one place
	lookups   []*plan.Lookup // one for each slot, still without ids
}

// Lookups are what reads the nodes that the computed answer refers to: one for each of
// the layout's slots, in their order.
func (a *Analysis) Lookups(computed any) []*plan.Lookup {
	for i, slot := range a.Layout.Slots {
		a.lookups[i].IDs = a.Layout.Refs(computed, slot)
	}
	return a.lookups
}

// computedNodes is how many nodes one place in a computed answer is taken to hold, when
// the size of an operation is estimated before anything is computed.
const computedNodes = 100

// analysis plans a root field that no store answers by itself.
func (r *request) analysis(f graphql.CollectedField) *Analysis {
	a := &Analysis{
		Name:      f.Name,
		Arguments: r.arguments(f),
		Layout:    &answer.Computed{},
	}
	a.items = r.items(f, a.Arguments)
	a.Layout.Object = r.computed(a, f, top)
	return a
}

// computed plans the fields of a computed object: the schema says of each whether it is
// a figure, a further object, or a node.
func (r *request) computed(a *Analysis, f graphql.CollectedField, in scope) *answer.Object {
	object := &answer.Object{Type: f.Definition.Type.Name()}
	for _, field := range r.fields(f, in) {
		object.Add(field.Name, field.Alias, field.Definition.Type.NonNull, r.computedField(a, object.Type, field, in.deeper()))
	}
	return object
}

func (r *request) computedField(a *Analysis, owner string, f graphql.CollectedField, in scope) answer.Source {
	name, list := f.Definition.Type.Name(), f.Definition.Type.Elem != nil
	if f.Name == "__typename" {
		return answer.Text(owner)
	}
	if t := r.catalog.Type(name); t != nil {
		return answer.Reference{Name: f.Name, Slot: r.slot(a, t, f, in), List: list}
	}
	if r.schema.Types[name].Kind == ast.Object {
		return answer.Inner{Name: f.Name, Object: r.computed(a, f, in), List: list}
	}
	return answer.Figure{Name: f.Name, Kind: figureKind(name)}
}

// slot plans what is read of the nodes at one place.
func (r *request) slot(a *Analysis, t *catalog.Type, f graphql.CollectedField, in scope) *answer.Slot {
	r.checkDepth(f, in)
	found := &rows{request: r, static: t, row: &plan.Row{Type: t}}
	slot := &answer.Slot{Node: found.node(f.Selections, in.deeper())}
	found.in = r.countNodes(f, in, a.items)
	found.finish()
	a.Layout.Slots = append(a.Layout.Slots, slot)
	a.lookups = append(a.lookups, &plan.Lookup{Type: t, Row: found.row})
	return slot
}

// figureKind is the kind of a computed scalar; an enum's value is its name.
func figureKind(scalar string) catalog.Kind {
	switch scalar {
	case "Int", "Long":
		return catalog.Long
	case "Float":
		return catalog.Float
	case "Boolean":
		return catalog.Boolean
	}
	return catalog.String
}
