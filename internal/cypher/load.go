package cypher

import (
	"fmt"
	"slices"
	"strings"

	"innograph/internal/catalog"
	"innograph/internal/text"
)

// The statements that create. Rows are lists, in which names are not repeated for each, and
// nodes are found by the numbers that the server gave them, without an index: such a number
// is good while nothing is deleted, and never kept.

// Version 5 of the language has `id`, whatever the database's own is.
const numbered = "CYPHER 5 "

// BulkNodes writes nodes of a type, given as rows that NodeRow makes, and answers with
// their numbers, in order.
func BulkNodes(t *catalog.Type) string {
	values := append(columns(t.Properties, 1),
		fmt.Sprintf("%s: '%s'", typeProperty, t.Name), fmt.Sprintf("%s: row[0]", versionProperty))
	return fmt.Sprintf(numbered+"UNWIND $rows AS row CREATE (n:%s {%s}) RETURN collect(id(n))", labels(t), strings.Join(values, ", "))
}

// BulkEdges writes edges of a relation, given as rows that EdgeRow makes.
func BulkEdges(r *catalog.Relation) string {
	values := append([]string{
		fmt.Sprintf("%s: row[2]", keyProperty), fmt.Sprintf("%s: row[3]", keyOf(keyProperty)),
		fmt.Sprintf("%s: row[4]", confidenceProperty), fmt.Sprintf("%s: row[5]", sourcesProperty),
	}, columns(r.Properties, 6)...)
	return fmt.Sprintf(numbered+"UNWIND $rows AS row MATCH (a) WHERE id(a) = row[0] MATCH (b) WHERE id(b) = row[1] CREATE (a)-[:%s {%s}]->(b)",
		r.Name, strings.Join(values, ", "))
}

// BulkEvidence ties nodes to sources, given as pairs of numbers.
func BulkEvidence(r *catalog.Relation) string {
	return fmt.Sprintf(numbered+"UNWIND $rows AS row MATCH (a) WHERE id(a) = row[0] MATCH (b) WHERE id(b) = row[1] CREATE (a)-[:%s {%s: '', %s: ''}]->(b)",
		r.Name, keyProperty, keyOf(keyProperty))
}

// columns are the properties of a row from the column given on. A string's column is
// followed by those of its key and its folded form, which are missing where they are the
// same as the string, as most keys are.
func columns(properties []*catalog.Property, column int) []string {
	var values []string
	for _, p := range properties {
		if p.Name == versionProperty {
			continue
		}
		values = append(values, fmt.Sprintf("%s: row[%d]", p.Name, column))
		if p.Kind == catalog.String {
			for i, name := range []string{keyOf(p.Name), foldOf(p.Name)} {
				values = append(values, fmt.Sprintf("%s: coalesce(row[%d], row[%d])", name, column+i+1, column))
			}
			column += 2
		}
		column++
	}
	return values
}

// NodeRow is a row for BulkNodes. A node whose values have no version is written for the
// first time.
func NodeRow(t *catalog.Type, values []any) []any {
	version := any(int64(1))
	for i, p := range t.Properties {
		if p.Name == versionProperty && values[i] != nil {
			version = values[i]
		}
	}
	return appendColumns(append(make([]any, 0, 1+3*len(values)), version), t.Properties, values)
}

// EdgeRow is a row for BulkEdges, between the nodes of the given numbers.
func EdgeRow(r *catalog.Relation, from, to int64, values []any, key string, confidence *float64, sources []string) []any {
	row := append(make([]any, 0, 6+3*len(values)), from, to, key, Key(key), nil, sources)
	if confidence != nil {
		row[4] = *confidence
	}
	return appendColumns(row, r.Properties, values)
}

func appendColumns(row []any, properties []*catalog.Property, values []any) []any {
	for i, p := range properties {
		if p.Name == versionProperty {
			continue
		}
		value := values[i]
		if value == nil && p.Kind == catalog.StringList {
			value = []string{}
		}
		row = append(row, value)
		if p.Kind != catalog.String {
			continue
		}
		given, _ := value.(string)
		for _, form := range []string{Key(given), Key(text.Fold(given))} {
			if form == given {
				row = append(row, nil)
			} else {
				row = append(row, form)
			}
		}
	}
	return row
}

// A mark says that a load in several transactions is under way, or was interrupted.
const (
	// Unfinished tells whether the mark is there.
	Unfinished = "RETURN EXISTS { (:" + unfinishedLabel + ") } AS unfinished"

	// BeginLoad leaves the mark.
	BeginLoad = "MERGE (n:" + unfinishedLabel + ") SET n.since = datetime()"

	// HoldLoad makes the transaction that runs it the only one that can go on from the
	// mark, for as long as it is open.
	HoldLoad = "MATCH (n:" + unfinishedLabel + ") SET n.held = true"

	// EndLoad takes the mark away.
	EndLoad = "MATCH (n:" + unfinishedLabel + ") DELETE n"

	// Clear removes all nodes of the API with their edges, in several transactions.
	Clear = "MATCH (n:" + anyNode + ") CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 2000 ROWS"
)

// DropIndexes answers with a list of the statements that drop what Schema makes.
func DropIndexes(model *catalog.Catalog) (text string, params map[string]any) {
	return drop(indexes(model))
}

// DropReading is DropIndexes for what nothing that is written asks.
func DropReading(model *catalog.Catalog) (text string, params map[string]any) {
	return drop(slices.DeleteFunc(indexes(model), func(i index) bool { return i.writing }))
}

func drop(indexes []index) (text string, params map[string]any) {
	var on []string
	for _, i := range indexes {
		on = append(on, i.label+"."+i.property)
	}
	return "SHOW INDEXES YIELD name, labelsOrTypes, properties, owningConstraint" +
			" WHERE size(labelsOrTypes) = 1 AND size(properties) = 1 AND labelsOrTypes[0] + '.' + properties[0] IN $on" +
			" RETURN collect(CASE WHEN owningConstraint IS NULL THEN 'DROP INDEX `' + name + '`' ELSE 'DROP CONSTRAINT `' + owningConstraint + '`' END)",
		map[string]any{"on": on}
}
