package lookahead

import (
	"strconv"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/answer"
	"innograph/internal/fault"
	"innograph/internal/plan"
)

// mutation is the type that mutations start from.
const mutation = "Mutation"

// Mutation is an operation that writes. Its root fields are planned as analyses are: what
// their payloads refer to is read once the write is done. Root i is that of Writes[i].
type Mutation struct {
	Name   string // of the operation; may be empty
	Roots  []answer.Root
	Writes []*Analysis
}

// PrepareMutation plans a parsed and validated mutation. The errors are those of Prepare.
func (c *Compiler) PrepareMutation(operation *graphql.OperationContext) (prepared *Mutation, refused *fault.Error) {
	defer func() {
		if p := recover(); p != nil {
			found, ok := p.(*fault.Error)
			if !ok {
				panic(p)
			}
			prepared, refused = nil, found
		}
	}()
	r := &request{Compiler: c, operation: operation}
	all := &Mutation{Name: operation.Operation.Name}
	for _, f := range r.collect(operation.Operation.SelectionSet, []string{mutation}) {
		if strings.HasPrefix(f.Name, "__") {
			continue // introspection is gqlgen's, which answers it from the schema
		}
		write := r.analysis(f)
		all.Writes = append(all.Writes, write)
		all.Roots = append(all.Roots, answer.Root{Key: f.Alias, NonNull: f.Definition.Type.NonNull, From: write.Layout})
	}
	return all, nil
}

// items is how many nodes an answer is taken to have at each of its places: what a
// mutation's list names, or computedNodes for what is computed.
func (r *request) items(f graphql.CollectedField, arguments map[string]any) int {
	if !writes(f) {
		return computedNodes
	}
	for name, value := range arguments {
		list, ok := value.([]any)
		if !ok {
			continue
		}
		if len(list) > plan.MaxPage {
			panic(place{f, name}.wrong(fault.LimitExceeded, "%d items are too many; the limit is %d. Split the list.", len(list), plan.MaxPage))
		}
		return len(list)
	}
	return 2 // mergings and splits are of two
}

// writes tells whether a field is a mutation's root.
func writes(f graphql.CollectedField) bool {
	return f.ObjectDefinition != nil && f.ObjectDefinition.Name == mutation
}

// argument is the place's path, as errors carry it.
func (p place) argument() ast.Path {
	var path ast.Path
	for part := range strings.SplitSeq(p.path, ".") {
		if i, err := strconv.Atoi(part); err == nil {
			path = append(path, ast.PathIndex(i))
		} else {
			path = append(path, ast.PathName(part))
		}
	}
	return path
}
