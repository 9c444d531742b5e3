// Package answer writes the positional list that a store gives as the JSON that the
// operation asked for. The layouts, made by package lookahead beside the plan, say
// which cell goes under which response key; the encoder walks them once.
package answer

import (
	"strconv"

	"innograph/internal/catalog"
	"innograph/internal/plan"
)

// Object is how one GraphQL object is written.
type Object struct {
	Type   string // for messages
	Fields []Field
}

// Field is one response key of an object.
type Field struct {
	Name    string // in the schema, for messages
	Key     string // in the response: the alias, or the name
	NonNull bool
	From    Source
	label   []byte
}

// Add appends a field.
func (o *Object) Add(name, key string, nonNull bool, from Source) {
	label := appendLabel(make([]byte, 0, len(key)+3), key)
	o.Fields = append(o.Fields, Field{Name: name, Key: key, NonNull: nonNull, From: from, label: label})
}

// appendLabel appends a key of an object and its colon.
func appendLabel(to []byte, key string) []byte { return append(strconv.AppendQuote(to, key), ':') }

// Source is where the value of a field comes from.
type Source interface {
	// write appends the value, or appends nothing and says that it is null. The cells
	// are those that the place gives: of the whole row, and of the node's shape.
	write(e *encoder, row, cells []any) outcome
}

// outcome is what became of a value.
type outcome int

const (
	written outcome = iota
	missing         // null in the data
	failed          // null because a non-null field below it was missing
)

// Text is a string that the operation itself decides: `__typename` of a concrete type.
type Text string

// TypeName is `__typename` of a node, from the row's cell At.
type TypeName struct{ At int }

// Scalar is the value of cell At.
type Scalar struct {
	At   int
	Kind catalog.Kind
}

// Common is a scalar among the row's common cells: of the edge, not of the node.
type Common struct {
	At   int
	Kind catalog.Kind
}

// Cursor is the position of a row in its connection.
type Cursor struct {
	Head   string   // what the cursor is bound to
	Values []Common // of the terms of the order
}

// Below is a connection beneath a node: cell At of its shape.
type Below struct {
	At         int
	Connection *Connection
	Field      *catalog.Field
}

// Sources is the list of sources that vouch for a node (cell At of its shape), or for an
// edge (Common: cell At of the row).
type Sources struct {
	At     int
	Common bool
	Node   *Node
	Field  *catalog.Field // of a node; nil of an edge
}

// Node is a node in a row: the row's own cells, or the nested list of its shape.
type Node struct {
	// TypeAt is the row's cell with the concrete type's name; negative where one
	// object does for all.
	TypeAt int
	// Nested says that the cells of the shape are a list of their own, in the cell
	// after the type.
	Nested bool
	// Object is for every type; Objects, by concrete type, where they differ.
	Object  *Object
	Objects map[string]*Object
}

// Connection is how a connection's parts are written.
type Connection struct {
	Plan   *plan.Connection
	Object *Object // its fields are read from the parts
}

// Rows is `edges` or `nodes`: one object for each row of the page.
type Rows struct {
	Page *plan.Page
	Node *Node   // `nodes`; nil for `edges`
	Edge *Object // `edges`
	Item *Object // of a list that an analysis gives, in an export
}

// PageInfo is `pageInfo`.
type PageInfo struct {
	Page   *plan.Page
	Object *Object
}

// HasMore is `hasNextPage` or, Before, `hasPreviousPage`.
type HasMore struct {
	Page   *plan.Page
	Before bool
}

// EndCursor is `startCursor` or, Last, `endCursor`.
type EndCursor struct {
	Page   *plan.Page
	Last   bool
	Cursor Cursor
}

// Part is the integer in the connection's cell At: `totalCount`.
type Part struct{ At int }

// Nowhere is the cell of what the store was not asked for.
const Nowhere = -1

// Aggregates is `aggregate`, in the connection's cell At; Nowhere when no figure is asked
// for, but `__typename` alone.
type Aggregates struct {
	At     int
	Object *Object
}

// Aggregate is the figures of one property: cell At of the aggregates, or Nowhere.
type Aggregate struct {
	At     int
	Object *Object
}

// Sum is `sum`, of integers: the cell At. Of what the property is called, for whoever gets
// an error instead.
type Sum struct {
	At int
	Of string
}

// Average is `avg`: the cell Sum divided by the cell Count.
type Average struct{ Sum, Count int }

// Facets is `facets`, in the connection's cell At.
type Facets struct {
	At    int
	Facet *Object
}

// FacetKey is the facet's value as text.
type FacetKey struct{ Kind catalog.Kind }

// FacetNode is the node at the other end of a facet by relation, or null.
type FacetNode struct{ Node *Node }

// Group is an object whose fields read the same cells as the object it stands in.
type Group struct{ Object *Object }
