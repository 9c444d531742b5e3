package naive

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
)

// field is what one response key of an object stands for: a field, with the selections of
// all its mentions.
type field struct {
	*ast.Field
	under []ast.SelectionSet
}

// collect merges selections for an object of a concrete type, as CollectFields of the
// GraphQL specification does: by response key, in the order of the first mention.
func (r *run) collect(typeName string, sets []ast.SelectionSet) []*field {
	var fields []*field
	seen := map[string]bool{}
	var visit func(set ast.SelectionSet)
	visit = func(set ast.SelectionSet) {
		for _, selection := range set {
			switch s := selection.(type) {
			case *ast.Field:
				if !r.included(s.Directives) {
					continue
				}
				i := slices.IndexFunc(fields, func(f *field) bool { return f.Alias == s.Alias })
				if i < 0 {
					i = len(fields)
					fields = append(fields, &field{Field: s})
				}
				fields[i].under = append(fields[i].under, s.SelectionSet)
			case *ast.InlineFragment:
				if r.included(s.Directives) && r.is(typeName, s.TypeCondition) {
					visit(s.SelectionSet)
				}
			case *ast.FragmentSpread:
				if seen[s.Name] || !r.included(s.Directives) {
					continue
				}
				seen[s.Name] = true
				if fragment := r.document.Fragments.ForName(s.Name); r.is(typeName, fragment.TypeCondition) {
					visit(fragment.SelectionSet)
				}
			}
		}
	}
	for _, set := range sets {
		visit(set)
	}
	return fields
}

// is tells whether an object of the concrete type meets a fragment's condition.
func (r *run) is(typeName, condition string) bool {
	return condition == "" || condition == typeName || slices.Contains(r.schema.Types[typeName].Interfaces, condition)
}

// included reads @skip and @include.
func (r *run) included(directives ast.DirectiveList) bool {
	condition := func(name string) (holds, present bool) {
		directive := directives.ForName(name)
		if directive == nil {
			return false, false
		}
		value, _ := r.literal(directive.Arguments.ForName("if").Value)
		return value == true, true
	}
	if skip, present := condition("skip"); present && skip {
		return false
	}
	include, present := condition("include")
	return include || !present
}

// check goes through the whole operation before anything is answered: it coerces the
// arguments of every field that can come to be answered, and refuses the operation for
// the first that is wrong. `on` are the concrete types that the object may have.
func (r *run) check(set ast.SelectionSet, on []string) {
	narrowed := func(condition string) []string {
		return slices.DeleteFunc(slices.Clone(on), func(name string) bool { return !r.is(name, condition) })
	}
	for _, selection := range set {
		switch s := selection.(type) {
		case *ast.Field:
			if !r.included(s.Directives) || len(on) == 0 {
				continue
			}
			r.arguments[s] = r.coerceArguments(s)
			r.checkArguments(s)
			var below []string
			for _, possible := range r.schema.GetPossibleTypes(r.schema.Types[s.Definition.Type.Name()]) {
				below = append(below, possible.Name)
			}
			outer := r.facetTypes
			if s.Name == "node" && s.ObjectDefinition.Name == "Facet" {
				below = outer
			}
			if by, ok := r.arguments[s]["by"].(string); ok {
				r.facetTypes = r.otherEnds(s.ObjectDefinition.Fields.ForName("nodes").Type.Name(), by)
			}
			r.check(s.SelectionSet, below)
			r.facetTypes = outer
		case *ast.InlineFragment:
			if r.included(s.Directives) {
				r.check(s.SelectionSet, narrowed(s.TypeCondition))
			}
		case *ast.FragmentSpread:
			if r.included(s.Directives) {
				fragment := r.document.Fragments.ForName(s.Name)
				r.check(fragment.SelectionSet, narrowed(fragment.TypeCondition))
			}
		}
	}
}
