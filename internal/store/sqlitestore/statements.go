package sqlitestore

import (
	"container/list"
	"context"
	"database/sql"
	"errors"
	"sync"
)

// kept is how many prepared statements are kept: operations are few and come again and
// again, and to prepare one takes as long as to run it.
const kept = 200

// statements are the prepared statements used last, by text.
type statements struct {
	db     *sql.DB
	mutex  sync.Mutex
	byText map[string]*list.Element
	recent *list.List // of *statement, the last used first
}

// statement is prepared, on each connection that it has run on.
type statement struct {
	*sql.Stmt
	text    string
	users   int
	evicted bool // to be closed by its last user
}

func newStatements(db *sql.DB) *statements {
	return &statements{db: db, byText: map[string]*list.Element{}, recent: list.New()}
}

// take gives the statement of that text, to be released after use.
func (s *statements) take(ctx context.Context, text string) (*statement, error) {
	if found := s.find(text); found != nil {
		return found, nil
	}
	prepared, err := s.db.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	return s.add(&statement{Stmt: prepared, text: text, users: 1}), nil
}

func (s *statements) find(text string) *statement {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	element, ok := s.byText[text]
	if !ok {
		return nil
	}
	s.recent.MoveToFront(element)
	found := element.Value.(*statement)
	found.users++
	return found
}

// add keeps a new statement, unless someone else was faster.
func (s *statements) add(prepared *statement) *statement {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if _, ok := s.byText[prepared.text]; ok {
		prepared.evicted = true
		return prepared
	}
	s.byText[prepared.text] = s.recent.PushFront(prepared)
	if s.recent.Len() > kept {
		oldest := s.recent.Remove(s.recent.Back()).(*statement)
		delete(s.byText, oldest.text)
		oldest.evicted = true
		if oldest.users == 0 {
			_ = oldest.Close() // nothing hangs on it
		}
	}
	return prepared
}

func (s *statements) release(used *statement) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	used.users--
	if used.evicted && used.users == 0 {
		_ = used.Close() // nothing hangs on it
	}
}

func (s *statements) close() error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	var failures []error
	for element := s.recent.Front(); element != nil; element = element.Next() {
		failures = append(failures, element.Value.(*statement).Close())
	}
	return errors.Join(failures...)
}
