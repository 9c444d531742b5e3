package graph

import (
	"context"
	"strconv"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"innograph/internal/fault"
	"innograph/internal/feed"
	"innograph/internal/store"
)

// SequenceExtension is the member of a response's extensions with the sequence of what it
// tells: a client that did not select it can go on from there all the same.
const SequenceExtension = "sequence"

// follow answers a subscription, one response for each entry of the log. No goroutine
// waits for it: whoever takes the next response does. (gqlgen's own execution wants a
// channel and a goroutine for each.)
func (e *Engine) follow(ctx context.Context, operation *graphql.OperationContext) graphql.ResponseHandler {
	prepared, refused := e.Compiler.Prepare(operation)
	if refused != nil {
		return refuse(refused)
	}
	if len(prepared.Analyses) == 0 || e.Feed == nil {
		return refuse(fault.New(fault.BadUserInput, "The subscription follows nothing: select `changed`."))
	}
	arguments := prepared.Analyses[0].Arguments
	if last, err := strconv.ParseInt(operation.Headers.Get("Last-Event-ID"), 10, 64); err == nil {
		arguments["after"] = last
	}
	follower, err := e.Feed.Follow(ctx, arguments)
	if err != nil {
		return refuse(err)
	}
	s := &subscription{follower: follower, audience: e.audiences.join(ctx, e, operation, prepared)}
	return s.next
}

// subscription is one that a client has.
type subscription struct {
	follower *feed.Follower
	audience *audience
	changes  []store.Change      // that are to be answered next
	ready    []*graphql.Response // that are to be handed out
	over     bool
}

// The pauses before what failed is tried again, as long as the store may come back: many
// clients would otherwise connect anew, all at once.
var pauses = []time.Duration{time.Second, 2 * time.Second, 4 * time.Second, 8 * time.Second}

// next waits for the next response; nil when ctx has ended, or an error was the last.
func (s *subscription) next(ctx context.Context) *graphql.Response {
	for attempt := 0; len(s.ready) == 0 || ctx.Err() != nil; attempt++ {
		if s.over || ctx.Err() != nil {
			return nil
		}
		err := s.prepare(ctx)
		if err == nil || ctx.Err() != nil {
			continue
		}
		if attempt == len(pauses) || !passes(err) {
			s.over = true
			return refuse(err)(ctx)
		}
		select {
		case <-ctx.Done():
		case <-time.After(pauses[attempt]):
		}
	}
	response := s.ready[0]
	s.ready = s.ready[1:]
	return response
}

// prepare makes responses ready, at least one.
func (s *subscription) prepare(ctx context.Context) (err error) {
	if s.changes == nil {
		if s.changes, err = s.follower.Next(ctx); err != nil {
			return err
		}
	}
	s.ready, err = s.audience.responses(ctx, s.changes)
	if err == nil {
		s.changes = nil
	}
	return err
}

func passes(err error) bool {
	code := fault.From(err).Code
	return code == fault.StoreUnavailable || code == fault.Timeout
}
