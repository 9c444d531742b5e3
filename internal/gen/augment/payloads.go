package augment

import (
	"fmt"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/catalog"
)

// payloads are what mutations give: one for each type, and those that all types and
// relations share.
func payloads(model *catalog.Catalog) []*ast.Definition {
	all := []*ast.Definition{
		object("LinkPayload", "What a write of edges did.",
			edges("The edges of the input, in its order, each once."),
			count("created", "edges were made"), count("updated", "edges were there and got other values or sources"), count("unchanged", "edges were as the input says already"),
			sequence()),
		object("UnlinkPayload", "What went, with the ends that it joined.",
			edges("The edges that went, in the order of the input."), count("deleted", "edges went"), sequence()),
		object("LinkedEdge", "An edge that was written, or went. Its values are read at either end.",
			field("relation", relationType+"!", "The type of the edge."),
			field("from", "Entity!", "The entity where it starts."),
			field("to", "Entity!", "The entity where it ends."),
			field("key", "String!", "What tells it apart from parallel edges; empty where it has no key.")),
		object("DeletePayload", "What was deleted.",
			field("ids", "[ID!]!", "The ids that are no more."),
			count("deleted", "nodes went"), count("unlinked", "edges went with them"), sequence()),
		object("MergePayload", "What a merging did.",
			field("entity", "Entity", "The survivor. Null where it is gone by now, which only the repetition of a write can find."),
			sequence()),
		object("SplitPayload", "What came of an undone merging.",
			field("entities", "[Entity!]!", "The entity that is back, and the survivor."), sequence()),
	}
	for _, t := range model.Concrete() {
		all = append(all, payload(t))
	}
	return all
}

func payload(t *catalog.Type) *ast.Definition {
	return object(t.Payload(), fmt.Sprintf("What a write of %s did. The counts have the sources that were given inline, too.", many(t)),
		field(t.Plural(), "["+t.Name+"!]!", fmt.Sprintf("The %s of the input as they are after the write, in its order, each once.", many(t))),
		count("created", "nodes were made"), count("updated", "nodes were there and got other values or sources"), count("unchanged", "nodes were as the input says already"),
		sequence())
}

func edges(description string) *ast.FieldDefinition {
	return field("edges", "[LinkedEdge!]!", description)
}

func count(name, what string) *ast.FieldDefinition {
	return field(name, "Int!", fmt.Sprintf("How many %s.", what))
}

func sequence() *ast.FieldDefinition {
	return field("sequence", "Long", "The number of the last entry that the write left in the log of changes. Null where it changed nothing.")
}
