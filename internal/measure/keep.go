package measure

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"time"

	"innograph/internal/fault"
	"innograph/internal/store"
)

// Keeper computes the measures of a graph in use anew, in the background, once writes have
// settled. Of all servers on one store one does it at a time.
type Keeper struct {
	Store store.Writer
	Last  func() int64  // the newest entry of the log, as far as this process knows
	Calm  time.Duration // how long nothing is written before the measures are computed
	Log   *slog.Logger

	name string // among the servers
}

// names of the measures, in the order in which they are read and written.
var names = []string{rankName, degreeName, communityName}

// The measures of a large graph take long: at least so many times as long they are left as
// they are.
const restOf = 10

// Run keeps the measures up to date until ctx ends.
func (k *Keeper) Run(ctx context.Context) {
	k.name = rand.Text()
	ticker := time.NewTicker(k.Calm)
	defer ticker.Stop()
	var seen, done int64
	var rest time.Time
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		last := k.Last()
		calm := last == seen
		seen = last
		if !calm || last == done || time.Now().Before(rest) {
			continue
		}
		start := time.Now()
		upTo, err := k.Measure(ctx)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			k.Log.Warn("the measures cannot be computed at the moment", "error", err, "cause", errors.Unwrap(err))
		default:
			done = upTo
		}
		rest = time.Now().Add(restOf * time.Since(start))
	}
}

// turn is the note by which servers agree on who computes.
type turn struct {
	Done  int64     // the measures are those of the graph after this entry of the log
	Who   string    // computes now; "" for nobody
	Until time.Time // when who is taken to be gone
}

// turnKey is the note's key.
const turnKey = "all"

// patience is how long a server that computes may be silent.
const patience = time.Minute

// piece is how many nodes one transaction writes: others wait for it.
const piece = 2000

// Measure computes the measures, unless they are up to date or another server does, and
// writes those that are others than before. They are then those of the graph after the
// entry of the log that it gives; 0 where there is something left to do.
func (k *Keeper) Measure(ctx context.Context) (upTo int64, err error) {
	last, err := k.Store.LastChange(ctx)
	if err != nil {
		return 0, err
	}
	mine, done, err := k.take(ctx, last)
	if err != nil || !mine {
		return done, err
	}
	start := time.Now()
	changed, err := k.compute(ctx)
	if err != nil {
		return 0, err
	}
	for some := range slices.Chunk(changed, piece) {
		if err := k.write(ctx, some, turn{Who: k.name}, ""); err != nil {
			return 0, err
		}
	}
	if err := k.write(ctx, nil, turn{Done: last}, stamp(start)); err != nil {
		return 0, err
	}
	k.Log.Info("the measures are up to date", "changed", len(changed), "duration", time.Since(start), "sequence", last)
	return last, nil
}

// take makes it this server's turn, if there is something to do and nobody does it.
func (k *Keeper) take(ctx context.Context, last int64) (mine bool, done int64, err error) {
	err = k.Store.Write(ctx, func(ctx context.Context, tx store.Tx) error {
		now, err := read(ctx, tx)
		if err != nil {
			return err
		}
		done, mine = 0, false
		if now.Done == last {
			done = last
			return nil
		}
		if now.Who != "" && now.Who != k.name && time.Now().Before(now.Until) {
			return nil
		}
		mine = true
		return note(ctx, tx, turn{Who: k.name})
	})
	return mine, done, err
}

// write writes measures, if it is still this server's turn.
func (k *Keeper) write(ctx context.Context, nodes []store.Measured, next turn, at string) error {
	return k.Store.Write(ctx, func(ctx context.Context, tx store.Tx) error {
		now, err := read(ctx, tx)
		if err != nil {
			return err
		}
		if now.Who != k.name {
			return fault.New(fault.Conflict, "Another server computes the measures by now.")
		}
		if err := tx.Measure(ctx, names, nodes, at); err != nil {
			return err
		}
		return note(ctx, tx, next)
	})
}

func read(ctx context.Context, tx store.Tx) (turn, error) {
	notes, err := tx.Notes(ctx, store.MeasureNote, []string{turnKey})
	var now turn
	if err == nil && notes[turnKey] != "" {
		err = json.Unmarshal([]byte(notes[turnKey]), &now)
	}
	return now, err
}

func note(ctx context.Context, tx store.Tx, next turn) error {
	next.Until = time.Now().Add(patience)
	text, err := json.Marshal(next)
	if err != nil {
		return err
	}
	return tx.PutNotes(ctx, store.MeasureNote, map[string]string{turnKey: string(text)})
}

// compute gives the nodes whose measures are others than those that they have.
func (k *Keeper) compute(ctx context.Context) ([]store.Measured, error) {
	var nodes []store.Measured
	var numbers map[string]int
	g := &graph{}
	number := func() { // in order of id, as ever
		slices.SortFunc(nodes, func(a, b store.Measured) int { return strings.Compare(a.ID, b.ID) })
		numbers = make(map[string]int, len(nodes))
		for i := range nodes {
			numbers[nodes[i].ID] = i
		}
	}
	err := k.Store.Topology(ctx, names, func(n store.Measured) { nodes = append(nodes, n) }, func(from, to string) {
		if numbers == nil {
			number()
		}
		a, known := numbers[from]
		b, also := numbers[to]
		if known && also { // else one of them is newer than the nodes
			g.from, g.to = append(g.from, a), append(g.to, b)
		}
	})
	if err != nil {
		return nil, err
	}
	if numbers == nil { // without edges
		number()
	}
	g.size = len(nodes)
	ranks, degrees, communities := g.pageRank(), g.degrees(), g.communities()
	changed := nodes[:0]
	for i, n := range nodes {
		values := []any{round(ranks[i]), degrees[i], nil}
		if degrees[i] > 0 {
			values[2] = communities[i]
		}
		if !slices.Equal(values, n.Values) {
			changed = append(changed, store.Measured{ID: n.ID, Values: values})
		}
	}
	return changed, nil
}
