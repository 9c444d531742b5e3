// Package write changes the graph: it checks what is to be written against the model and
// against what is there, finds out what that changes, writes it, and leaves an entry in
// the log for each node and edge that is not as before. It knows no engine: one store.Tx
// is as good as another. Mutations and imports both come through here.
package write

import (
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/catalog"
	"innograph/internal/fault"
)

// Batch is what one transaction is to change. The parts are done in the order of the
// fields; within a part, items of one identity are taken together, as if written one
// after the other.
type Batch struct {
	Nodes   []Node
	Edges   []Edge
	Unlinks []Unlink
	Deletes []Delete
}

// Node is a node, an entity or a source, as it is to be from now on.
type Node struct {
	Type *catalog.Type
	ID   string
	Mode Mode
	// Values by the names of the type's properties; nil takes a value away. What is not
	// named stays as it is. Each is of the Go type that its catalog.Kind names.
	Values map[string]any
	// Fill sets only what is missing so far, and adds to lists.
	Fill bool
	// Sources are added to those that it has; Without are taken away.
	Sources, Without []string
	IfVersion        *int64 // refused with CONFLICT when the node is of another version
	At               ast.Path
}

// Mode says whether something must be there already.
type Mode int

// The modes.
const (
	Upsert Mode = iota // made where it is not there
	Patch              // NOT_FOUND where it is not there
)

// Edge is an edge as it is to be from now on; the fields are as those of Node.
type Edge struct {
	Relation         *catalog.Relation
	From, To         string
	Key              string
	Confidence       *float64 // nil: stays as it is; a mapping or an input that gives null has NoConfidence
	NoConfidence     bool
	Values           map[string]any
	Fill             bool
	Sources, Without []string
	At               ast.Path
}

// Unlink takes an edge away. One that is not there is NOT_FOUND.
type Unlink struct {
	Relation *catalog.Relation
	From, To string
	Key      string
	At       ast.Path
}

// Delete takes a node away. One that is not there is NOT_FOUND; one with edges is a
// CONFLICT unless Cascade. A source that is the only one of something is a CONFLICT.
type Delete struct {
	ID        string
	Cascade   bool
	IfVersion *int64
	At        ast.Path
}

// Outcome is what a batch changed.
type Outcome struct {
	// Nodes are the ids of the nodes and Edges the edges that the batch names, in its
	// order, each once, under the ids that they have now.
	Nodes                                      []string
	Edges                                      []EdgeRef
	Created, Updated, Unchanged, Deleted       int   // nodes
	Linked, Relinked, EdgesUnchanged, Unlinked int   // edges; those that went with a node are among Unlinked
	Last                                       int64 // the sequence of the last entry in the log; 0 when nothing changed
	Refused                                    []Refusal
}

// EdgeRef names an edge.
type EdgeRef struct {
	Relation *catalog.Relation
	From, To string
	Key      string
}

// Refusal is an item that cannot be written: BAD_USER_INPUT, NOT_FOUND or CONFLICT.
type Refusal struct {
	Part  Part
	Index int // in the part's list
	Fault *fault.Error
}

// Part is a list of a Batch.
type Part int

// The parts.
const (
	Nodes Part = iota
	Edges
	Unlinks
	Deletes
)
