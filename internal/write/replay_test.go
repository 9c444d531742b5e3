package write_test

import (
	"maps"
)

// replay does what the log says once more, on lines: whoever follows the log must end
// with the graph.
type replay struct {
	last  int64
	lines map[string]string // by id, or by relation, ends and key
}

// replay begins at the end of the log, where there is nothing.
func (w *world) replay() *replay {
	w.Helper()
	last, err := w.store.LastChange(w.Context())
	w.must(err)
	return &replay{last, map[string]string{}}
}

// follow reads the log from where it was, and compares with the store.
func (r *replay) follow(w *world) {
	w.Helper()
	changes, err := w.store.Changes(w.Context(), r.last, 10_000)
	if err != nil {
		w.Fatal(err)
	}
	for i := range changes {
		c := &changes[i]
		if c.Sequence != r.last+1 {
			w.Fatalf("entry %d follows on %d", c.Sequence, r.last)
		}
		r.last = c.Sequence
		key := c.IDs[0]
		if len(c.IDs) == 2 {
			key = edgeKey(w.model.Relation(c.Type), c.IDs[0], c.IDs[1], c.Key)
			for _, end := range c.IDs {
				if _, there := r.lines[end]; !there {
					w.Fatalf("entry %d: %s %s, but %s is not there", c.Sequence, c.Operation, key, end)
				}
			}
		}
		if r.lines[key] != string(c.Before) || string(c.Before) == string(c.After) {
			w.Fatalf("entry %d: %s %s from\n%s\nto\n%s\nbut there was\n%s", c.Sequence, c.Operation, key, c.Before, c.After, r.lines[key])
		}
		if r.lines[key] = string(c.After); c.After == nil {
			delete(r.lines, key)
		}
	}
	if there := w.lines(); !maps.Equal(there, r.lines) {
		w.Fatalf("the log leads to\n%v\nbut there is\n%v", r.lines, there)
	}
}
