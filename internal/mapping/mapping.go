// Package mapping turns the rows of foreign data into nodes and edges, as a mapping says: a
// small file in YAML, checked against the model when it is read. docs/import.md describes
// the language.
package mapping

import (
	"path/filepath"

	"innograph/internal/catalog"
	"innograph/internal/lines"
	"innograph/internal/rows"
	"innograph/internal/write"
)

// Mapping says what the tables of a data set mean.
type Mapping struct {
	Name    string
	Digest  string // of its text, in hexadecimal
	Sources []write.Node
	Tables  []*Table
}

// Table says what the rows of some files mean.
type Table struct {
	Files  []string // globs of the names of files, without folder and `.gz`
	Skip   string   // why the files are passed over, where they are
	Format rows.Format
	when   conditions
	lists  []*list
	source []string // the ids of the sources that vouch for it
	nodes  []*node
	edges  []*edge
}

// node is a rule for a node.
type node struct {
	name  string // by which edges refer to it
	of    *catalog.Type
	id    *template // nil: found by its unique values
	each  *list
	when  conditions
	set   []*setting
	fill  bool // sets only what is missing
	refer bool // is not written
	patch bool // is written only where it is there
}

// list is a list of the row that rules are repeated for. Its items go by its name.
type list struct {
	name string
	of   *value
}

// edge is a rule for an edge.
type edge struct {
	of         *catalog.Relation
	from, to   *node
	when       conditions
	set        []*setting
	key        *value
	confidence *value
	fill       bool
	optional   bool // left out where an end is not there
}

// setting gives a property a value.
type setting struct {
	property *catalog.Property
	value    *value
	// fixed is the value where it is the same for all rows.
	fixed any
}

// Table finds the table for a file, nil where there is none.
func (m *Mapping) Table(file string) *Table {
	for _, t := range m.Tables {
		for _, glob := range t.Files {
			if ok, _ := filepath.Match(glob, rows.Base(file)); ok { // the glob was checked
				return t
			}
		}
	}
	return nil
}

// HasNodes tells whether rows give nodes to be written.
func (t *Table) HasNodes() bool {
	for _, n := range t.nodes {
		if !n.refer {
			return true
		}
	}
	return false
}

// HasEdges tells whether rows give edges.
func (t *Table) HasEdges() bool { return len(t.edges) > 0 }

// Patterns are the names of all files that the mapping knows.
func (m *Mapping) Patterns() lines.List {
	var all lines.List
	for _, t := range m.Tables {
		all = append(all, t.Files...)
	}
	return all
}
