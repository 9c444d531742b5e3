package write

import (
	"encoding/json"
	"time"

	"innograph/internal/lines"
	"innograph/internal/store"
)

// changes are the entries that a transaction leaves in the log.
type changes struct {
	at, actor string
	text      []byte // of all that was before and after, so that there are few allocations
	entries   []store.Change
}

// stamp is a time as text, RFC 3339 in UTC: the order of texts is that of times.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z07:00") }

func (s *session) newLog(entries int) *changes {
	return &changes{
		at: stamp(time.Now()), actor: s.actor,
		entries: make([]store.Change, 0, entries),
	}
}

// log lists what is not as before in an order in which it could be done again: what is new
// before what leads to it, and what goes after what led to it.
func (s *session) log(d *difference) []store.Change {
	c := s.newLog(len(s.nodesTouched) + len(s.edgesTouched))
	for _, n := range d.created {
		c.node(store.Created, n)
	}
	for _, n := range d.updated {
		c.node(store.Updated, n)
	}
	for _, e := range d.linked {
		c.edge(store.Linked, e)
	}
	for _, e := range d.relinked {
		c.edge(store.Relinked, e)
	}
	for _, e := range d.unlinked {
		c.edge(store.Unlinked, e)
	}
	for _, n := range d.deleted {
		c.node(store.Deleted, n)
	}
	return c.entries
}

func (c *changes) node(operation store.Operation, n *node) {
	of := n.after
	if of == nil {
		of = n.before
	}
	c.entries = append(c.entries, store.Change{
		At: c.at, Actor: c.actor, Operation: operation, Type: of.Type.Name, IDs: []string{n.id},
		Before: c.nodeLine(n.before), After: c.nodeLine(n.after),
	})
}

func (c *changes) edge(operation store.Operation, e *edge) {
	of := e.after
	if of == nil {
		of = e.before
	}
	c.entries = append(c.entries, store.Change{
		At: c.at, Actor: c.actor, Operation: operation, Type: of.Relation.Name, IDs: []string{of.From, of.To}, Key: of.Key,
		Before: c.edgeLine(e.before), After: c.edgeLine(e.after),
	})
}

func (c *changes) nodeLine(n *store.Node) json.RawMessage {
	if n == nil {
		return nil
	}
	start := len(c.text)
	c.text = lines.AppendNode(c.text, n)
	return c.text[start:len(c.text):len(c.text)]
}

func (c *changes) edgeLine(e *store.Edge) json.RawMessage {
	if e == nil {
		return nil
	}
	start := len(c.text)
	c.text = lines.AppendEdge(c.text, e)
	return c.text[start:len(c.text):len(c.text)]
}

// append writes the entries, and notes the last one's sequence.
func (s *session) append(entries []store.Change) error {
	if len(entries) == 0 {
		return nil
	}
	err := s.tx.Append(s, entries)
	s.outcome.Last = entries[len(entries)-1].Sequence
	return err
}
