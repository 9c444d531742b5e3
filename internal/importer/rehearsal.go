package importer

import (
	"context"
	"fmt"
	"hash/maphash"

	"innograph/internal/store"
	"innograph/internal/write"
)

// rehearsal is a dry run: it checks what shows without writing, that is the rows, and
// whether sources and the ends of edges are in the files or in the store. It remembers a
// hash of each id.
type rehearsal struct {
	run  *run
	seed maphash.Seed
	made map[uint64]bool
}

func newRehearsal(r *run) *rehearsal {
	return &rehearsal{run: r, seed: maphash.MakeSeed(), made: map[uint64]bool{}}
}

func (h *rehearsal) put(ctx context.Context, b *batch, out *write.Batch, placed placing) error {
	for i := range out.Nodes {
		if out.Nodes[i].Mode == write.Upsert {
			h.made[h.hash(out.Nodes[i].ID)] = true
		}
	}
	there, err := h.there(ctx, out)
	if err != nil {
		return err
	}
	var tally Tally
	rejected := b.rejected
	tally.add(&b.tally)
	reject := func(from origin, format string, args ...any) {
		rejected = append(rejected, rejection{from, base(h.run.inputs.files[b.file].name), fmt.Sprintf(format, args...)})
		tally.Rejected++
	}
	for i := range b.nodes {
		n := &b.nodes[i]
		if n.Mode == write.Patch && !there(n.ID) {
			tally.LeftOut++
		}
		for _, source := range n.Sources {
			if !there(source) {
				reject(n.origin, "There is no source %s.", source)
			}
		}
	}
	for i, item := range placed.edges {
		e := &out.Edges[i]
		h.edge(&b.edges[item], e, there, &tally, reject)
	}
	h.run.summary.add(&tally)
	return h.run.rejects.write(h.run.rejects.size, rejected)
}

// edge checks the ends of an edge.
func (h *rehearsal) edge(item *edgeItem, e *write.Edge, there func(string) bool, tally *Tally, reject func(origin, string, ...any)) {
	for _, end := range []string{e.From, e.To} {
		switch {
		case there(end):
			continue
		case item.Optional:
			tally.LeftOut++
		default:
			reject(item.origin, "There is no node %s.", end)
		}
		return
	}
	for _, source := range e.Sources {
		if !there(source) {
			reject(item.origin, "There is no source %s.", source)
		}
	}
	from, to := h.run.resolver.typeOf(e.From), h.run.resolver.typeOf(e.To)
	if from != nil && to != nil && !e.Relation.Joins(from, to) {
		reject(item.origin, "%s does not lead from %s to %s.", e.Relation.Name, from.Name, to.Name)
	}
}

// there tells which nodes are in the files that were read, or in the store.
func (h *rehearsal) there(ctx context.Context, out *write.Batch) (func(string) bool, error) {
	asked := map[string]bool{}
	ask := func(ids ...string) {
		for _, id := range ids {
			if !h.made[h.hash(id)] {
				asked[id] = true
			}
		}
	}
	for i := range out.Nodes {
		ask(out.Nodes[i].Sources...)
		ask(out.Nodes[i].ID)
	}
	for i := range out.Edges {
		ask(out.Edges[i].From, out.Edges[i].To)
		ask(out.Edges[i].Sources...)
	}
	found := map[string]bool{}
	if len(asked) > 0 {
		err := h.run.store.Write(ctx, func(ctx context.Context, tx store.Tx) error { return h.find(ctx, tx, asked, found) })
		if err != nil {
			return nil, err
		}
	}
	return func(id string) bool { return found[id] || h.made[h.hash(id)] }, nil
}

// find looks ids up, as they are, and as aliases of others.
func (h *rehearsal) find(ctx context.Context, tx store.Tx, asked, found map[string]bool) error {
	ids := make([]string, 0, len(asked))
	for id := range asked {
		ids = append(ids, id)
	}
	nodes, err := tx.Nodes(ctx, ids)
	if err != nil {
		return err
	}
	for i := range nodes {
		found[nodes[i].ID()] = true
	}
	merged, err := tx.Notes(ctx, store.MergedNote, ids)
	for id := range merged {
		found[id] = true
	}
	return err
}

func (h *rehearsal) hash(id string) uint64 { return maphash.String(h.seed, id) }
