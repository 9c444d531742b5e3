package sqlite

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"innograph/internal/catalog"
)

// Schema is the shape of the database: what the catalog's nodes and edges are kept in.
//
// All nodes are in one table, with a column for each name that any type's property has:
// interfaces and relations to several types are read without a union. Each relation has
// a table of its own.
type Schema struct {
	Tables  []Table
	Indexes []Index
	View    string // the statement that creates `dataset`, which sums up the content
}

// Table is a table with its columns.
type Table struct {
	Name    string
	Columns []Column
}

// Column is a column with its type and constraints. All but a table's first few can be
// added to a table with rows in it.
type Column struct{ Name, Type, Constraint string }

// Index is an index with the statement that creates it.
type Index struct {
	Name, Create string
	// Of is the concrete type whose nodes alone the index holds; nil where it holds others.
	Of *catalog.Type
	// Sorts tells that the index only makes pages and filters fast: nothing that is written
	// asks it.
	Sorts bool
}

// Drop is the statement that drops the index.
func (i Index) Drop() string { return "DROP INDEX " + quote(i.Name) }

// DropIfThere drops the index unless somebody else did.
func (i Index) DropIfThere() string { return "DROP INDEX IF EXISTS " + quote(i.Name) }

// CreateIfMissing makes the index unless somebody else did.
func (i Index) CreateIfMissing() string {
	return strings.Replace(i.Create, "INDEX", "INDEX IF NOT EXISTS", 1)
}

// DatasetView is the view that sums up the content.
const DatasetView = "dataset"

// NewSchema derives the schema. It fails where the catalog has names that SQLite, which
// ignores the case of ASCII letters, cannot tell apart.
func NewSchema(c *catalog.Catalog) (*Schema, error) {
	s := &Schema{}
	s.Tables = append(s.Tables, nodeTable(c), Table{Name: "meta", Columns: []Column{
		{"key", "TEXT", "PRIMARY KEY"}, {"value", "TEXT", ""},
	}})
	for _, r := range c.Relations {
		s.Tables = append(s.Tables, edgeTable(r))
	}
	s.Tables = append(s.Tables, logTables()...)
	names := map[string]string{}
	for _, t := range s.Tables {
		if err := distinct(names, t.Name); err != nil {
			return nil, err
		}
		columns := map[string]string{}
		for _, column := range t.Columns {
			if err := distinct(columns, column.Name); err != nil {
				return nil, fmt.Errorf("%w, in table %s", err, t.Name)
			}
		}
	}
	s.Indexes = slices.Concat(nodeIndexes(c), uniqueIndexes(c), edgeIndexes(c), logIndexes())
	s.View = datasetView(c)
	return s, nil
}

func distinct(seen map[string]string, name string) error {
	lower := strings.ToLower(name)
	if other, ok := seen[lower]; ok {
		return fmt.Errorf("sqlite: the model's names %q and %q cannot both be stored; give one property or relation another name", other, name)
	}
	seen[lower] = name
	return nil
}

func nodeTable(c *catalog.Catalog) Table {
	t := Table{Name: "node", Columns: []Column{
		{rowid, "INTEGER", "PRIMARY KEY"},
		{"id", "TEXT", "NOT NULL"},
		{"type", "TEXT", "NOT NULL"},
	}}
	seen := map[string]bool{"id": true}
	for _, owner := range c.Types {
		for _, p := range owner.Properties {
			if !seen[p.Name] {
				seen[p.Name] = true
				t.Columns = append(t.Columns, propertyColumns(p)...)
			}
		}
	}
	return t
}

func edgeTable(r *catalog.Relation) Table {
	t := Table{Name: EdgeTable(r), Columns: []Column{
		{"src", "INTEGER", "NOT NULL"},
		{"dst", "INTEGER", "NOT NULL"},
		{"key", "TEXT", "NOT NULL DEFAULT ''"},
		// Undirected edges are stored both ways; this marks the way that was not in the data.
		{"mirror", "INTEGER", "NOT NULL DEFAULT 0"},
		{catalog.Confidence.Name, "REAL", ""},
		{"sources", "TEXT", "NOT NULL DEFAULT '[]'"},
	}}
	for _, p := range r.Properties {
		t.Columns = append(t.Columns, propertyColumns(p)...)
	}
	return t
}

func propertyColumns(p *catalog.Property) []Column {
	column := Column{Name: p.Name, Type: "TEXT"}
	switch p.Kind {
	case catalog.Int, catalog.Long, catalog.Boolean:
		column.Type = "INTEGER"
	case catalog.Float:
		column.Type = "REAL"
	case catalog.StringList:
		column.Constraint = "NOT NULL DEFAULT '[]'" // JSON
	}
	if p.Folded() {
		return []Column{column, {FoldColumn(p), "TEXT", ""}}
	}
	return []Column{column}
}

// Create is the statement that makes the table.
func (t Table) Create() string {
	columns := make([]string, len(t.Columns))
	for i, column := range t.Columns {
		columns[i] = column.definition()
	}
	return "CREATE TABLE " + quote(t.Name) + " (" + strings.Join(columns, ", ") + ") STRICT"
}

// Add is the statement that adds a column to the table.
func (t Table) Add(column Column) string {
	return "ALTER TABLE " + quote(t.Name) + " ADD COLUMN " + column.definition()
}

func (c Column) definition() string {
	return strings.TrimSpace(quote(c.Name) + " " + c.Type + " " + c.Constraint)
}

// Fingerprint tells one schema from another.
func (s *Schema) Fingerprint() string {
	hash := fnv.New64a()
	for _, t := range s.Tables {
		fmt.Fprintln(hash, t.Create())
	}
	for _, i := range s.Indexes {
		fmt.Fprintln(hash, i.Create)
	}
	fmt.Fprintln(hash, s.View)
	return fmt.Sprintf("%016x", hash.Sum64())
}

// datasetView counts entities and the edges between them as they are stated: sources,
// evidence and mirrored edges are none.
func datasetView(c *catalog.Catalog) string {
	meta := func(key string) string {
		return "(SELECT value FROM meta WHERE key = " + literal(key) + ") AS " + quote(key)
	}
	entities := "TRUE"
	if source := c.Source(); source != nil {
		entities = "NOT " + ofType("type", source.Members)
	}
	edges := []string{"0"}
	for _, r := range c.Relations {
		if r.Evidence {
			continue
		}
		count := "(SELECT count(*) FROM " + quote(EdgeTable(r))
		if r.Undirected {
			count += " WHERE NOT mirror"
		}
		edges = append(edges, count+")")
	}
	return "CREATE VIEW " + DatasetView + " AS SELECT " + strings.Join([]string{
		meta("name"), meta("version"), meta("asOf"), meta("licence"), meta("measuredAt"),
		"(SELECT count(*) FROM node WHERE " + entities + ") AS nodes",
		strings.Join(edges, " + ") + " AS edges",
	}, ", ")
}
