package feed

import (
	"context"
	"maps"
	"sync"
	"sync/atomic"

	"innograph/internal/store"
)

// survivors knows which nodes were merged into others. The zero value knows of none.
type survivors struct {
	times atomic.Int64 // how often it changed; 0 while there is none
	mutex sync.RWMutex
	of    map[string]string // by the id that went
}

// Survivor is the id that a node has by now, which is another one when it was merged.
func (f *Feed) Survivor(id string) string {
	if f.merged.times.Load() == 0 {
		return id
	}
	f.merged.mutex.RLock()
	defer f.merged.mutex.RUnlock()
	for range len(f.merged.of) { // a survivor may have been merged itself
		survivor, gone := f.merged.of[id]
		if !gone {
			break
		}
		id = survivor
	}
	return id
}

// Mergings is another number whenever Survivor may give another answer; 0 while it
// gives back what it is given.
func (f *Feed) Mergings() int64 { return f.merged.times.Load() }

// former lists the ids that lead to a node by now.
func (f *Feed) former(id string) []string {
	f.merged.mutex.RLock()
	gone := maps.Clone(f.merged.of)
	f.merged.mutex.RUnlock()
	var former []string
	for old := range gone {
		if f.Survivor(old) == id {
			former = append(former, old)
		}
	}
	return former
}

// readMerged reads all that was merged.
func (f *Feed) readMerged(ctx context.Context) error {
	merged, err := f.Notes(ctx, store.MergedNote)
	if err != nil {
		return err
	}
	f.merged.mutex.Lock()
	defer f.merged.mutex.Unlock()
	if !maps.Equal(merged, f.merged.of) {
		f.merged.of = merged
		f.merged.times.Add(1)
	}
	return nil
}

// follow learns of mergings from entries of the log. Known ones may come again.
func (f *Feed) follow(changes []store.Change) {
	for i := range changes {
		switch c := &changes[i]; c.Operation {
		case store.Merged:
			f.setSurvivor(c.IDs[0], c.IDs[1])
		case store.Split:
			f.setSurvivor(c.IDs[0], "")
		}
	}
}

// setSurvivor notes what a node was merged into; nothing, when it is there again.
func (f *Feed) setSurvivor(id, survivor string) {
	f.merged.mutex.Lock()
	defer f.merged.mutex.Unlock()
	switch {
	case f.merged.of[id] == survivor:
		return
	case survivor == "":
		delete(f.merged.of, id)
	case f.merged.of == nil:
		f.merged.of = map[string]string{id: survivor}
	default:
		f.merged.of[id] = survivor
	}
	f.merged.times.Add(1)
}
