package sqlitestore

import (
	"context"
	"maps"
)

// numbers remembers the numbers of nodes from one transaction of a bulk to the next: who
// writes edges by the million names the same nodes again and again. They are good while no
// node is deleted, by whomever.
type numbers struct {
	young, old map[string]int64 // by id; the old ones go when the young ones are many
	seen       int64            // the state of the database that they are of, as SQLite counts changes by others
}

// mostYoung bounds the memory: some 100 bytes for each of twice as many.
const mostYoung = 1 << 18

// of is 0 where the number is not known.
func (n *numbers) of(id string) int64 {
	if n == nil {
		return 0
	}
	if number := n.young[id]; number != 0 {
		return number
	}
	return n.old[id]
}

func (n *numbers) keep(found map[string]int64) {
	if n == nil {
		return
	}
	if n.young == nil {
		n.young = make(map[string]int64, len(found))
	}
	maps.Copy(n.young, found)
	if len(n.young) >= mostYoung {
		n.young, n.old = make(map[string]int64, mostYoung), n.young
	}
}

func (n *numbers) forget() {
	if n != nil {
		n.young, n.old = nil, nil
	}
}

// recall lets a transaction of a bulk know what those before it knew, unless another
// program has written since.
func (t *transaction) recall(ctx context.Context) error {
	running := t.bulk.Load()
	if running == nil {
		return nil
	}
	t.other()
	var seen int64
	if err := t.tx.QueryRowContext(ctx, "PRAGMA data_version").Scan(&seen); err != nil {
		return t.failure(ctx, err)
	}
	t.before = &running.numbers
	if t.before.seen != seen {
		t.before.forget()
		t.before.seen = seen
	}
	return nil
}
