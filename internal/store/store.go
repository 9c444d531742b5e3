// Package store keeps the graph. A Store turns a plan into its engine's language, runs
// it as one statement and hands back the positional list that the plan describes.
package store

import (
	"context"

	"innograph/internal/catalog"
	"innograph/internal/plan"
)

// Store is an engine that holds a graph. All methods may be called at once from many
// goroutines. Errors are *fault.Error: STORE_UNAVAILABLE, TIMEOUT or INTERNAL_ERROR,
// with the driver's own error as the cause, for the log.
type Store interface {
	// Read runs the operation as one statement and gives one cell for each root.
	//
	// A cell is nil (missing, or null), a list ([]any), or a scalar: string, int64,
	// float64, bool, or *Raw. Booleans may also come as the integers 0 and 1.
	Read(ctx context.Context, operation *plan.Operation) ([]any, error)

	// Stream hands the rows of the operation's only root on, one after the other: a
	// Connection with a Page and no other part, which may be as long as plan.All. Each row
	// is a cell's list, good until the function returns; an error of the function ends it,
	// and comes back as it is. An engine that can reads all of one moment. Its time is
	// bounded by ctx alone.
	Stream(ctx context.Context, operation *plan.Operation, row func([]any) error) error

	// Load writes facts into an empty store, all or nothing. What an engine cannot write
	// in one transaction it may write in several: if such a load is interrupted, the store
	// is empty for Empty, and the next load removes what is left of it.
	Load(ctx context.Context, facts Stream) error

	// Empty tells whether nothing has been loaded yet.
	Empty(ctx context.Context) (bool, error)

	// Ready asks the engine for a sign of life.
	Ready(ctx context.Context) error

	Close() error

	Writer
}

// Raw is a scalar as JSON text (a string with its quotes, a number), as an engine that
// answers in JSON gives it. It saves the decoding of what is only copied to the answer.
type Raw struct{ Text []byte }

// Counter is told of each statement that goes to the engine.
type Counter interface {
	// Statement counts one sent for a GraphQL operation.
	Statement()
	// Other counts one of any other work: constraints, loads, signs of life.
	Other()
}

// Facts is a checked data set: every id is unique, every end of an edge is there, every
// value is of its property's kind.
type Facts struct {
	Dataset Dataset
	Nodes   []Node // sources among them, before what cites them
	Edges   []Edge // without the evidence of nodes, which stands in Node.Sources
}

// Dataset says what the facts are. Empty strings are missing. MeasuredAt is when the
// computed values of the nodes were computed, as RFC 3339 has it.
type Dataset struct{ Name, Version, AsOf, Licence, MeasuredAt string }

// Node is an entity or a source to be written.
type Node struct {
	Type *catalog.Type
	// Values are those of Type.Properties, in their order (the id first): nil where
	// missing, else the Go type that catalog.Kind names.
	Values  []any
	Sources []string // ids, in order, each once; none for a source
}

// ID is the node's id.
func (n *Node) ID() string { return n.Values[0].(string) }

// Edge is a relation between two nodes to be written.
type Edge struct {
	Relation   *catalog.Relation
	From, To   string // ids
	Key        string // "" but for parallel edges
	Confidence *float64
	Values     []any    // those of Relation.Properties, as in Node
	Sources    []string // ids, in order, each once
}
