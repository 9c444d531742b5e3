package write

import (
	"context"
	"strings"

	"innograph/internal/catalog"
	"innograph/internal/store"
)

// session is the work of one transaction: what was read of the graph, as it is and as it
// is to be. Nothing is written before all is checked.
type session struct {
	context.Context
	tx    store.Tx
	model *catalog.Catalog
	shape *shape
	rest  bool // whether what cannot be written is left out
	actor string

	nodes     map[string]*node       // by id: those that are there, and those that might have been
	edges     map[store.EdgeID]*edge // by identity
	survivors map[string]string      // by ids that were merged away
	refused   map[string]bool        // ids of nodes that are not there, but would be had they not been refused
	holders   map[holding]string     // ids by unique values
	givenUp   map[holding]string     // ids of nodes that gave the value up
	early     map[string]bool        // nodes whose unique values must be free before others are written
	circles   map[*catalog.Relation]circles
	atDeleted map[string][]*edge // the edges of nodes that are to be deleted
	citing    map[string]*citing // what names sources that are to be deleted
	overcited map[string]bool    // sources that too much names

	nodesTouched []*node // those that may change, each once, in the order of the items
	edgesTouched []*edge

	outcome *Outcome
}

// node is one as it is and as it is to be; nil where it is not there.
type node struct {
	id            string
	before, after *store.Node
	read          bool // with its values; else only its type is known
	touched       bool
	named         bool // by an item that was not refused
	told          bool // in the outcome
	gone          bool // deleted by an item
}

// edge is one as it is and as it is to be; nil where it is not there.
type edge struct {
	before, after *store.Edge
	touched       bool
	named, told   bool // as those of node
}

func (w *Writer) session(ctx context.Context, tx store.Tx, actor string) *session {
	return &session{
		Context: ctx, tx: tx, model: w.model, shape: w.shape, actor: actor,
		nodes: map[string]*node{}, edges: map[store.EdgeID]*edge{},
		survivors: map[string]string{}, refused: map[string]bool{},
		holders: map[holding]string{}, givenUp: map[holding]string{}, early: map[string]bool{},
		overcited: map[string]bool{},
		circles:   map[*catalog.Relation]circles{},
		outcome:   &Outcome{},
	}
}

// node finds what is known under an id, or under the id that it has by now.
func (s *session) node(id string) *node { return s.nodes[s.now(id)] }

// there tells whether a node is, or will be, there.
func (s *session) there(id string) bool {
	n := s.node(id)
	return n != nil && n.after != nil
}

// touch lists a node among those that may change.
func (s *session) touch(n *node) {
	if !n.touched {
		n.touched = true
		s.nodesTouched = append(s.nodesTouched, n)
	}
}

func (s *session) touchEdge(e *edge) {
	if !e.touched {
		e.touched = true
		s.edgesTouched = append(s.edgesTouched, e)
	}
}

// typeOf is the type of a node, which its id begins with.
func (s *session) typeOf(id string) *catalog.Type {
	prefix, _, _ := strings.Cut(id, "/")
	return s.shape.ofID[prefix]
}
