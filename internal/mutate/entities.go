package mutate

import (
	"context"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/answer"
	"innograph/internal/fault"
	"innograph/internal/write"
)

func (m *Mutations) deleteEntities(arguments map[string]any) (*work, error) {
	cascade := arguments["cascade"] == true
	asked, err := m.delete(arguments, false, cascade)
	if err != nil {
		return nil, err
	}
	if cascade {
		asked.admin = "Deleting relations along with an entity"
	}
	return asked, nil
}

func (m *Mutations) deleteSources(arguments map[string]any) (*work, error) {
	return m.delete(arguments, true, false)
}

// delete takes nodes away, either sources or all others.
func (m *Mutations) delete(arguments map[string]any, sources, cascade bool) (*work, error) {
	var b write.Batch
	ids := texts(arguments["ids"])
	for i, id := range ids {
		at := ast.Path{ast.PathName("ids"), ast.PathIndex(i)}
		if m.isSource(id) != sources {
			if sources {
				return nil, fault.New(fault.BadUserInput, "%q is no source. Delete entities with deleteEntities.", id).In(at)
			}
			return nil, fault.New(fault.BadUserInput, "%q is a source. Delete sources with deleteSources.", id).In(at)
		}
		b.Deletes = append(b.Deletes, write.Delete{ID: id, Cascade: cascade, At: at})
	}
	slices.Sort(ids)
	gone := slices.Compact(ids)
	return m.apply(&b, func(done *write.Outcome) answer.Record {
		return answer.Record{"ids": gone, "deleted": int64(done.Deleted), "unlinked": int64(done.Unlinked), "sequence": sequence(done)}
	}), nil
}

func (m *Mutations) isSource(id string) bool { return strings.HasPrefix(id, m.source.Singular()+"/") }

// merge makes one entity of two.
func (m *Mutations) merge(arguments map[string]any) (*work, error) {
	merging := write.Merging{From: text(arguments["from"]), Into: text(arguments["into"]), IfVersion: version(arguments["ifVersion"]), At: ast.Path{}}
	if m.isSource(merging.From) {
		return nil, fault.New(fault.BadUserInput, "%q is a source; entities can be merged. Give the facts that name it the other source, and delete it.", merging.From).
			In(ast.Path{ast.PathName("from")})
	}
	return &work{"Merging entities", func(ctx context.Context, actor string, with ...write.Option) (answer.Record, error) {
		done, err := m.to.Merge(ctx, actor, merging, with...)
		if err != nil {
			return nil, err
		}
		return answer.Record{"entity": answer.Ref(done.Nodes[0]), "sequence": sequence(done)}, nil
	}}, nil
}

// split takes a merging back.
func (m *Mutations) split(arguments map[string]any) (*work, error) {
	splitting := write.Splitting{ID: text(arguments["id"]), At: ast.Path{}}
	return &work{"Splitting an entity", func(ctx context.Context, actor string, with ...write.Option) (answer.Record, error) {
		done, err := m.to.Split(ctx, actor, splitting, with...)
		if err != nil {
			return nil, err
		}
		entities := make([]answer.Ref, len(done.Nodes))
		for i, id := range done.Nodes {
			entities[i] = answer.Ref(id)
		}
		return answer.Record{"entities": entities, "sequence": sequence(done)}, nil
	}}, nil
}
