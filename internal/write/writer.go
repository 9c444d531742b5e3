package write

import (
	"context"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/catalog"
	"innograph/internal/store"
)

// Writer writes batches into one store. Its methods may be called at once from many
// goroutines; transactions come one after the other.
type Writer struct {
	model *catalog.Catalog
	shape *shape
	to    store.Writer
}

// New makes a writer of graphs of the model, which is the one that the store was opened with.
func New(model *catalog.Catalog, to store.Writer) *Writer {
	return &Writer{model, shapeOf(model), to}
}

// Merging is that a node is found to be the same as another one.
type Merging struct {
	From      string // goes; its id leads to Into from then on
	Into      string // stays
	IfVersion *int64 // of Into: refused with CONFLICT when it is of another version
	At        ast.Path
}

// Splitting takes a merging back.
type Splitting struct {
	ID string // of the node that went
	At ast.Path
}

// Option is something beside what is to be written.
type Option func(*options)

type options struct {
	key, asked string
	also       func(context.Context, store.Tx, *Outcome) error
	aliases    map[string]string
}

// Once makes a call safe to repeat: a second one of the same actor with the same key
// writes nothing and gives the outcome of the first, for 24 hours at least. Asked is what the call asks for, in
// any form that is the same for the same; another one under the same key is a CONFLICT.
func Once(key, asked string) Option {
	return func(o *options) { o.key, o.asked = key, asked }
}

// Also runs work in the same transaction, right before its end, also when there was
// nothing to write; it is told what came of that. It is skipped when Once finds that all
// was done before.
func Also(work func(context.Context, store.Tx, *Outcome) error) Option {
	return func(o *options) { o.also = work }
}

// Apply writes a batch, all or nothing: the error is the fault of the first item that
// cannot be written, and then nothing is. The actor stands in the log.
func (w *Writer) Apply(ctx context.Context, actor string, batch *Batch, with ...Option) (*Outcome, error) {
	return w.run(ctx, actor, with, func(s *session) error { return s.apply(batch, false) })
}

// ApplyRest writes what of a batch can be written. The rest is in Outcome.Refused, with
// what depends on it.
func (w *Writer) ApplyRest(ctx context.Context, actor string, batch *Batch, with ...Option) (*Outcome, error) {
	return w.run(ctx, actor, with, func(s *session) error { return s.apply(batch, true) })
}

// Merge makes one node of two of a type. The survivor takes over the edges of the other
// one: of two that would be the same then, one stays, with the sources of both, and those
// between the two nodes go. It gets the sources too, the values that it lacks, and the
// names as aliases. The id that went leads to the survivor in all that is written later.
func (w *Writer) Merge(ctx context.Context, actor string, merging Merging, with ...Option) (*Outcome, error) {
	return w.run(ctx, actor, with, func(s *session) error { return s.merge(merging) })
}

// Split takes the newest merging of a survivor back, exactly. What was written to the
// survivor since stays with it; where it stands in the way it is a CONFLICT.
func (w *Writer) Split(ctx context.Context, actor string, splitting Splitting, with ...Option) (*Outcome, error) {
	return w.run(ctx, actor, with, func(s *session) error { return s.split(splitting) })
}

// run does work in a transaction.
func (w *Writer) run(ctx context.Context, actor string, with []Option, work func(*session) error) (*Outcome, error) {
	var o options
	for _, set := range with {
		set(&o)
	}
	var outcome *Outcome
	err := w.to.Write(ctx, func(ctx context.Context, tx store.Tx) (err error) {
		s := w.session(ctx, tx, actor)
		outcome, err = s.run(&o, work)
		return err
	})
	if err != nil {
		return nil, err
	}
	return outcome, nil
}

func (s *session) run(o *options, work func(*session) error) (*Outcome, error) {
	if o.key != "" {
		if outcome, err := s.again(o); outcome != nil || err != nil {
			return outcome, err
		}
	}
	if err := work(s); err != nil {
		return nil, err
	}
	if o.key != "" {
		if err := s.note(o); err != nil {
			return nil, err
		}
	}
	if err := s.alias(o.aliases); err != nil {
		return nil, err
	}
	if o.also != nil {
		return s.outcome, o.also(s, s.tx, s.outcome)
	}
	return s.outcome, nil
}
