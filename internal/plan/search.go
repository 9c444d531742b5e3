package plan

import (
	"slices"

	"innograph/internal/catalog"
)

// Expand follows edges from given nodes, by one level: the step of a bounded search. Its
// cell is a list of
//
//	[step, from, to, type, name, key, sources, reads…]
//
// in order of from (the id of the node given), step (the index in Steps, an integer), to
// (the id of the node found), and key; type and name are those of the node found, and
// sources the ids of what vouches for the edge.
type Expand struct {
	From  []string // ids, distinct
	Steps []Step
	Reads []Value // of the edge and of the node found
	Limit int     // of the list
}

// Meet follows edges from two groups of nodes to where these meet: to each node that is
// in or beside the one group, and in or beside the other. Its cell is a list as that of
// Expand, in order of to, from, step and key.
type Meet struct {
	Groups [2][]string // ids, distinct in each
	Steps  []Step
	Reads  []Value
	Limit  int
}

// Step is a relation to follow, in one of its directions (Both for undirected ones only).
type Step struct {
	Relation  *catalog.Relation
	Direction catalog.Direction
}

// Starts are the concrete types of the nodes that the step can be taken from.
func (s Step) Starts() []*catalog.Type {
	var starts []*catalog.Type
	for _, f := range s.Relation.Fields {
		if f.Direction != s.Direction {
			continue
		}
		for _, t := range f.Owner.Members {
			if !slices.Contains(starts, t) {
				starts = append(starts, t)
			}
		}
	}
	return starts
}

// Has tells whether there can be the value at the end of the step. On an edge of a
// relation without the property it is missing, also where a property of another relation
// has the same name; the node found is an entity, and has what all entities have.
func (s Step) Has(v Value) bool {
	return !v.Edge || v.Property == catalog.Confidence || slices.Contains(s.Relation.Properties, v.Property)
}
