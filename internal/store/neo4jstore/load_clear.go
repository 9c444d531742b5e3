package neo4jstore

import (
	"context"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"innograph/internal/cypher"
	"innograph/internal/fault"
)

// heldFor is how long a mark of an unfinished load may be held by another before that is
// taken for a load under way.
const heldFor = 5 * time.Second

// clear removes what an interrupted load has left, if there is anything. It refuses while
// that load is still under way.
func (s *Store) clear(ctx context.Context) error {
	unfinished, err := s.ask(ctx, statement{name: "innograph: load", text: cypher.Unfinished, sent: s.countOther})
	if err != nil || unfinished != true {
		return err
	}
	if err := s.free(ctx); err != nil {
		return err
	}
	if err := s.transaction(ctx, func(tx neo4j.ExplicitTransaction) error {
		if err := s.run(ctx, tx, cypher.HoldLoad, nil); err != nil {
			return err
		}
		if _, err := s.commit(ctx, cypher.Clear, nil); err != nil {
			return err
		}
		return s.run(ctx, tx, cypher.EndLoad, nil)
	}); err != nil {
		return err
	}
	return s.define(ctx) // what the load had dropped
}

// free tells by its error whether somebody holds the mark.
func (s *Store) free(ctx context.Context) error {
	brief, cancel := context.WithTimeout(ctx, heldFor)
	defer cancel()
	err := s.transaction(brief, func(tx neo4j.ExplicitTransaction) error { return s.run(brief, tx, cypher.HoldLoad, nil) })
	if err != nil && ctx.Err() == nil && (brief.Err() != nil || isTimeout(err)) {
		return fault.New(fault.Conflict, "Another load into this database is under way. Wait for its end, or stop it, and try again.").Because(err)
	}
	return err
}
