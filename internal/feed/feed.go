// Package feed follows the log of a store for a whole server: one reader of the log, and
// as many followers as there are, each at a place and a pace of its own. What this process
// writes is known at once; what others write, on the same store, after a moment.
package feed

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"innograph/internal/catalog"
	"innograph/internal/store"
)

// Options are what may be left out.
type Options struct {
	Every  time.Duration // how often the log is looked at for what others wrote; 500 ms where it is 0
	Logger *slog.Logger  // slog.Default() where it is nil
}

// Feed is the store's Writer, and knows what is written: whoever writes past it, in this
// process, is noticed as late as other processes are. Its methods may be called at once
// from many goroutines.
type Feed struct {
	store.Writer
	model   *catalog.Catalog
	options Options
	merged  survivors
	wake    chan struct{} // the log is to be looked at now
	behind  chan struct{} // has a place for each follower that may read the log at once

	mutex  sync.Mutex
	recent ring
	logs   int           // how often another log was found in the place of the one before
	more   chan struct{} // closed, and made anew, when there are new entries
}

// readersBehind is how many followers that fell behind may read the log at once: they are
// in no hurry, and writers are.
const readersBehind = 4

// Open begins to follow the log from where it ends now. Without Run nothing is known but
// what is written through the feed itself.
func Open(ctx context.Context, model *catalog.Catalog, from store.Writer, options Options) (*Feed, error) {
	if options.Every == 0 {
		options.Every = 500 * time.Millisecond
	}
	if options.Logger == nil {
		options.Logger = slog.Default()
	}
	f := &Feed{
		Writer: from, model: model, options: options,
		wake: make(chan struct{}, 1), behind: make(chan struct{}, readersBehind), more: make(chan struct{}),
	}
	last, err := from.LastChange(ctx)
	if err != nil {
		return nil, err
	}
	f.recent.last = last
	return f, f.readMerged(ctx)
}

// Run follows the log until ctx ends.
func (f *Feed) Run(ctx context.Context) {
	ticker := time.NewTicker(f.options.Every)
	defer ticker.Stop()
	failing := false
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		case <-f.wake:
		}
		err := f.catchUp(ctx)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil && !failing:
			f.options.Logger.Warn("the log cannot be followed at the moment", "error", err, "cause", errors.Unwrap(err))
		case err == nil && failing:
			f.options.Logger.Info("the log is followed again")
		}
		failing = err != nil
	}
}

// pageOfChanges is how many entries are read at a time.
const pageOfChanges = 1000

// catchUp reads the entries that are new. Of very many only the newest are read: who wants
// the others reads the log.
func (f *Feed) catchUp(ctx context.Context) error {
	known := f.Last() // before the log is asked: this process may write meanwhile
	last, err := f.LastChange(ctx)
	if err != nil {
		return err
	}
	if last == known {
		return nil
	}
	if last < known || last-known > mostRecent { // another log, as of a backup; or a long way
		if err := f.readMerged(ctx); err != nil {
			return err
		}
		another := last < known
		known = max(last-mostRecent, 0)
		f.restart(known, another)
	}
	for known < last {
		changes, err := f.Changes(ctx, known, pageOfChanges)
		if err != nil || len(changes) == 0 {
			return err
		}
		f.add(changes)
		known = changes[len(changes)-1].Sequence
	}
	return nil
}

// Last is the sequence of the newest entry that is known.
func (f *Feed) Last() int64 {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	return f.recent.last
}

// add takes entries in, and tells the followers. It leaves out what is known, and what
// does not come right after it: that is read from the log.
func (f *Feed) add(changes []store.Change) {
	f.follow(changes)
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if f.recent.add(changes) {
		f.tell()
	}
}

// restart forgets all entries, and goes on behind the sequence, perhaps of another log.
func (f *Feed) restart(after int64, another bool) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	f.recent = ring{last: after}
	if another {
		f.logs++
	}
	f.tell()
}

func (f *Feed) tell() {
	close(f.more)
	f.more = make(chan struct{})
}

// Write runs work in a transaction of the store. What it leaves in the log is known to
// all followers right after it.
func (f *Feed) Write(ctx context.Context, work func(context.Context, store.Tx) error) error {
	var entries []store.Change
	err := f.Writer.Write(ctx, func(ctx context.Context, tx store.Tx) error {
		entries = nil // of a first attempt
		return work(ctx, listening{tx, &entries})
	})
	if err != nil || len(entries) == 0 {
		return err
	}
	f.add(entries)
	if f.Last() < entries[len(entries)-1].Sequence { // others wrote in between
		select {
		case f.wake <- struct{}{}:
		default: // it will be looked at anyway
		}
	}
	return nil
}

// listening is a transaction that hears what goes into the log.
type listening struct {
	store.Tx
	entries *[]store.Change
}

// Append writes entries to the log.
func (l listening) Append(ctx context.Context, changes []store.Change) error {
	err := l.Tx.Append(ctx, changes)
	*l.entries = append(*l.entries, changes...)
	return err
}
