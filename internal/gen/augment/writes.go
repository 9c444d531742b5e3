package augment

import (
	"fmt"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/catalog"
)

const howWritesWork = "What can be written. Each field is one transaction: it writes all that it is given, or nothing. Several fields of one operation are done " +
	"one after the other, in their order; one that fails is null, with an error that says why, and does not undo those before it.\n\n" +
	"Whoever writes sends a token: entities, sources and relations need the role editor; deleting with `cascade`, merging and splitting need the role admin. " +
	"Errors have in `extensions.argument` the place of the input at fault, such as `[\"input\", 2, \"stockCode\"]`. `BAD_USER_INPUT`: it cannot be right, such as a fact without " +
	"a source, an unknown source or end, a relation between types that it does not join, or a hierarchy in a circle. `NOT_FOUND`: what is to be changed is not there. `CONFLICT`: it is right but for what " +
	"is there, such as a newer version, another holder of a unique value, or relations of what is to be deleted. `LIMIT_EXCEEDED`: more than 100,000 relations would go with what is deleted or merged. " +
	"An operation of which nothing was written yet is refused whole, but for `NOT_FOUND` and `CONFLICT`.\n\n" +
	"A write that is repeated under its `idempotencyKey` within 24 hours, as after an answer that was lost, writes nothing and gives the outcome of the first; with other arguments, the key is a `CONFLICT`.\n\n" +
	"Every write is in the log of changes, with who wrote. Example: `mutation { patchEnterprises(input: [{ id: \"enterprise/zoomlion\", city: \"Changsha\", " +
	"sources: [\"source/enghunan-2021-02-23\"] }]) { updated enterprises { version city } } }`."

// writes adds what mutations start from, with their inputs and payloads.
func (b *builder) writes() {
	var fields ast.FieldList
	for _, t := range b.model.Concrete() {
		fields = append(fields, upsert(t), patch(t))
	}
	for _, r := range b.model.Relations {
		if !r.Evidence {
			fields = append(fields, link(r), unlink(r))
		}
	}
	b.topic("What can be written")
	b.add(object("Mutation", howWritesWork, append(fields, deletions()...)...))
	b.add(payloads(b.model)...)
	b.add(b.nodeInputs()...)
	b.add(b.edgeInputs()...)
}

func upsert(t *catalog.Type) *ast.FieldDefinition {
	return write(t.Upsert(), t.Payload(),
		fmt.Sprintf("Writes %s: makes those that are not there, and gives those that are there the values named.", many(t)),
		inputs(t.Input(), many(t)))
}

func patch(t *catalog.Type) *ast.FieldDefinition {
	return write(t.Patch(), t.Payload(),
		fmt.Sprintf("Gives %s that are there the values named. One that is not there is `NOT_FOUND`.", many(t)),
		inputs(t.PatchInput(), many(t)))
}

func link(r *catalog.Relation) *ast.FieldDefinition {
	return write(r.Link(), "LinkPayload",
		fmt.Sprintf("Writes edges of the type %s: makes those that are not there, and gives those that are there the values named. %s", r.Name, readAs(r)),
		inputs(r.Input(), "edges"))
}

func unlink(r *catalog.Relation) *ast.FieldDefinition {
	return write(r.Unlink(), "UnlinkPayload",
		fmt.Sprintf("Takes edges of the type %s away; see `%s`. One that is not there is `NOT_FOUND`.", r.Name, r.Link()),
		inputs("EdgeRef", "edges"))
}

// readAs says which fields read a relation's edges at either end.
func readAs(r *catalog.Relation) string {
	var starts, ends []string
	for _, f := range r.Fields {
		name := fmt.Sprintf("`%s.%s`", f.Owner.Name, f.Name)
		if f.Direction == catalog.In {
			ends = append(ends, name)
		} else {
			starts = append(starts, name)
		}
	}
	if r.Undirected {
		return fmt.Sprintf("They have no direction: either end may be `from`. They are read as %s.", strings.Join(starts, " or "))
	}
	return fmt.Sprintf("They are read as %s at `from`, and as %s at `to`.", strings.Join(starts, " or "), strings.Join(ends, " or "))
}

// deletions are the fields that do not follow from a type.
func deletions() ast.FieldList {
	return ast.FieldList{
		write("deleteEntities", "DeletePayload",
			"Deletes entities. One that still has relations is a `CONFLICT`, unless `cascade` is set. One that is not there is `NOT_FOUND`.",
			argument("ids", "[ID!]!", "The ids of the entities, at most 1,000."),
			argument("cascade", "Boolean = false", "Whether their relations go with them, which needs the role admin.")),
		write("deleteSources", "DeletePayload",
			"Deletes sources. One that is the only one of some fact is a `CONFLICT`: give that another source first. One that is not there is `NOT_FOUND`.",
			argument("ids", "[ID!]!", "The ids of the sources, at most 1,000.")),
		write("mergeEntities", "MergePayload",
			"Makes one entity of two of a type that are the same thing. The survivor takes over the relations of the other one, its sources, the values that it lacks itself, and its names as `aliases`. "+
				"The id that went leads to the survivor from then on. `splitEntity` undoes it. Needs the role admin.",
			argument("from", "ID!", "The id of the entity that goes."),
			argument("into", "ID!", "The id of the entity that stays, the survivor."),
			ifVersion("the survivor")),
		write("splitEntity", "SplitPayload",
			"Undoes a merging: the entity that went is back as it was, with its relations and sources, and the survivor gives back what it took over. What was written to the survivor since stays with "+
				"it; where that stands in the way, it is a `CONFLICT`. Of several mergings into one survivor, the newest is undone first. Needs the role admin.",
			argument("id", "ID!", "The id of the entity that went.")),
	}
}

// write is a field of Mutation. It may be null, so that one that fails takes no other along.
func write(name, payload, description string, arguments ...*ast.ArgumentDefinition) *ast.FieldDefinition {
	return field(name, payload, description, append(arguments, argument("idempotencyKey", "String",
		"A text of your own, new for each write, that makes its repetition safe: at most 200 characters."))...)
}

func inputs(name, what string) *ast.ArgumentDefinition {
	return argument("input", "["+name+"!]!", fmt.Sprintf("The %s, at most 1,000. Those of one identity are written one after the other.", what))
}
