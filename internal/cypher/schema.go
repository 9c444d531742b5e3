package cypher

import (
	"fmt"

	"innograph/internal/catalog"
)

// Schema lists the statements that make the constraints and indexes of a model; each
// does nothing where its one is there already.
//
// Interfaces are labels too, and have their own: an index serves one label, and a page of
// all entities by name is read from that of Entity. A uniqueness constraint is an index.
func Schema(model *catalog.Catalog) []string {
	var statements []string
	for _, i := range indexes(model) {
		text := "CREATE INDEX IF NOT EXISTS FOR (n:%s) ON (n.%s)"
		if i.unique {
			text = "CREATE CONSTRAINT IF NOT EXISTS FOR (n:%s) REQUIRE n.%s IS UNIQUE"
		}
		statements = append(statements, fmt.Sprintf(text, i.label, i.property))
	}
	return statements
}

// index is one of those that serve a model.
type index struct {
	label, property string
	unique          bool
	writing         bool // what is written asks it, too
}

func indexes(model *catalog.Catalog) []index {
	var found []index
	for _, t := range model.Types {
		for _, p := range t.Properties {
			switch {
			case p.Kind == catalog.ID:
				found = append(found, index{t.Name, p.Name, true, t.Name == anyNode})
			case p.Sortable() && p.Name != versionProperty:
				found = append(found, index{t.Name, indexed(p), false, p.Unique != nil && p.Unique.Owner == t})
			}
		}
	}
	return found
}

// indexed names what an index holds of a property.
func indexed(p *catalog.Property) string {
	if p.Kind == catalog.String {
		return keyOf(p.Name)
	}
	return p.Name
}

// labels are those of a type's nodes, with colons between them.
func labels(t *catalog.Type) string {
	labels := t.Name
	for _, above := range t.Implements {
		labels += ":" + above.Name
	}
	return labels
}

// CreateDataset describes the data; it takes the parameter `dataset`, a map.
const CreateDataset = "CREATE (n:" + datasetLabel + ") SET n = $dataset"

// Empty tells in its one record whether nothing was loaded yet; a load that did not get to
// its end does not count.
const Empty = "RETURN NOT EXISTS { (:" + anyNode + ") } OR EXISTS { (:" + unfinishedLabel + ") } AS empty"

// AwaitIndexes waits until every index can be read.
const AwaitIndexes = "CALL db.awaitIndexes(86400) RETURN true"
