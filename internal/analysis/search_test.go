package analysis

import (
	"context"
	"testing"

	"innograph/internal/catalog"
	"innograph/internal/plan"
	"innograph/internal/store"
	"innograph/schema"
)

// uses answers every search with the same edges: two from one technology, one from another.
type uses struct{ store.Store }

func (uses) Read(context.Context, *plan.Operation) ([]any, error) {
	row := func(from, to string) any {
		return []any{int64(0), from, to, "Product", "A product", "", []any{}}
	}
	return []any{[]any{row("technology/a", "product/1"), row("technology/a", "product/2"), row("technology/b", "product/1")}}, nil
}

// Where fewer edges may still be read than there are, those of the first entities are
// kept whole; of the only one, as many as may be read; and none where none may.
func TestReadingStopsAtTheLimit(t *testing.T) {
	model, err := catalog.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	for left, want := range map[int][2]int{0: {0, 0}, 1: {1, 1}, 2: {2, 1}, 3: {3, 2}} {
		s := &search{catalog: model, store: uses{}, nodes: map[string]node{}, read: maxEdges - left}
		var c cut
		edges, followed, err := s.follow(t.Context(), &c, []string{"technology/b", "technology/a"}, s.in("USES"))
		if err != nil {
			t.Fatal(err)
		}
		if len(edges) != want[0] || len(followed) != want[1] || (len(c) > 0) != (left < 3) {
			t.Errorf("with %d edges left: %d edges of %v, cut: %v; want %v", left, len(edges), followed, c, want)
		}
	}
}
