package cypher

import (
	"fmt"
	"slices"

	"innograph/internal/catalog"
)

// What is kept beside the graph. GraphQL keeps names that begin with two underscores to
// itself, so that no type of a model is called like these labels.
const (
	counterLabel = "__Counter" // of the one node that numbers the log, and lets one writer in at a time
	changesLabel = "__Changes" // of a page of the log
	noteLabel    = "__Note"
)

// Beside lists the statements that make the constraints and indexes of what is kept
// beside the graph, and of the properties that identify a node; each does nothing where
// its one is there already.
func Beside(model *catalog.Catalog) []string {
	statements := []string{
		"CREATE CONSTRAINT IF NOT EXISTS FOR (n:" + counterLabel + ") REQUIRE n.name IS UNIQUE",
		"CREATE CONSTRAINT IF NOT EXISTS FOR (n:" + changesLabel + ") REQUIRE n.last IS UNIQUE",
		"CREATE CONSTRAINT IF NOT EXISTS FOR (n:" + noteLabel + ") REQUIRE (n.kind, n.key) IS UNIQUE",
	}
	for _, u := range Uniques(model) {
		properties := "n." + u.Property.Name
		if u.Within != nil {
			properties = fmt.Sprintf("(%s, n.%s)", properties, u.Within.Name)
		}
		statements = append(statements, fmt.Sprintf("CREATE CONSTRAINT IF NOT EXISTS FOR (n:%s) REQUIRE %s IS UNIQUE", u.Owner.Name, properties))
	}
	return statements
}

// Uniques lists the properties of a model that identify a node, each once.
func Uniques(model *catalog.Catalog) []*catalog.Unique {
	var found []*catalog.Unique
	for _, t := range model.Types {
		for _, p := range t.Properties {
			if p.Unique != nil && !slices.Contains(found, p.Unique) {
				found = append(found, p.Unique)
			}
		}
	}
	return found
}

// Lock keeps all other writers out until the transaction ends. It writes what nobody
// reads: a value that is written in the same statement may be read before the lock is held.
const Lock = "MERGE (n:" + counterLabel + " {name: 'log'}) ON CREATE SET n.next = 1 SET n.locked = true"

// Append writes the parameter `pages`, each a list of entries, to the log. Its one record
// has the sequence of the first entry.
const Append = "MATCH (n:" + counterLabel + " {name: 'log'}) WITH n, n.next AS first" +
	" SET n.next = reduce(next = first, page IN $pages | next + size(page))" +
	" WITH first UNWIND range(0, size($pages) - 1) AS i" +
	" WITH first, $pages[i] AS page, reduce(next = first, before IN $pages[..i] | next + size(before)) AS start" +
	" CREATE (:" + changesLabel + " {first: start, last: start + size(page) - 1, entries: page})" +
	" RETURN DISTINCT first"

// Changes reads the entries with the sequences from `start` to before `end`, as lists of
// entries with the sequence of the first. `beyond` is where no page ends any more that has
// some of them.
const Changes = "MATCH (n:" + changesLabel + ") WHERE n.last >= $start AND n.last < $beyond AND n.first < $end" +
	" WITH n ORDER BY n.last" +
	" WITH n, CASE WHEN n.first < $start THEN $start ELSE n.first END AS first" +
	" RETURN collect([first, n.entries[first - n.first..$end - n.first]])"

// LastChange reads the sequence of the newest entry.
const LastChange = "OPTIONAL MATCH (n:" + counterLabel + " {name: 'log'}) RETURN coalesce(n.next, 1) - 1"

// AllNotes reads the notes of the kind `kind`, as pairs of key and value.
const AllNotes = "MATCH (n:" + noteLabel + ") WHERE n.kind = $kind AND n.key IS NOT NULL RETURN collect([n.key, n.value])"

// Notes reads those among the keys `keys`.
const Notes = "MATCH (n:" + noteLabel + ") WHERE n.kind = $kind AND n.key IN $keys RETURN collect([n.key, n.value])"

// NotesBefore reads the first `limit` ones with keys before `key`.
const NotesBefore = "MATCH (n:" + noteLabel + ") WHERE n.kind = $kind AND n.key < $key WITH n ORDER BY n.key LIMIT $limit RETURN collect([n.key, n.value])"

// PutNotes writes the notes `rows`, pairs of key and value.
const PutNotes = "UNWIND $rows AS row MERGE (n:" + noteLabel + " {kind: $kind, key: row[0]}) SET n.value = row[1]"

// DropNotes removes those among the keys `keys`.
const DropNotes = "MATCH (n:" + noteLabel + ") WHERE n.kind = $kind AND n.key IN $keys DELETE n"
