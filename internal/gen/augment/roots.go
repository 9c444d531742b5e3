package augment

import (
	"fmt"

	"github.com/vektah/gqlparser/v2/ast"
)

// roots adds what a query can start from.
func (b *builder) roots() {
	fields := ast.FieldList{
		field("node", "Node", "The entity or source of this id, or null where there is none.",
			argument("id", "ID!", "An id such as `enterprise/sany-heavy-industry`.")),
		field("nodes", "[Node]!", "The entities and sources of these ids, in their order, with null in the place of an unknown one.",
			argument("ids", "[ID!]!", "At most 1,000 ids.")),
	}
	for _, t := range b.model.Types {
		if !t.Interface {
			fields = append(fields, field(t.Singular(), t.Name, fmt.Sprintf("The %s of this id, or null where there is none.", one(t)),
				argument("id", "ID!", fmt.Sprintf("An id as in `%s.id`, `%s/…`.", t.Name, t.Singular()))))
		}
		if listed(t) {
			fields = append(fields, field(t.Plural(), t.Names().Connection()+"!", fmt.Sprintf("The %s, a page at a time: filtered, sorted, counted and broken down.", many(t)),
				pageArguments(t.Names(), t)...))
		}
	}
	fields = append(fields, field("dataset", "Dataset!", "What is being read: which data set, and how large it is."))

	b.topic("Where a query starts")
	b.add(object("Query", "What can be asked. However much one operation reads, it is read by one statement to the database; an analysis adds its own, as it says.", fields...), dataset())
}

// root is the type that operations of a kind start from. There is no subscription but
// those that the model's files declare, so its type begins with the first of them.
func (b *builder) root(name string) *ast.Definition {
	if found := b.public.Definitions.ForName(name); found != nil {
		return found
	}
	made := object(name, "What can be followed: each field answers again and again, until the client ends the operation.")
	b.topic("What can be followed")
	b.add(made)
	return made
}

func dataset() *ast.Definition {
	return object("Dataset", "The data set that answers come from.",
		field("name", "String", "What it is called. Null where the data does not say."),
		field("version", "String", "Its version, as its makers name it. Null where the data does not say."),
		field("asOf", "PartialDate", "The date up to which its facts were gathered. Null where the data does not say."),
		field("licence", "String", "The licence that it may be used under. Null where the data does not say."),
		field("measuredAt", "String", "When the measures of entities (`pageRank`, `degree`, `community`) were computed, in UTC: `2026-11-24T01:02:03Z`. Null where they were not."),
		field("nodes", "Int!", "How many entities there are. Sources are not among them."),
		field("edges", "Int!", "How many edges there are between entities. An undirected one counts once; the ties of entities to their sources do not count."))
}
