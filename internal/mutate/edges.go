package mutate

import (
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/answer"
	"innograph/internal/catalog"
	"innograph/internal/fault"
	"innograph/internal/write"
)

// link writes edges of a relation.
func (m *Mutations) link(r *catalog.Relation) reader {
	return func(arguments map[string]any) (*work, error) {
		b := &batch{Mutations: m}
		for i, item := range objects(arguments["input"]) {
			at := ast.Path{ast.PathName("input"), ast.PathIndex(i)}
			edge := write.Edge{
				Relation: r, From: text(item["from"]), To: text(item["to"]), Key: text(item["key"]),
				Values: values(r.Properties, item), Sources: b.evidence(item, at), Without: texts(item["withoutSources"]), At: at,
			}
			switch confidence, given := item[catalog.Confidence.Name]; v := confidence.(type) {
			case float64:
				if v < 0 || v > 1 {
					return nil, fault.New(fault.BadUserInput, "A confidence goes from 0, surely wrong, to 1, surely right; %v is neither nor between.", v).
						In(append(at, ast.PathName(catalog.Confidence.Name)))
				}
				edge.Confidence = &v
			case nil:
				edge.NoConfidence = given
			}
			b.Edges = append(b.Edges, edge)
		}
		return m.apply(&b.Batch, func(done *write.Outcome) answer.Record {
			return answer.Record{
				"edges":   linked(done.Edges),
				"created": int64(done.Linked), "updated": int64(done.Relinked), "unchanged": int64(done.EdgesUnchanged),
				"sequence": sequence(done),
			}
		}), nil
	}
}

// unlink takes edges of a relation away.
func (m *Mutations) unlink(r *catalog.Relation) reader {
	return func(arguments map[string]any) (*work, error) {
		var b write.Batch
		for i, item := range objects(arguments["input"]) {
			b.Unlinks = append(b.Unlinks, write.Unlink{
				Relation: r, From: text(item["from"]), To: text(item["to"]), Key: text(item["key"]),
				At: ast.Path{ast.PathName("input"), ast.PathIndex(i)},
			})
		}
		return m.apply(&b, func(done *write.Outcome) answer.Record {
			return answer.Record{"edges": linked(done.Edges), "deleted": int64(done.Unlinked), "sequence": sequence(done)}
		}), nil
	}
}

func linked(edges []write.EdgeRef) []answer.Record {
	records := make([]answer.Record, len(edges))
	for i, e := range edges {
		records[i] = answer.Record{"relation": e.Relation.Name, "from": answer.Ref(e.From), "to": answer.Ref(e.To), "key": e.Key}
	}
	return records
}
