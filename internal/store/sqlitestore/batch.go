package sqlitestore

import "context"

// batchSize is how many rows go with one statement. For each statement SQLite opens the
// table and every index of it, which takes longer than to write a row.
const batchSize = 100

// batch collects the rows of one table.
type batch struct {
	load *load
	full string             // the statement for batchSize rows
	text func(n int) string // that for n rows
	args []any
	rows int
}

func (l *load) batch(text func(rows int) string) *batch {
	return &batch{load: l, full: text(batchSize), text: text}
}

// add writes the row, sooner or later.
func (b *batch) add(ctx context.Context, row []any) error {
	b.args = append(b.args, row...)
	b.rows++
	if b.rows < batchSize {
		return nil
	}
	err := b.load.exec(ctx, b.full, b.args...)
	b.args, b.rows = b.args[:0], 0
	return err
}

// flush writes what is left.
func (b *batch) flush(ctx context.Context) error {
	if b.rows == 0 {
		return nil
	}
	err := b.load.exec(ctx, b.text(b.rows), b.args...)
	b.args, b.rows = b.args[:0], 0
	return err
}
