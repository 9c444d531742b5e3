package cypher

import (
	"fmt"

	"innograph/internal/catalog"
	"innograph/internal/plan"
)

// stored is a property as it was given, for answers.
func (s *scope) stored(v plan.Value) string {
	if v.Edge {
		return s.ofEdge(v.Property.Name)
	}
	return s.node + "." + v.Property.Name
}

// comparable is the form of a property that compares and sorts as the contract wants.
func (s *scope) comparable(v plan.Value) string {
	name := v.Property.Name
	if v.Property.Kind == catalog.String {
		name = keyOf(name)
		if v.Fold {
			name = foldOf(v.Property.Name)
		}
	}
	if v.Edge {
		return s.ofEdge(name)
	}
	return s.node + "." + name
}

func (s *scope) ofEdge(property string) string {
	s.readsEdge = true
	return s.edge + "." + property
}

// comparable is an expression in the form that compares and sorts.
func (c *compiler) comparable(e plan.Expr, s *scope) string {
	switch e := e.(type) {
	case plan.Value:
		return s.comparable(e)
	case plan.EdgeKey:
		return s.ofEdge(keyOf(keyProperty))
	case plan.Degree:
		return c.degree(e, s)
	}
	panic(fmt.Sprintf("cypher: unknown expression %T", e))
}

// operand is a value in the form in which the expression beside it compares.
func operand(value any, beside plan.Expr) any {
	if !encoded(beside) {
		return value
	}
	return plan.As(value, func(value any) any { return Key(value.(string)) })
}

func operands(values []any, beside plan.Expr) []any {
	spelled := make([]any, len(values))
	for i, value := range values {
		spelled[i] = operand(value, beside)
	}
	return spelled
}

// encoded tells whether an expression is compared by its key.
func encoded(e plan.Expr) bool {
	switch e := e.(type) {
	case plan.EdgeKey:
		return true
	case plan.Value:
		return e.Property.Kind == catalog.String
	}
	return false
}

func (c *compiler) degree(d plan.Degree, s *scope) string {
	return c.block("COUNT", func() []string {
		m := c.hop(d.Hop, s)
		m.and(c, d.Where)
		return m.clauses()
	})
}
