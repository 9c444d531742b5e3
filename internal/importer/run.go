package importer

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/vektah/gqlparser/v2/ast"
	"golang.org/x/sync/errgroup"

	"innograph/internal/catalog"
	"innograph/internal/fault"
	"innograph/internal/store"
	"innograph/internal/write"
)

// run is one import.
type run struct {
	model    *catalog.Catalog
	store    store.Writer
	writer   *write.Writer
	options  *Options
	inputs   *inputs
	resolver *resolver
	rejects  rejects
	summary  *Summary
	sourced  bool // the mapping's sources are written

	dry *rehearsal // of a dry run
}

// all reads in one goroutine and writes in another.
func (r *run) all(ctx context.Context) (err error) {
	start := time.Now()
	r.rejects.path = r.options.rejected()
	at, resumed, err := r.position(ctx)
	if err != nil {
		return err
	}
	r.summary.Resumed, r.summary.Tally = resumed, at.Tally
	if err := r.rejects.openAt(at.Rejected); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.rejects.close()) }()
	total := r.total()
	group, both := errgroup.WithContext(ctx)
	batches := make(chan *batch, 1)
	group.Go(func() error {
		defer close(batches)
		return r.produce(both, at, batches)
	})
	group.Go(func() error {
		for b := range batches {
			if err := r.put(both, b); err != nil {
				return err
			}
			r.options.Progress.Advance(b.offset, total, r.summary.Rows)
		}
		return nil
	})
	err = group.Wait()
	r.options.Progress.Done()
	r.summary.Took = time.Since(start)
	if r.summary.Rejected > 0 {
		r.summary.RejectedFile = r.rejects.path
	}
	if err != nil || r.dry != nil {
		return err
	}
	return r.forget(ctx)
}

// position is where to begin.
func (r *run) position(ctx context.Context) (position, bool, error) {
	if r.options.DryRun {
		r.dry = newRehearsal(r)
		return position{}, false, nil
	}
	return r.begun(ctx)
}

// optional marks an edge that is left out when an end is not there.
var optional = ast.Path{ast.PathName("edge")}

// put writes a batch, with what is noted of it.
func (r *run) put(ctx context.Context, b *batch) error {
	if err := r.resolver.look(ctx, b); err != nil {
		return err
	}
	aliases := map[string]string{}
	out := &write.Batch{}
	placed := r.place(b, out, aliases)
	if r.dry != nil {
		return r.dry.put(ctx, b, out, placed)
	}
	before := r.summary.Tally
	behind := r.rejects.size
	also := func(ctx context.Context, tx store.Tx, outcome *write.Outcome) error {
		tally, rejected := before, append([]rejection(nil), b.rejected...)
		tally.add(&b.tally)
		tally.outcome(outcome)
		for i := range outcome.Refused {
			r.refused(b, &outcome.Refused[i], placed, &tally, &rejected)
		}
		if err := r.rejects.write(behind, rejected); err != nil {
			return err
		}
		at := position{Pass: b.pass, File: b.file, Rows: b.to, Rejected: behind, Tally: tally}
		if len(rejected) > 0 {
			at.Rejected = r.rejects.size
		}
		if b.last {
			at.File, at.Rows = b.file+1, 0
		}
		r.summary.Tally = tally
		return r.note(ctx, tx, at)
	}
	_, err := r.writer.ApplyRest(ctx, r.options.actor(), out, write.Also(also), write.Aliases(aliases))
	if err != nil {
		r.summary.Tally = before
		return err
	}
	r.sourced = true
	return nil
}

// placing tells which item of a batch stands at a place of what is written.
type placing struct {
	sources int   // nodes before those of the batch
	edges   []int // of the batch
}

// place makes one transaction of a batch. Edges of which an end is nowhere are left out.
func (r *run) place(b *batch, out *write.Batch, aliases map[string]string) placing {
	var placed placing
	if m := r.options.Mapping; m != nil && !r.sourced {
		out.Nodes = append(out.Nodes, m.Sources...)
	}
	placed.sources = len(out.Nodes)
	if r.options.Mapping == nil {
		sourcesFirst(r.model, b.nodes)
	}
	for i := range b.nodes {
		n := &b.nodes[i]
		if made := r.resolver.meet(&n.Node); made != "" {
			aliases[made] = n.ID
		}
		out.Nodes = append(out.Nodes, n.Node.Node)
	}
	for i := range b.edges {
		e := &b.edges[i]
		if !r.ends(b, e) {
			continue
		}
		if e.Optional {
			e.At = optional
		}
		out.Edges = append(out.Edges, e.Edge.Edge)
		placed.edges = append(placed.edges, i)
	}
	return placed
}

// ends finds the ends of an edge that are told by unique values.
func (r *run) ends(b *batch, e *edgeItem) bool {
	if e.From == "" {
		e.From = r.resolver.holder(e.FromUnique)
	}
	if e.To == "" {
		e.To = r.resolver.holder(e.ToUnique)
	}
	missing := e.FromUnique
	switch {
	case e.From != "" && e.To != "":
		return true
	case e.From != "":
		missing = e.ToUnique
	}
	if e.Optional {
		b.tally.LeftOut++
		return false
	}
	b.reject(r.inputs.files[b.file], e.origin, fmt.Sprintf("%s: there is no node whose %s is %q.", e.Relation.Name, missing[0].Of.Property.Name, missing[0].Value))
	return false
}

// refused sorts out what could not be written: what the mapping lets be left out, and the
// rest.
func (r *run) refused(b *batch, refusal *write.Refusal, placed placing, tally *Tally, rejected *[]rejection) {
	file := r.inputs.files[b.file]
	from := origin{}
	switch {
	case refusal.Part == write.Edges:
		item := &b.edges[placed.edges[refusal.Index]]
		from = item.origin
		if item.Optional && len(refusal.Fault.Argument) > len(optional) {
			tally.LeftOut++
			return
		}
	case refusal.Index >= placed.sources:
		item := &b.nodes[refusal.Index-placed.sources]
		from = item.origin
		if item.Mode == write.Patch && refusal.Fault.Code == fault.NotFound {
			tally.LeftOut++
			return
		}
	}
	tally.Rejected++
	*rejected = append(*rejected, rejection{from, base(file.name), refusal.Fault.Message})
}
