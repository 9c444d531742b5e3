package store

import (
	"context"
	"encoding/json"

	"innograph/internal/catalog"
)

// Writer changes a graph that is in use. Errors are *fault.Error, as Store's are.
type Writer interface {
	// Write runs work in one transaction: when work gives no error everything that it
	// wrote is there, else nothing of it. Transactions that write come one after the other,
	// whichever server they are from, so that what work reads stays true until it ends.
	// After a failure that may pass, such as a leader that changed, work runs again: it
	// must have no other effects. Its own error comes back as it is.
	Write(ctx context.Context, work func(context.Context, Tx) error) error

	// Bulk runs work that writes a great deal, in transactions of its own by Write. Pages of
	// many nodes may take long until it ends, and an engine may have to make up for that then:
	// it is for work that adds more than a fraction of what is there.
	Bulk(ctx context.Context, work func(context.Context) error) error

	// Changes reads the log: the entries behind the sequence given, in order, at most so many.
	Changes(ctx context.Context, after int64, limit int) ([]Change, error)

	// LastChange is the sequence of the newest entry, 0 while there is none.
	LastChange(ctx context.Context) (int64, error)

	// Notes reads all notes of a kind, by key.
	Notes(ctx context.Context, kind string) (map[string]string, error)

	// Topology goes through the nodes whose types have the first of the properties named, each
	// with its values of them, and then through the ends of all edges between such nodes,
	// undirected ones once; both in any order. It takes as long as ctx lets it. What node and
	// edge are given is theirs.
	Topology(ctx context.Context, names []string, node func(Measured), edge func(from, to string)) error
}

// Tx is a transaction that writes. What it is given was checked before: types, values and
// ends suit each other. Lists have each id or edge once; empty ones cost no statement.
// Each method sends at most one statement for each type or relation that it touches.
type Tx interface {
	// Nodes reads those of the nodes that are there, entities and sources alike, in order
	// of id, with all their values and sources.
	Nodes(ctx context.Context, ids []string) ([]Node, error)
	// Known gives those of the ids that nodes have, in any order: what Nodes would read, for
	// who needs no more of them.
	Known(ctx context.Context, ids []string) ([]string, error)
	// Edges reads those of the edges that are there. An undirected one is found by either
	// order of its ends, and comes as it was first written.
	Edges(ctx context.Context, ids []EdgeID) ([]Edge, error)
	// EdgesAt reads the edges that start or end at one of the nodes, each once, by
	// relation, from, to and key, at most so many; evidence is none of them.
	EdgesAt(ctx context.Context, ids []string, limit int) ([]Edge, error)
	// Citing reads what names the source: the ids of nodes, and edges; at most so many of
	// each.
	Citing(ctx context.Context, source string, limit int) ([]string, []Edge, error)
	// Ancestry reads the edges of a hierarchy that lead up from the nodes, any number of
	// steps, as pairs of the lower and the upper end.
	Ancestry(ctx context.Context, of *catalog.Relation, from []string) ([]Ends, error)
	// Holders finds the nodes that have one of these values of a unique property.
	Holders(ctx context.Context, of *catalog.Unique, values []string) ([]Holder, error)

	// Create writes nodes, with their ties to sources, and then edges, that are not there.
	Create(ctx context.Context, nodes []Node, edges []Edge) error
	// Replace gives nodes and edges that are there these values and sources instead.
	Replace(ctx context.Context, nodes []Node, edges []Edge) error
	// Delete removes edges, and then nodes with their ties to sources. No edge leads to
	// the nodes any more.
	Delete(ctx context.Context, nodes []string, edges []EdgeID) error

	// Measure gives nodes these values of the properties named, which the program computes,
	// where they are there, and says when these were computed (RFC 3339; "" leaves that as it
	// is). For all else nothing was written.
	Measure(ctx context.Context, names []string, nodes []Measured, at string) error

	// Append writes entries to the log, and numbers them.
	Append(ctx context.Context, changes []Change) error

	// Notes reads those of the notes that are there.
	Notes(ctx context.Context, kind string, keys []string) (map[string]string, error)
	// NotesBefore reads the notes with keys before the one given, in the order of ASCII: the
	// first ones, at most so many.
	NotesBefore(ctx context.Context, kind, key string, limit int) (map[string]string, error)
	// PutNotes writes notes, over those that are there.
	PutNotes(ctx context.Context, kind string, notes map[string]string) error
	// DropNotes removes notes.
	DropNotes(ctx context.Context, kind string, keys []string) error
}

// Measured is a node with values that the program computed: nil where it has none.
type Measured struct {
	ID     string
	Values []any
}

// EdgeID is what makes an edge one. That of an undirected edge is the same with its ends
// swapped.
type EdgeID struct {
	Relation *catalog.Relation
	From, To string
	Key      string
}

// ID is the edge's identity, with its ends as they are.
func (e *Edge) ID() EdgeID { return EdgeID{e.Relation, e.From, e.To, e.Key} }

// Ends are the two nodes of an edge of a hierarchy.
type Ends struct{ Lower, Upper string }

// Holder is a node that has a value which no other may have.
type Holder struct {
	ID     string
	Value  string
	Within string // the value of Unique.Within; "" without one, or where it is missing
}

// Change is an entry of the log: what one write did to one node or edge.
type Change struct {
	Sequence  int64  // from 1, in the order of commits, without gaps
	At        string // RFC 3339, in UTC
	Actor     string // who wrote, as the operator calls them
	Operation Operation
	Type      string   // of the node, or the edge's relation
	IDs       []string // the node's; of an edge its start and its end; of a merge the one that went and the survivor
	Key       string   // of an edge
	// Before and After are the node or edge in the form of data files, nil where it was
	// not there.
	Before, After json.RawMessage
}

// Operation is what happened to a node or an edge.
type Operation string

// The operations. CREATE, UPDATE, DELETE, MERGE and SPLIT are of nodes, the others of edges.
const (
	Created  Operation = "CREATE"
	Updated  Operation = "UPDATE"
	Deleted  Operation = "DELETE"
	Merged   Operation = "MERGE"
	Split    Operation = "SPLIT"
	Linked   Operation = "LINK"
	Relinked Operation = "RELINK"
	Unlinked Operation = "UNLINK"
)

// Kinds of note.
const (
	// MergedNote has for the id of a node that was merged away the id of its survivor.
	MergedNote = "merged"
	// RequestNote has for the key of a request what it did, so that it is not done twice.
	RequestNote = "request"
	// ImportNote has for a data file how much of it was read.
	ImportNote = "import"
	// MeasureNote has, under one key, up to where in the log measures were computed.
	MeasureNote = "measure"
)
