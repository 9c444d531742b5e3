package sqlite

import (
	"fmt"
	"strings"

	"innograph/internal/catalog"
)

// MeasuredNodes reads all nodes of types with the first of the properties named: the id,
// and their values.
func MeasuredNodes(c *catalog.Catalog, names []string) string {
	columns := []string{quote("id")}
	for _, name := range names {
		columns = append(columns, quote(name))
	}
	var types []string
	for _, t := range c.Concrete() {
		if t.Property(names[0]) != nil {
			types = append(types, literal(t.Name))
		}
	}
	return fmt.Sprintf("SELECT %s FROM node WHERE type IN (%s)", strings.Join(columns, ", "), strings.Join(types, ", "))
}

// MeasuredEdges reads the ids at both ends of all edges.
func MeasuredEdges(c *catalog.Catalog) string {
	var relations []string
	for _, r := range c.Relations {
		if !r.Evidence {
			relations = append(relations, fmt.Sprintf(
				"SELECT a.id, b.id FROM %s AS e JOIN node AS a ON a.%s = e.src JOIN node AS b ON b.%[2]s = e.dst WHERE NOT e.mirror", quote(EdgeTable(r)), rowid))
		}
	}
	return strings.Join(relations, " UNION ALL ")
}

// Measure sets the properties named. Its argument is a JSON list of lists: an id, and the
// values.
func Measure(names []string) string {
	set := make([]string, len(names))
	for i, name := range names {
		set[i] = fmt.Sprintf("%s = w.value ->> %d", quote(name), i+1)
	}
	return "UPDATE node SET " + strings.Join(set, ", ") + " FROM json_each(?) AS w WHERE node.id = w.value ->> 0"
}

// MeasuredAt says when measures were computed.
const MeasuredAt = "INSERT OR REPLACE INTO meta (key, value) VALUES ('measuredAt', ?)"
