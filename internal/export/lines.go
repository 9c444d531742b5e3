package export

import (
	"io"

	"innograph/internal/lines"
	"innograph/internal/store"
)

// Lines writes the project's own JSON Lines. The three may be one and the same.
type Lines struct {
	Sources, Nodes, Edges io.Writer
	line                  []byte
}

// Source writes a source.
func (l *Lines) Source(n *store.Node) error { return l.node(l.Sources, n) }

// Entity writes an entity.
func (l *Lines) Entity(n *store.Node) error { return l.node(l.Nodes, n) }

func (l *Lines) node(to io.Writer, n *store.Node) error {
	l.line = append(lines.AppendNode(l.line[:0], n), '\n')
	_, err := to.Write(l.line)
	return err
}

// Edge writes an edge.
func (l *Lines) Edge(e *store.Edge) error {
	l.line = append(lines.AppendEdge(l.line[:0], e), '\n')
	_, err := l.Edges.Write(l.line)
	return err
}

// End has nothing to add.
func (*Lines) End() error { return nil }
