// Package sqlite spells plans in SQLite's language, and reads what comes back. It is
// pure: text in, text out. Tables and columns come from the catalog (schema.go), values
// are arguments.
//
// An answer is JSON text in a single cell. Rows of scalars are made by json_array, the
// fastest way; whatever holds other lists is joined as text with concat and group_concat,
// because nested json_array calls parse their parts again at every level.
package sqlite

import (
	"fmt"
	"strings"

	"innograph/internal/catalog"
	"innograph/internal/plan"
)

// Compile spells an operation as one SELECT of one row and one column: the JSON text of
// the positional list that the plan describes. The arguments stand in the order of the
// text's placeholders; operations of equal shape give equal text.
func Compile(operation *plan.Operation) (text string, args []any) {
	s := plan.Spell(operation, "sqlite", func() statement {
		c := &compiler{}
		roots := make([]string, len(operation.Roots))
		for i, root := range operation.Roots {
			roots[i] = c.root(root)
		}
		return statement{"SELECT " + list(roots), c.args}
	})
	return s.text, operation.Fill(s.args)
}

// statement is what is made of a plan, before the values are given.
type statement struct {
	text string
	args []any
}

// compiler collects the arguments and numbers the aliases of one statement. Its methods
// give pieces of text; a piece must be made in the order in which it stands in the text,
// since its arguments are taken by place.
type compiler struct {
	args    []any
	aliases int
}

// arg takes a value as the next argument.
func (c *compiler) arg(value any) string {
	c.args = append(c.args, value)
	return "?"
}

// alias gives a name that is not used elsewhere in the statement.
func (c *compiler) alias(prefix string) string {
	c.aliases++
	return fmt.Sprintf("%s%d", prefix, c.aliases)
}

func (c *compiler) root(query plan.Query) string {
	switch query := query.(type) {
	case *plan.Lookup:
		return c.lookup(query)
	case *plan.Connection:
		return c.connection(query, nil)
	case *plan.Dataset:
		return dataset(query)
	case *plan.Expand:
		return c.expand(query)
	case *plan.Meet:
		return c.meet(query)
	}
	panic(fmt.Sprintf("sqlite: no root for %T", query))
}

// lookup finds nodes by id.
func (c *compiler) lookup(query *plan.Lookup) string {
	s := &scope{node: c.alias("n")}
	row := c.row(query.Row, s)
	return fmt.Sprintf("(SELECT concat('[', group_concat(%s), ']') FROM node AS %s WHERE %s%s AND %s)",
		list([]string{"json_quote(" + s.column("id") + ")", row}), s.node, s.column("id"), c.oneOf(query), s.is(query.Type))
}

// oneOf is the end of a comparison with ids. To take a list apart costs as much as to
// find a node, so that a single id, which most lookups have, is passed as it is.
func (c *compiler) oneOf(query *plan.Lookup) string {
	switch {
	case query.ID != nil:
		return " = " + c.arg(query.ID)
	case len(query.IDs) == 1:
		return " = " + c.arg(query.IDs[0])
	}
	return " IN (SELECT value FROM json_each(" + c.arg(jsonList(query.IDs)) + "))"
}

// dataset reads the view that sums up the content.
func dataset(query *plan.Dataset) string {
	parts := make([]string, len(query.Parts))
	for i, part := range query.Parts {
		parts[i] = quote(string(part))
	}
	return "(SELECT json_array(" + strings.Join(parts, ", ") + ") FROM dataset)"
}

// scope is the node that an expression is about, and the edge that led to it. It
// remembers which of the two were read, so that the others need not be joined.
type scope struct {
	node, edge string // aliases
	key        string // the node's rowid as known without reading the node; empty where it is not
	hop        bool   // the edges are those of one node above
	readsNode  bool
	readsEdge  bool
}

// column is a column of the node.
func (s *scope) column(name string) string {
	s.readsNode = true
	return s.node + "." + quote(name)
}

// edgeColumn is a column of the edge.
func (s *scope) edgeColumn(name string) string {
	s.readsEdge = true
	return s.edge + "." + quote(name)
}

// rowid identifies the node.
func (s *scope) rowid() string {
	if s.key != "" {
		return s.key
	}
	return s.column(rowid)
}

// member identifies the node where it is looked up in a list. At the end of a hop, the
// plus keeps SQLite from trying each of the list instead of each of the few edges.
func (s *scope) member() string {
	if s.hop {
		return "+" + s.rowid()
	}
	return s.rowid()
}

// is is the condition that the node is of the type, as the type's indexes have it.
func (s *scope) is(t *catalog.Type) string { return is(s.column("type"), t) }

// is names the others where they are fewer: in the condition of an index, SQLite would make
// a table of a long list, anew for each row that is written.
func is(column string, t *catalog.Type) string {
	switch others := len(t.Others); {
	case others == 0:
		return "TRUE"
	case others < len(t.Members):
		return "NOT " + ofType(column, t.Others)
	}
	return ofType(column, t.Members)
}

// ofType is the condition that the node is of one of the types. The names are literals,
// because only so are the indexes of a single type considered.
func (s *scope) ofType(types []*catalog.Type) string { return ofType(s.column("type"), types) }

func ofType(column string, types []*catalog.Type) string {
	switch len(types) {
	case 0:
		return "FALSE"
	case 1:
		return column + " = " + literal(types[0].Name)
	}
	names := make([]string, len(types))
	for i, t := range types {
		names[i] = literal(t.Name)
	}
	return column + " IN (" + strings.Join(names, ", ") + ")"
}
