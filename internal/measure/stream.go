package measure

import (
	"iter"
	"slices"
	"time"

	"innograph/internal/catalog"
	"innograph/internal/store"
)

// Of computes the measures of facts that need not be in memory, and gives these facts with
// their measures. It goes through the facts once, and keeps no more of them than the ids
// of entities and the ends of edges.
func Of(facts store.Stream, model *catalog.Catalog, at time.Time) store.Stream {
	var ids []string
	for _, t := range model.Concrete() {
		if measured(t) {
			for n := range facts.NodesOf(t) {
				ids = append(ids, n.ID())
			}
		}
	}
	return &stream{Stream: facts, measures: compute(ids, facts.AllEdges()), at: stamp(at)}
}

// stream adds measures to facts while somebody goes through them.
type stream struct {
	store.Stream
	measures *measures
	at       string
}

func (s *stream) About() store.Dataset {
	about := s.Stream.About()
	about.MeasuredAt = s.at
	return about
}

func (s *stream) NodesOf(of *catalog.Type) iter.Seq[*store.Node] {
	if !measured(of) {
		return s.Stream.NodesOf(of)
	}
	return func(yield func(*store.Node) bool) {
		for n := range s.Stream.NodesOf(of) {
			with := *n
			with.Values = slices.Clone(n.Values) // the facts themselves stay as they are
			s.measures.set(&with)
			if !yield(&with) {
				return
			}
		}
	}
}
