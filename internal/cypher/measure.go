package cypher

import (
	"fmt"
	"strings"

	"innograph/internal/catalog"
)

// MeasuredNodes reads all nodes of types with the property, one a record: the id, and what
// they have of the properties named.
func MeasuredNodes(model *catalog.Catalog, names []string) string {
	values := make([]string, len(names))
	for i, name := range names {
		values[i] = "n." + name
	}
	return fmt.Sprintf("MATCH (n:%s) RETURN n.%s, [%s]", measured(model, names[0]), idProperty, strings.Join(values, ", "))
}

// MeasuredEdges reads the ids at both ends of all edges, one a record.
func MeasuredEdges(model *catalog.Catalog) string {
	return fmt.Sprintf("MATCH (a)-[:%s]->(b) RETURN a.%s, b.%s", anyRelation(model), idProperty, idProperty)
}

// measured matches the labels of the types with a property.
func measured(model *catalog.Catalog, property string) string {
	var labels []string
	for _, t := range model.Concrete() {
		if t.Property(property) != nil {
			labels = append(labels, t.Name)
		}
	}
	return strings.Join(labels, "|")
}

// Measure sets values of the nodes `rows`, each with an id and a map of values; null takes
// one away.
const Measure = "UNWIND $rows AS row MATCH (n:" + anyNode + " {" + idProperty + ": row.id}) SET n += row.values"

// MeasuredAt says when measures were computed.
const MeasuredAt = "MERGE (n:" + datasetLabel + ") SET n.measuredAt = $at"
