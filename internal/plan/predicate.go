package plan

import "innograph/internal/catalog"

// Expr is a value of the node or the edge in scope: Value, EdgeKey or Degree.
type Expr interface {
	Column
	expr()
}

// Value is a stored property, of the node in scope or, with Edge, of the edge in scope.
type Value struct {
	Property *catalog.Property
	Edge     bool
	// Fold reads the case-folded form that is kept beside a string.
	Fold bool
}

// EdgeKey is the key of the edge in scope, never missing ("" is one).
type EdgeKey struct{}

// Degree counts the edges of a hop that meet Where (nil: all), never missing.
type Degree struct {
	Hop   Hop
	Where Predicate
}

func (Value) expr()   {}
func (EdgeKey) expr() {}
func (Degree) expr()  {}

// Predicate is a condition on the node and the edge in scope. It is two-valued: a
// comparison with a missing value is false, and Not turns exactly that around.
type Predicate interface{ predicate() }

// And holds when all of its conditions do; an empty one holds.
type And []Predicate

// Or holds when one of its conditions does; an empty one does not.
type Or []Predicate

// Not holds when its condition does not.
type Not struct{ Of Predicate }

// Compare holds when the value is there and stands in that relation to Value: a string,
// int64, float64 or bool, of the kind of the expression, or a Given that becomes one.
// Strings compare by code point.
type Compare struct {
	Left  Expr
	Op    Op
	Value any
}

// Op is a comparison.
type Op string

// The comparisons.
const (
	Eq  Op = "eq"
	Ne  Op = "ne"
	Lt  Op = "lt"
	Lte Op = "lte"
	Gt  Op = "gt"
	Gte Op = "gte"
)

// Match holds when the string is there and has Text, a string or a Given, in that place.
// An empty Text is in every place of every string.
type Match struct {
	Left Expr
	How  Place
	Text any
}

// Place is where Match looks.
type Place string

// The places.
const (
	Contains   Place = "contains"
	StartsWith Place = "startsWith"
	EndsWith   Place = "endsWith"
)

// In holds when the value is there and is (or, Negated, is not) one of Values.
type In struct {
	Left    Expr
	Values  []any
	Negated bool
}

// Missing holds when there is no value.
type Missing struct{ Left Expr }

// HasAny holds when the node's list property has at least one of Values.
type HasAny struct {
	Property *catalog.Property
	Values   []string
}

// Empty holds when the node's list property has nothing in it.
type Empty struct{ Property *catalog.Property }

// OfType holds when the node is of one of the concrete types.
type OfType struct{ Types []*catalog.Type }

// Related holds when at least one edge of the hop, with the node it leads to, meets
// Where (nil: any).
type Related struct {
	Hop   Hop
	Where Predicate
}

// Within holds when at least one node that is one or more steps along the hop's
// relation, and of the field's target type, meets Where (nil: any). Cycles are harmless.
type Within struct {
	Hop   Hop
	Where Predicate
}

func (And) predicate()     {}
func (Or) predicate()      {}
func (Not) predicate()     {}
func (Compare) predicate() {}
func (Match) predicate()   {}
func (In) predicate()      {}
func (Missing) predicate() {}
func (HasAny) predicate()  {}
func (Empty) predicate()   {}
func (OfType) predicate()  {}
func (Related) predicate() {}
func (Within) predicate()  {}
