package sqlitestore

import (
	"cmp"
	"context"
	"database/sql"
)

// script is statements to be run in order: one goroutine makes them up while another
// runs them, since SQLite writes one after the other.
type script struct {
	ctx        context.Context // ended when no more statements are wanted
	stop       context.CancelFunc
	statements chan instruction
}

type instruction struct {
	text string
	args []any
}

// ahead is how many statements are made before they are run.
const ahead = 8

func newScript(ctx context.Context) *script {
	s := &script{statements: make(chan instruction, ahead)}
	s.ctx, s.stop = context.WithCancel(ctx)
	return s
}

// add appends a statement. It tells whether more are wanted.
func (s *script) add(text string, args ...any) bool {
	select {
	case s.statements <- instruction{text, args}:
		return true
	case <-s.ctx.Done():
		return false
	}
}

// end says that there are no more.
func (s *script) end() { close(s.statements) }

// run runs the statements, each text prepared once, until there are no more, and waits for
// whoever makes them.
func (s *script) run(ctx context.Context, tx *sql.Tx, sent func()) error {
	prepared := map[string]*sql.Stmt{} // closed with the transaction
	exec := func(i instruction) error {
		statement, ok := prepared[i.text]
		if !ok {
			var err error
			if statement, err = tx.PrepareContext(ctx, i.text); err != nil {
				return err
			}
			prepared[i.text] = statement
		}
		sent()
		_, err := statement.ExecContext(ctx, i.args...)
		return err
	}
	var failed error
	for i := range s.statements {
		if failed != nil {
			continue // until it is known that no more are wanted
		}
		if failed = exec(i); failed != nil {
			s.stop()
		}
	}
	s.stop()
	return cmp.Or(failed, ctx.Err()) // who makes the statements stops early without a word
}
