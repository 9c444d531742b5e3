package lookahead

import (
	"errors"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"innograph/internal/catalog"
	"innograph/internal/plan"
)

// Filter reads what stands behind `where:` in an operation, such as
// `{ name: { contains: "TBM" } }`, as a filter of nodes of t. The error says what is wrong
// with it, for a person.
func (c *Compiler) Filter(t *catalog.Type, where string) (plan.Predicate, error) {
	document, wrong := gqlparser.LoadQueryWithRules(c.schema, "{ "+t.Plural()+"(where: "+where+") { nodes { id } } }", rules.NewDefaultRules())
	if len(wrong) > 0 {
		return nil, errors.New(wrong[0].Message)
	}
	export, refused := c.Export(&graphql.OperationContext{Doc: document, Operation: document.Operations[0], Variables: map[string]any{}}, plan.All)
	if refused != nil {
		return nil, refused
	}
	return export.Connection().Set.Where, nil
}
