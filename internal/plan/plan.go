// Package plan is a GraphQL operation as plain data, ready to be spelled in a database's
// language. Every decision (defaults, limits, missing values, key sets, case folding) is
// made here or before; an emitter adds none. Values stand where they are used: an emitter
// passes each as a parameter, numbered in the order of its walk, so that operations of
// equal shape give equal text.
package plan

import "innograph/internal/catalog"

// Operation is all reading root fields of one GraphQL operation. It becomes one
// statement, whose answer is one positional list with a cell for each root. The roots may
// be shared by many requests, and are never changed.
type Operation struct {
	Name     string // of the GraphQL operation, for the store's logs; may be empty
	Roots    []Query
	Values   []any     // what Given stands for in this request
	Spelling *Spelling // of the roots; nil where they are for this request alone
}

// Query is what one root field, or one relation below it, asks the store for: *Lookup,
// *Connection, *Dataset, *Expand or *Meet.
type Query interface{ query() }

// Lookup finds nodes by id: by ID alone where that is not nil, and else by IDs. Its cell
// is a list of [id, row], one for each node found, in any order; an id that is unknown,
// or of a node of another type, has none.
type Lookup struct {
	Type *catalog.Type
	ID   any      // a string or a Given
	IDs  []string // distinct
	Row  *Row
}

// Connection reads a set of nodes, or of edges with the nodes that they lead to. Its
// cell is a list of the parts that are present, in the order of the fields:
//
//	[rows, preceding, following, total, aggregates, facets…]
//
// rows is a list of rows; preceding and following are booleans; total is an integer;
// aggregates is a list with, for each Aggregate, the list of its functions' values;
// each facet is a list of [key, count] or [key, count, row].
type Connection struct {
	Set        Set
	Page       *Page // nil when no row is wanted
	Total      bool  // by edge on a relation, by node at a root
	Aggregates []Aggregate
	Facets     []Facet
}

// Dataset reads what the store says of its own content. Its cell is a list with one
// value for each part.
type Dataset struct{ Parts []DatasetPart }

// DatasetPart is one thing to be known of the data set.
type DatasetPart string

// The parts. The first five are strings or missing; the others count entities and the
// stated edges between them (evidence is neither).
const (
	DatasetName       DatasetPart = "name"
	DatasetVersion    DatasetPart = "version"
	DatasetAsOf       DatasetPart = "asOf"
	DatasetLicence    DatasetPart = "licence"
	DatasetMeasuredAt DatasetPart = "measuredAt"
	DatasetNodes      DatasetPart = "nodes"
	DatasetEdges      DatasetPart = "edges"
)

func (*Lookup) query()     {}
func (*Connection) query() {}
func (*Dataset) query()    {}
func (*Expand) query()     {}
func (*Meet) query()       {}

// Set is what a connection ranges over, before any page is cut: all nodes of Type, or
// all edges of Via from the node above, with the nodes of Type at their other end.
type Set struct {
	Type  *catalog.Type
	Via   *Hop      // nil at a root
	Where Predicate // nil lets everything through; sees the node, and on a relation the edge
}

// Hop is a step from the node in scope along the edges of a relation field; or, where
// Field is nil, from the edge in scope to the sources that vouch for it.
type Hop struct {
	Field *catalog.Field
	// Selective tells that the edges lead to nodes of other types too, which are to be
	// left out.
	Selective bool
}

// Page is the part of a set that is handed out.
type Page struct {
	Order []Term // complete: no two members of the set are equal in all terms
	// After and Before bound the page by the cursors given; nil where none was.
	After, Before Predicate
	// Stretches are the page again, as parts that follow each other, where its order begins
	// with a value that may be missing; nil where they would be of no use.
	Stretches []Stretch
	// Limit is the most rows wanted. With More one row beyond it is read, of which only
	// its being there matters: its cell may be anything.
	Limit int
	More  bool
	// Backward says that Order is the reverse of the order asked for, and so are the rows.
	Backward bool
	// Preceding and Following ask whether any member of the set lies at or beyond the
	// cursor given; nil where that is not asked.
	Preceding, Following Predicate
	Row                  *Row
}

// Term is one term of an order.
type Term struct {
	By   Expr
	Desc bool
	// Nullable says that By can be missing; NullsFirst where such rows then go.
	Nullable, NullsFirst bool
}

// Row is what is read of a node and of the edge that led to it. Its cell is a list:
//
//	[common…, type, columns…]      one shape; the type only where Named
//	[common…, type, [columns…]]    several shapes; always Named
//
// type is the name of the node's concrete type.
type Row struct {
	Type   *catalog.Type // the static type of the node
	Common []Column
	Named  bool
	Shapes []Shape // at least one; together they cover Type's members
}

// Shape is what is read of nodes of certain concrete types.
type Shape struct {
	Types   []*catalog.Type
	Columns []Column
}

// Column is one cell of a row: an Expr, a *Connection below the node, or a *Sources.
type Column interface{ column() }

// Sources reads the sources that vouch for the node in scope (Via its evidence field)
// or for the edge in scope (Via.Field nil), by id. Its cell is a list of rows.
type Sources struct {
	Via   Hop
	Limit int
	Row   *Row
}

func (*Connection) column() {}
func (*Sources) column()    {}
func (Value) column()       {}
func (EdgeKey) column()     {}
func (Degree) column()      {}

// Aggregate sums up one property over the distinct nodes of a set, missing values left
// out. Without any value the count is 0 and the rest are missing.
type Aggregate struct {
	Property  *catalog.Property
	Functions []Function // in order, each at most once
}

// Function is one figure of an aggregate.
type Function string

// The functions. Sum is of integers only, and exact: its cell is a list of two integers,
// the sum of the values' quotients by Half and that of their remainders, so that it is at
// home in no engine's integers alone; both are null where there are no values.
const (
	Count Function = "count"
	Min   Function = "min"
	Max   Function = "max"
	Sum   Function = "sum"
)

// Half is what the two parts of a sum are told apart by; the remainder has the sign of the
// value.
const Half = 1 << 32

// Facet counts the distinct nodes of a set by a value. Exactly one of Property, Via and
// ByType says by which: a property, the node at the other end of a relation (the key is
// its id), or the concrete type (the key is its value among the API's types). Largest count
// first, then by the key's value. A missing value is no facet.
type Facet struct {
	Property *catalog.Property
	Via      *Hop
	ByType   bool
	Limit    int
	Row      *Row // with Via: what is read of the node at the other end; nil for nothing
}
