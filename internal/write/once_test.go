package write_test

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"innograph/internal/store"
	"innograph/internal/write"
)

// Requests are remembered for a day, and forgotten piece by piece while others come.
func TestRequestsAreForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // whose clock is not the world's
		w := newWorld(t, sqlite)
		ask := func(key int) *write.Outcome {
			w.Helper()
			batch := &write.Batch{Nodes: []write.Node{w.node(fmt.Sprint("place/", key), map[string]any{"name": "P"})}}
			outcome, err := w.Apply(w.Context(), "anna", batch, write.Once(fmt.Sprint(key), "this"))
			w.must(err)
			return outcome
		}
		left := func() int {
			w.Helper()
			notes, err := w.store.Notes(w.Context(), store.RequestNote)
			w.must(err)
			ages, err := w.store.Notes(w.Context(), "request-age")
			w.must(err)
			if len(notes) != len(ages) {
				w.Errorf("there are %d notes of requests, and %d of their ages", len(notes), len(ages))
			}
			return len(notes)
		}
		const many = 250
		for key := range many {
			ask(key)
		}
		pass(24 * time.Hour)
		if again := ask(0); again.Created != 1 || left() != many {
			t.Errorf("after a day the first request gives %+v, and %d are left", again, left())
		}
		pass(time.Second)
		for i, want := range []int{151, 52, 3, 4} {
			if ask(many + i); left() != want {
				t.Errorf("after %d more requests %d are left, not %d", i+1, left(), want)
			}
		}
		if again := ask(0); again.Created != 0 || again.Unchanged != 1 {
			t.Errorf("a request that was forgotten gives %+v", again)
		}
	})
}

// pass lets time pass on the clock of a synctest, which takes none.
func pass(d time.Duration) { time.Sleep(d) } //nolint:forbidigo // nobody waits
