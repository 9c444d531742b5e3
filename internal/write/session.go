package write

import (
	"context"

	"innograph/internal/catalog"
	"innograph/internal/store"
)

// session is the work of one transaction.
type session struct {
	context.Context
	tx      store.Tx
	model   *catalog.Catalog
	outcome *Outcome
}

func (w *Writer) run(ctx context.Context, actor string, with []Option, work func(*session) error) (*Outcome, error) {
	var o options
	for _, set := range with {
		set(&o)
	}
	var outcome *Outcome
	err := w.to.Write(ctx, func(ctx context.Context, tx store.Tx) error {
		s := &session{Context: ctx, tx: tx, model: w.model, outcome: &Outcome{}}
		outcome = s.outcome
		if err := work(s); err != nil {
			return err
		}
		if o.also != nil {
			return o.also(ctx, tx)
		}
		return nil
	})
	return outcome, err
}

func (s *session) apply(*Batch, bool) error { return nil }
func (s *session) merge(Merging) error      { return nil }
func (s *session) split(Splitting) error    { return nil }
