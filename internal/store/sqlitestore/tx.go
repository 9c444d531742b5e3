package sqlitestore

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"strconv"

	"innograph/internal/fault"
	"innograph/internal/sqlite"
	"innograph/internal/store"
)

// Write runs work in one transaction. It has the database's only lock on writing from the
// start, so that nothing is ever to be run again.
func (s *Store) Write(ctx context.Context, work func(context.Context, store.Tx) error) error {
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return s.failure(ctx, err)
	}
	defer func() { _ = tx.Rollback() }() // without effect once committed
	t := &transaction{Store: s, tx: tx, prepared: map[string]*sql.Stmt{}, numbers: map[string]int64{}}
	defer t.release()
	if err := t.recall(ctx); err != nil {
		return err
	}
	if err := work(ctx, t); err != nil {
		return err
	}
	if t.broken != nil {
		return t.broken // whatever work made of it
	}
	if err := tx.Commit(); err != nil {
		return s.failure(ctx, err)
	}
	t.before.keep(t.numbers)
	t.keep(ctx)
	return nil
}

// transaction is a store.Tx.
type transaction struct {
	*Store
	tx       *sql.Tx
	prepared map[string]*sql.Stmt // by text
	kept     []*statement         // those among them that outlive the transaction
	fresh    []string             // texts of those that do not
	numbers  map[string]int64     // of nodes, by id, as far as they are known
	before   *numbers             // known from transactions before; nil but in a bulk
	broken   error                // of a statement that wrote, of which a part may be there
}

var _ store.Tx = (*transaction)(nil)

// prepare gives the statement of that text. There is one connection that writes, which the
// transaction has: what is not kept yet can only be prepared for the transaction alone.
func (t *transaction) prepare(ctx context.Context, text string) (*sql.Stmt, error) {
	if found, ok := t.prepared[text]; ok {
		return found, nil
	}
	if kept := t.written.find(text); kept != nil {
		t.kept = append(t.kept, kept)
		t.prepared[text] = t.tx.StmtContext(ctx, kept.Stmt)
		return t.prepared[text], nil
	}
	fresh, err := t.tx.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	t.fresh = append(t.fresh, text)
	t.prepared[text] = fresh
	return fresh, nil
}

// release gives back the statements that are kept.
func (t *transaction) release() {
	for _, kept := range t.kept {
		t.written.release(kept)
	}
}

// keep prepares the statements that were new for the transactions after this one.
func (t *transaction) keep(ctx context.Context) {
	for _, text := range t.fresh {
		kept, err := t.written.take(ctx, text)
		if err != nil {
			return // the next one that needs it will see
		}
		t.written.release(kept)
	}
}

// exec runs a statement that writes. It gives the number of the row written last.
func (t *transaction) exec(ctx context.Context, text string, args ...any) (int64, error) {
	statement, err := t.prepare(ctx, text) //nolint:sqlclosecheck // it lives as long as the transaction
	if err != nil {
		return 0, t.failure(ctx, err)
	}
	t.other()
	result, err := statement.ExecContext(ctx, args...)
	if err != nil {
		t.broken = t.failure(ctx, err)
		return 0, t.broken
	}
	last, err := result.LastInsertId()
	if err != nil {
		return 0, t.failure(ctx, err)
	}
	return last, nil
}

// query runs a statement that reads, and scans each row.
func (t *transaction) query(ctx context.Context, scan func(*sql.Rows) error, text string, args ...any) error {
	statement, err := t.prepare(ctx, text) //nolint:sqlclosecheck // it lives as long as the transaction
	if err != nil {
		return t.failure(ctx, err)
	}
	t.other()
	rows, err := statement.QueryContext(ctx, args...)
	if err != nil {
		return t.failure(ctx, err)
	}
	if err := each(rows, scan); err != nil {
		return t.failure(ctx, err)
	}
	return nil
}

// each scans all rows, and closes them.
func each(rows *sql.Rows, scan func(*sql.Rows) error) error {
	defer func() { _ = rows.Close() }() // rows.Err tells
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// largest is how many rows go with one statement at most.
const largest = 128

// inPieces goes through n rows in pieces of powers of two, so that a few texts do for any
// number of rows.
func inPieces(n int, piece func(from, to int) error) error {
	for from, size := 0, largest; from < n; {
		for size > n-from {
			size /= 2
		}
		if err := piece(from, from+size); err != nil {
			return err
		}
		from += size
	}
	return nil
}

// rows runs a statement for each piece of n rows, with the arguments of each row.
func (t *transaction) rows(ctx context.Context, n int, text func(rows int) string, arguments func(i int) []any) error {
	return t.numbered(ctx, n, text, arguments, func(int, int64) {})
}

// numbered is rows, and tells of each row which number it got.
func (t *transaction) numbered(ctx context.Context, n int, text func(rows int) string, arguments func(i int) []any, number func(i int, number int64)) error {
	texts := map[int]string{}
	return inPieces(n, func(from, to int) error {
		size := to - from
		if texts[size] == "" {
			texts[size] = text(size)
		}
		var args []any
		for i := from; i < to; i++ {
			row := arguments(i)
			if args == nil {
				args = make([]any, 0, size*len(row))
			}
			args = append(args, row...)
		}
		last, err := t.exec(ctx, texts[size], args...)
		for i := from; i < to; i++ {
			number(i, last-int64(to-1-i))
		}
		return err
	})
}

// find sees to it that the numbers of the nodes are known, of those that are there.
func (t *transaction) find(ctx context.Context, ids []string) error {
	var unknown []string
	for _, id := range ids {
		if _, ok := t.numbers[id]; ok {
			continue
		}
		if number := t.before.of(id); number != 0 {
			t.numbers[id] = number
			continue
		}
		unknown = append(unknown, id)
	}
	if len(unknown) == 0 {
		return nil
	}
	return t.query(ctx, cell(func(text []byte) error {
		at := 0
		for field := range bytes.SplitSeq(text, []byte(",")) {
			number, err := strconv.ParseInt(string(field), 10, 64)
			if err != nil {
				return err
			}
			if number != 0 {
				t.numbers[unknown[at]] = number
			}
			at++
		}
		return nil
	}), sqlite.NumbersOf, sqlite.JSONList(unknown))
}

// present are the numbers of those of the nodes that are there.
func (t *transaction) present(ctx context.Context, ids []string) ([]int64, error) {
	if err := t.find(ctx, ids); err != nil {
		return nil, err
	}
	var numbers []int64
	for _, id := range ids {
		if number, ok := t.numbers[id]; ok {
			numbers = append(numbers, number)
		}
	}
	return numbers, nil
}

// required finds nodes that must be there.
func (t *transaction) required(ctx context.Context, ids []string) error {
	if err := t.find(ctx, ids); err != nil {
		return err
	}
	for _, id := range ids {
		if _, ok := t.numbers[id]; !ok {
			return fault.New(fault.Internal, "Something went wrong inside the server. The request was sound; please report it.").
				Because(fmt.Errorf("sqlite: there is no node %q, which a write takes for granted", id))
		}
	}
	return nil
}
