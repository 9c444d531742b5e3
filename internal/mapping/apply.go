package mapping

import (
	"fmt"

	"innograph/internal/catalog"
	"innograph/internal/lines"
	"innograph/internal/write"
)

// Node is a node that a row gives, with the values that may be another node's already.
type Node struct {
	write.Node
	Unique []Unique
}

// Unique is a value that identifies a node.
type Unique struct {
	Of            *catalog.Unique
	Value, Within string
}

// Edge is an edge that a row gives. An end without an id is the node that has the values.
type Edge struct {
	write.Edge
	FromUnique, ToUnique []Unique
	Optional             bool // left out where an end is not there
}

// Nodes gives the nodes of a row. Each problem is one sentence for people; what has one is
// not given.
func (t *Table) Nodes(row lines.Object) (nodes []Node, problems []string) {
	s := &scope{row: row}
	if !t.suits(s, &problems) {
		return nil, problems
	}
	for _, n := range t.nodes {
		if n.refer {
			continue
		}
		repeat(s, n.each, &problems, func() {
			if made := n.make(s, t.source, &problems); made != nil {
				nodes = append(nodes, *made)
			}
		})
	}
	return nodes, problems
}

// Edges gives the edges of a row, with the problems as Nodes has them.
func (t *Table) Edges(row lines.Object) (edges []Edge, problems []string) {
	s := &scope{row: row}
	if !t.suits(s, &problems) {
		return nil, problems
	}
	for _, e := range t.edges {
		repeat(s, e.over(), &problems, func() {
			if made := e.make(s, t.source, &problems); made != nil {
				edges = append(edges, *made)
			}
		})
	}
	return edges, problems
}

// suits tells whether the table's own conditions hold.
func (t *Table) suits(s *scope, problems *[]string) bool {
	ok, err := t.when.hold(s)
	if err != nil {
		*problems = append(*problems, fmt.Sprintf("A condition cannot be tested: %v.", err))
	}
	return ok && err == nil
}

// repeat runs a rule once for each item, or once.
func repeat(s *scope, over *list, problems *[]string, run func()) {
	if over == nil {
		run()
		return
	}
	items, err := over.items(s)
	if err != nil {
		*problems = append(*problems, fmt.Sprintf("The list %s cannot be read: %v.", over.name, err))
		return
	}
	s.name = over.name
	for _, item := range items {
		s.item = item
		run()
	}
	s.name, s.item = "", nil
}

// applies tells whether there is such a node in the scope.
func (n *node) applies(s *scope, problems *[]string) bool {
	ok, err := n.when.hold(s)
	if err != nil {
		*problems = append(*problems, fmt.Sprintf("%s: a condition cannot be tested: %v.", n.name, err))
	}
	return ok && err == nil
}

// make gives the node; nil where there is none, or a problem.
func (n *node) make(s *scope, source []string, problems *[]string) *Node {
	if !n.applies(s, problems) {
		return nil
	}
	id, ok := n.identify(s, problems)
	if !ok {
		return nil
	}
	made := &Node{Node: write.Node{Type: n.of, ID: id, Values: make(map[string]any, len(n.set)), Fill: n.fill}}
	if n.patch {
		made.Mode = write.Patch
	}
	if n.of.Sourced {
		made.Sources = source
	}
	if !assign(s, n.set, n.name, made.Values, problems) || !n.complete(made.Values, problems) {
		return nil
	}
	made.Unique = n.unique(made.Values)
	return made
}

// complete tells whether nothing is missing that every node of the type has. What only fills
// a node that may be there already needs nothing.
func (n *node) complete(values map[string]any, problems *[]string) bool {
	if n.fill || n.patch {
		return true
	}
	well := true
	for _, t := range n.set {
		if p := t.property; p.NonNull && p.Kind != catalog.StringList && values[p.Name] == nil {
			*problems = append(*problems, fmt.Sprintf("%s: no %q; every %s has one.", n.name, p.Name, n.of.Name))
			well = false
		}
	}
	return well
}

// identify gives the node's id.
func (n *node) identify(s *scope, problems *[]string) (string, bool) {
	id, err := n.id.first(s)
	if err == nil && id == "" {
		err = fmt.Errorf("what it is made of is missing: %s", n.id.text)
	}
	if err == nil {
		if wrong := lines.CheckID(n.of, id); wrong != nil {
			err = wrong
		}
	}
	if err != nil {
		*problems = append(*problems, fmt.Sprintf("%s: no id: %v.", n.name, err))
	}
	return id, err == nil
}

// unique lists those of the values that identify a node.
func (n *node) unique(values map[string]any) []Unique {
	var found []Unique
	for _, t := range n.set {
		u := t.property.Unique
		if u == nil {
			continue
		}
		value, ok := values[t.property.Name].(string)
		if !ok {
			continue
		}
		within := ""
		if u.Within != nil {
			within, _ = values[u.Within.Name].(string)
		}
		found = append(found, Unique{u, value, within})
	}
	return found
}

// assign makes the values; those that are missing are left out. It tells whether all was
// well.
func assign(s *scope, set []*setting, owner string, values map[string]any, problems *[]string) bool {
	well := true
	for _, t := range set {
		found, err := t.give(s)
		switch {
		case err != nil:
			*problems = append(*problems, fmt.Sprintf("%s: %q %v.", owner, t.property.Name, err))
			well = false
		case found != nil:
			values[t.property.Name] = found
		}
	}
	return well
}

// make gives the edge; nil where there is none, or a problem.
func (e *edge) make(s *scope, source []string, problems *[]string) *Edge {
	ok, err := e.when.hold(s)
	if err != nil {
		*problems = append(*problems, fmt.Sprintf("%s: a condition cannot be tested: %v.", e.of.Name, err))
	}
	if !ok || err != nil || !e.from.applies(s, problems) || !e.to.applies(s, problems) {
		return nil
	}
	made := &Edge{Edge: write.Edge{Relation: e.of, Fill: e.fill, Sources: source}, Optional: e.optional}
	var from, to bool
	made.From, made.FromUnique, from = e.from.end(s, problems)
	made.To, made.ToUnique, to = e.to.end(s, problems)
	if !from || !to {
		return nil
	}
	if len(e.set) > 0 {
		made.Values = make(map[string]any, len(e.set))
	}
	if !assign(s, e.set, e.of.Name, made.Values, problems) {
		return nil
	}
	if e.key != nil {
		if made.Key, err = e.key.text(s); err != nil {
			*problems = append(*problems, fmt.Sprintf("%s: the key %v.", e.of.Name, err))
			return nil
		}
	}
	return e.sure(s, made, problems)
}

// sure adds how sure the edge is.
func (e *edge) sure(s *scope, made *Edge, problems *[]string) *Edge {
	if e.confidence == nil {
		return made
	}
	text, err := e.confidence.text(s)
	var found any
	if err == nil && text != "" {
		found, err = convert(catalog.Confidence, text)
	}
	confidence, given := found.(float64)
	if err == nil && (confidence < 0 || confidence > 1) {
		err = fmt.Errorf("is %s; it must be from 0 to 1", text)
	}
	if err != nil {
		*problems = append(*problems, fmt.Sprintf("%s: the confidence %v.", e.of.Name, err))
		return nil
	}
	if given {
		made.Confidence = &confidence
	}
	return made
}

// end tells which node an edge leads to or from.
func (n *node) end(s *scope, problems *[]string) (id string, unique []Unique, ok bool) {
	if n.id != nil {
		id, ok = n.identify(s, problems)
		return id, nil, ok
	}
	values := make(map[string]any, len(n.set))
	if !assign(s, n.set, n.name, values, problems) {
		return "", nil, false
	}
	if unique = n.unique(values); len(unique) == 0 {
		*problems = append(*problems, fmt.Sprintf("%s: nothing tells which one it is: %s.", n.name, n.told()))
		return "", nil, false
	}
	return "", unique, true
}

// told lists the properties by which a node is found.
func (n *node) told() string {
	var names lines.List
	for _, t := range n.set {
		names = append(names, t.property.Name)
	}
	return names.String()
}
