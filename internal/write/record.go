package write

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"innograph/internal/lines"
	"innograph/internal/store"
)

// state is nodes and edges as they were or are, each as a line of a data file: what the
// log has for a merging or a splitting.
type state struct {
	Nodes []json.RawMessage `json:"nodes"`
	Edges []json.RawMessage `json:"edges"`
}

func (s *state) node(n *store.Node) { s.Nodes = append(s.Nodes, lines.Node(n)) }
func (s *state) edge(e *store.Edge) { s.Edges = append(s.Edges, lines.Edge(e)) }

// text is the state as JSON. The lines stay as they are, which encoding/json does not
// leave them.
func (s *state) text() json.RawMessage {
	text := []byte(`{"nodes":[`)
	text = append(text, join(s.Nodes)...)
	text = append(text, `],"edges":[`...)
	text = append(text, join(s.Edges)...)
	return append(text, `]}`...)
}

func join(list []json.RawMessage) []byte {
	var text []byte
	for i, item := range list {
		if i > 0 {
			text = append(text, ',')
		}
		text = append(text, item...)
	}
	return text
}

// states are the nodes given and all edges that differ, before and after.
func (d *difference) states(nodes ...*node) (before, after *state) {
	before, after = &state{}, &state{}
	for _, n := range nodes {
		if n.before != nil {
			before.node(n.before)
		}
		if n.after != nil {
			after.node(n.after)
		}
	}
	for _, list := range [][]*edge{d.unlinked, d.relinked, d.linked} {
		for _, e := range list {
			if e.before != nil {
				before.edge(e.before)
			}
			if e.after != nil {
				after.edge(e.after)
			}
		}
	}
	return before, after
}

// record is the note of a merging, by which it can be taken back.
type record struct {
	Into    string `json:"into"`
	Version int64  `json:"version"` // of the node that went
	Before  *state `json:"before"`
	After   *state `json:"after"`
}

// parts are nodes by id and edges by identity.
type parts struct {
	nodes map[string]*store.Node
	edges map[store.EdgeID]*store.Edge
}

// parse reads the lines of a state.
func (s *session) parse(of *state) (parts, error) {
	var wrong error
	say := func(format string, args ...any) { wrong = fmt.Errorf("the note of a merging: "+format, args...) }
	reader, parser := lines.NewReader(s.model), &lines.Parser{}
	p := parts{map[string]*store.Node{}, map[store.EdgeID]*store.Edge{}}
	for _, text := range of.Nodes {
		given, err := parser.Parse(text)
		if err != nil {
			return p, err
		}
		if n := reader.Node(given, say); n != nil {
			p.nodes[n.ID()] = n
		}
	}
	for _, text := range of.Edges {
		given, err := parser.Parse(text)
		if err != nil {
			return p, err
		}
		if e := reader.Edge(given, say); e != nil {
			p.edges[identity(e.ID())] = e
		}
	}
	return p, wrong
}

// sorted are edges in an order that does not change from run to run.
func sorted(edges map[store.EdgeID]*store.Edge) []*store.Edge {
	return slices.SortedFunc(maps.Values(edges), compare)
}

// appendState leaves the one entry of a merging or a splitting in the log.
func (s *session) appendState(operation store.Operation, of *store.Node, from, into string, before, after *state) error {
	c := s.newLog(1)
	entry := store.Change{At: c.at, Actor: c.actor, Operation: operation, Type: of.Type.Name, IDs: []string{from, into}}
	entry.Before, entry.After = before.text(), after.text()
	return s.append([]store.Change{entry})
}

// noteMerge leaves a merging in the log and in the notes.
func (s *session) noteMerge(d *difference, from, into *node) error {
	r := record{Into: into.id}
	if at := s.shape.version[from.before.Type]; at >= 0 {
		r.Version, _ = from.before.Values[at].(int64)
	}
	r.Before, r.After = d.states(from, into)
	text, err := json.Marshal(r)
	if err != nil {
		return err
	}
	if err := s.tx.PutNotes(s, mergeNote, map[string]string{from.id: string(text)}); err != nil {
		return err
	}
	followers, err := s.followers([]string{from.id})
	if err != nil {
		return err
	}
	if err := s.lead(append(followers, from.id), into.id); err != nil {
		return err
	}
	absorbed, err := s.absorbed([]string{into.id})
	if err != nil {
		return err
	}
	if err := s.setAbsorbed(into.id, append(absorbed[into.id], from.id)); err != nil {
		return err
	}
	return s.appendState(store.Merged, into.after, from.id, into.id, r.Before, r.After)
}
