package mutate

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/answer"
	"innograph/internal/catalog"
	"innograph/internal/write"
)

// nodes is the upsert or the patch of a type.
func (m *Mutations) nodes(t *catalog.Type, mode write.Mode) reader {
	return func(arguments map[string]any) (*work, error) {
		b := &batch{Mutations: m}
		for i, item := range objects(arguments["input"]) {
			at := ast.Path{ast.PathName("input"), ast.PathIndex(i)}
			sources := b.evidence(item, at)
			b.Nodes = append(b.Nodes, write.Node{
				Type: t, ID: text(item["id"]), Mode: mode, Values: values(t.Properties, item),
				Sources: sources, Without: texts(item["withoutSources"]),
				IfVersion: version(item["ifVersion"]), At: at,
			})
		}
		return m.apply(&b.Batch, func(done *write.Outcome) answer.Record {
			return answer.Record{
				t.Plural(): b.stated(done.Nodes),
				"created":  int64(done.Created), "updated": int64(done.Updated), "unchanged": int64(done.Unchanged),
				"sequence": sequence(done),
			}
		}), nil
	}
}

// batch is gathered from a list of inputs, with the sources that are given inline.
type batch struct {
	*Mutations
	write.Batch
	inline []string // ids
}

// evidence gives the ids of the sources that an input names, and puts those that it gives
// inline into the batch, before what names them.
func (b *batch) evidence(item map[string]any, at ast.Path) []string {
	ids := texts(item["sources"])
	for i, source := range objects(item["newSources"]) {
		id := text(source["id"])
		ids, b.inline = append(ids, id), append(b.inline, id)
		b.Nodes = append(b.Nodes, write.Node{
			Type: b.source, ID: id, Fill: true, Values: values(b.source.Properties, source),
			At: append(slices.Clone(at), ast.PathName("newSources"), ast.PathIndex(i)),
		})
	}
	return ids
}

// stated refers to the nodes that the inputs state, which inline sources are not.
func (b *batch) stated(ids []string) []answer.Ref {
	inline := map[string]bool{}
	for _, id := range b.inline {
		inline[id] = true
	}
	stated := []answer.Ref{}
	for _, id := range ids {
		if !inline[id] {
			stated = append(stated, answer.Ref(id))
		}
	}
	return stated
}

// sequence is that of the last entry in the log, or null.
func sequence(done *write.Outcome) any {
	if done.Last == 0 {
		return nil
	}
	return done.Last
}
