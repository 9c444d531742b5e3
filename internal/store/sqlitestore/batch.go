package sqlitestore

// batchSize is how many rows go with one statement. For each statement SQLite opens the
// table and every index of it, which takes longer than to write a row.
const batchSize = 100

// batch collects the rows of one table.
type batch struct {
	script *script
	full   string             // the statement for batchSize rows
	text   func(n int) string // that for n rows
	args   []any
	rows   int
}

func (s *script) batch(text func(rows int) string) *batch {
	return &batch{script: s, full: text(batchSize), text: text}
}

// add writes the row, sooner or later. It tells whether more are wanted.
func (b *batch) add(row []any) bool {
	if b.args == nil {
		b.args = make([]any, 0, batchSize*len(row))
	}
	b.args = append(b.args, row...)
	b.rows++
	if b.rows < batchSize {
		return true
	}
	return b.send(b.full)
}

// flush writes what is left, as add does.
func (b *batch) flush() bool {
	return b.rows == 0 || b.send(b.text(b.rows))
}

func (b *batch) send(text string) bool {
	args := b.args
	b.args, b.rows = nil, 0 // what was sent is in use
	return b.script.add(text, args...)
}
