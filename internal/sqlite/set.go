package sqlite

import (
	"strings"

	"innograph/internal/catalog"
	"innograph/internal/plan"
)

// set is a FROM clause in the making: the rows of one scope. What it needs to join is
// known only when all that reads the scope has been spelled.
type set struct {
	*scope
	table      string   // what the rows come from
	join       string   // adds the node to it; empty where the table has it
	conditions []string // ANDed
}

// and adds a condition; nil lets everything through.
func (s *set) and(c *compiler, p plan.Predicate) {
	if p != nil {
		s.conditions = append(s.conditions, c.predicate(p, s.scope))
	}
}

// from is the clause, to be asked for last.
func (s *set) from() string {
	text := "FROM " + s.table
	if s.readsNode {
		text += s.join
	}
	if len(s.conditions) > 0 {
		text += " WHERE " + strings.Join(s.conditions, " AND ")
	}
	return text
}

// set opens what a connection ranges over.
func (c *compiler) set(of plan.Set, above *scope) *set {
	var s *set
	if of.Via == nil {
		node := c.alias("n")
		s = &set{scope: &scope{node: node}, table: "node AS " + node}
		s.conditions = []string{s.is(of.Type)}
	} else {
		s = c.hop(*of.Via, above)
	}
	s.and(c, of.Where)
	return s
}

// hop opens the edges of a hop from the node or the edge above.
func (c *compiler) hop(h plan.Hop, above *scope) *set {
	node := c.alias("n")
	if h.Field == nil {
		each := c.alias("s")
		return &set{
			scope: &scope{node: node},
			table: "json_each(" + above.edgeColumn("sources") + ") AS " + each,
			join:  " JOIN node AS " + node + " ON " + node + ".id = " + each + ".value",
		}
	}
	s := c.edges(h.Field, node)
	// CROSS: the edges come first. They are few, whereas what SQLite takes for a better way
	// in, by a value of the node, can be half of all nodes, for each node above.
	s.hop, s.join = true, " CROSS"+s.join
	near, _ := ends(h.Field.Direction)
	s.conditions = []string{s.edge + "." + near + " = " + above.rowid()}
	if h.Selective {
		s.conditions = append(s.conditions, s.is(h.Field.Target))
	}
	return s
}

// edges opens all edges of a field's relation, with the nodes at their far end.
func (c *compiler) edges(f *catalog.Field, node string) *set {
	edge := c.alias("e")
	_, far := ends(f.Direction)
	key := edge + "." + far
	return &set{
		scope: &scope{node: node, edge: edge, key: key},
		table: quote(EdgeTable(f.Relation)) + " AS " + edge,
		join:  " JOIN node AS " + node + " ON " + node + "." + rowid + " = " + key,
	}
}

// ends are the columns of the end that a direction looks from and of the one that it
// leads to. Undirected edges are stored both ways, and so are followed from their start.
func ends(d catalog.Direction) (near, far string) {
	if d == catalog.In {
		return "dst", "src"
	}
	return "src", "dst"
}

// distinct opens the nodes of a set, each once however many edges lead to it.
func (c *compiler) distinct(of plan.Set, above *scope) *set {
	if of.Via == nil {
		return c.set(of, above)
	}
	members := c.set(of, above)
	inner := "(SELECT " + members.rowid() + " " + members.from() + ")"
	node := c.alias("n")
	s := &set{scope: &scope{node: node}, table: "node AS " + node}
	s.conditions = []string{s.rowid() + " IN " + inner}
	return s
}
