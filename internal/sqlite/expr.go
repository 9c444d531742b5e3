package sqlite

import (
	"fmt"

	"innograph/internal/catalog"
	"innograph/internal/plan"
)

// expr is a value of the scope, NULL where it is missing.
func (c *compiler) expr(e plan.Expr, s *scope) string {
	switch e := e.(type) {
	case plan.Value:
		name := e.Property.Name
		if e.Fold {
			name = FoldColumn(e.Property)
		}
		if e.Edge {
			return s.edgeColumn(name)
		}
		return s.column(name)
	case plan.EdgeKey:
		return s.edgeColumn("key")
	case plan.Degree:
		return c.total(plan.Set{Via: &e.Hop, Where: e.Where}, s)
	}
	panic(fmt.Sprintf("sqlite: no expression for %T", e))
}

// kind is the kind of an expression's values.
func kind(e plan.Expr) catalog.Kind {
	switch e := e.(type) {
	case plan.Value:
		return e.Property.Kind
	case plan.Degree:
		return catalog.Int
	}
	return catalog.String
}
