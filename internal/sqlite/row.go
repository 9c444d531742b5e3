package sqlite

import (
	"fmt"
	"slices"
	"strings"

	"innograph/internal/catalog"
	"innograph/internal/plan"
)

// row is the JSON text of what is read of the scope.
func (c *compiler) row(r *plan.Row, s *scope) string {
	if len(r.Shapes) == 1 {
		return c.cells(slices.Concat(r.Common, named(r.Named), r.Shapes[0].Columns), s)
	}
	cells := c.spelledCells(slices.Concat(r.Common, named(true)), s)
	var shapes strings.Builder
	for _, shape := range r.Shapes {
		// The type is one of the shapes': nothing is left for an ELSE.
		fmt.Fprintf(&shapes, " WHEN %s THEN %s", s.ofType(shape.Types), c.cells(shape.Columns, s))
	}
	return list(append(cells, "CASE"+shapes.String()+" END"))
}

// named is the column of the concrete type's name.
func named(wanted bool) []plan.Column {
	if !wanted {
		return nil
	}
	return []plan.Column{plan.Value{Property: typeName}}
}

// typeName reads the column that says what a node is, as if it were a property.
var typeName = &catalog.Property{Name: "type", Kind: catalog.Enumeration, NonNull: true}

// cells is a list of columns: by json_array where all are scalars.
func (c *compiler) cells(columns []plan.Column, s *scope) string {
	if len(columns) > maxArguments || slices.ContainsFunc(columns, isList) {
		return list(c.spelledCells(columns, s))
	}
	arguments := make([]string, len(columns))
	for i, column := range columns {
		e := column.(plan.Expr)
		arguments[i] = argument(c.expr(e, s), kind(e))
	}
	return "json_array(" + strings.Join(arguments, ", ") + ")"
}

func (c *compiler) spelledCells(columns []plan.Column, s *scope) []string {
	cells := make([]string, len(columns))
	for i, column := range columns {
		switch column := column.(type) {
		case plan.Expr:
			cells[i] = spelled(c.expr(column, s), kind(column))
		case *plan.Connection:
			cells[i] = c.connection(column, s)
		case *plan.Sources:
			cells[i] = c.sources(column, s)
		}
	}
	return cells
}

// isList tells whether a column's cell is a list made by a subquery.
func isList(column plan.Column) bool {
	_, scalar := column.(plan.Expr)
	return !scalar
}
