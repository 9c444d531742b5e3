package feed

import "innograph/internal/store"

// What is kept of the log in memory, together: who is further behind reads the log.
const (
	mostRecent = 8192     // entries
	mostBytes  = 32 << 20 // of what was before and after
)

// ring is the newest entries of the log. Lists that were given out stay as they are.
type ring struct {
	entries []store.Change // the newest last
	last    int64          // the newest entry's sequence; entries may lack, but never in between
	bytes   int
}

// add puts entries at the end, those that come right after the last one, and tells whether
// there were any.
func (r *ring) add(changes []store.Change) bool {
	if len(changes) == 0 || changes[0].Sequence > r.last+1 {
		return false
	}
	known := r.last + 1 - changes[0].Sequence
	if known >= int64(len(changes)) {
		return false
	}
	changes = changes[known:]
	for i := range changes {
		r.bytes += size(&changes[i])
	}
	r.entries = append(r.entries, changes...)
	r.last = changes[len(changes)-1].Sequence
	if len(r.entries) > 2*mostRecent || r.bytes > 2*mostBytes {
		r.trim()
	}
	return true
}

// trim keeps the newest entries alone. They are copied once for as many that were added.
func (r *ring) trim() {
	start := len(r.entries)
	r.bytes = 0
	for start > 0 && len(r.entries)-start < mostRecent && r.bytes < mostBytes {
		start--
		r.bytes += size(&r.entries[start])
	}
	r.entries = append(make([]store.Change, 0, 2*mostRecent), r.entries[start:]...)
}

// behind gives at most so many entries behind a sequence. It is not ok where the first of
// them is no longer here.
func (r *ring) behind(after int64, most int) (found []store.Change, ok bool) {
	first := r.last - int64(len(r.entries)) + 1
	if after+1 < first {
		return nil, false
	}
	start := int(min(after+1-first, int64(len(r.entries))))
	end := min(start+most, len(r.entries))
	return r.entries[start:end:end], true
}

func size(c *store.Change) int { return len(c.Before) + len(c.After) }
