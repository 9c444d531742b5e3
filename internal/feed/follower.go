package feed

import (
	"context"

	"innograph/internal/fault"
	"innograph/internal/store"
)

// Follower reads the log from a place on. It is for one goroutine. It costs nothing while
// nothing happens, and there is nothing to close.
type Follower struct {
	feed  *Feed
	wants *filter
	after int64
	log   int // which log it reads; see Feed.logs
}

// most is how many entries a follower takes at once.
const most = 100

// Next waits for entries that the follower wants, and gives them in order. The error is
// that of ctx, or a *fault.Error; after one the follower can be asked again.
func (r *Follower) Next(ctx context.Context) ([]store.Change, error) {
	for {
		changes, err := r.read(ctx)
		if err != nil {
			return nil, err
		}
		r.after = changes[len(changes)-1].Sequence
		if wanted := r.wants.of(changes); len(wanted) > 0 {
			return wanted, nil
		}
	}
}

// read waits for entries, and gives some.
func (r *Follower) read(ctx context.Context) ([]store.Change, error) {
	f := r.feed
	for {
		f.mutex.Lock()
		recent, ok := f.recent.behind(r.after, most)
		more, last, log := f.more, f.recent.last, f.logs
		f.mutex.Unlock()
		switch {
		case log != r.log:
			return nil, fault.New(fault.Conflict, "The log is no longer the one that was followed: the data was replaced. Read what you need anew, and follow from there.")
		case len(recent) > 0:
			return recent, nil
		case !ok && r.after < last:
			changes, err := f.readBehind(ctx, r.after)
			if err != nil || len(changes) > 0 {
				return changes, err
			}
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-more:
		}
	}
}

// readBehind reads from the log what is no longer in memory.
func (f *Feed) readBehind(ctx context.Context, after int64) ([]store.Change, error) {
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case f.behind <- struct{}{}:
	}
	defer func() { <-f.behind }()
	return f.Changes(ctx, after, pageOfChanges)
}

// Follow begins to follow the log by the arguments of `changed`: from the entry behind
// `after` on, or from now on.
func (f *Feed) Follow(ctx context.Context, arguments map[string]any) (*Follower, error) {
	wants, err := f.filter(arguments)
	if err != nil {
		return nil, err
	}
	after, given := arguments["after"].(int64)
	if !given {
		return f.follower(wants, f.Last()), nil
	}
	if after > f.Last() {
		last, err := f.LastChange(ctx)
		if err != nil {
			return nil, err
		}
		if after > last {
			return nil, fault.New(fault.BadUserInput, "changed(after): the log ends at %d, and has nothing behind %d yet. Leave `after` out to follow it from now on.", last, after)
		}
	}
	return f.follower(wants, max(after, 0)), nil
}

func (f *Feed) follower(wants *filter, after int64) *Follower {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	return &Follower{feed: f, wants: wants, after: after, log: f.logs}
}
