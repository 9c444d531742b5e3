package lookahead_test

import (
	"testing"

	"innograph/bench/planned"
)

// BenchmarkParse reads and validates a text that was never seen.
func BenchmarkParse(b *testing.B) {
	planner := planned.New(b)
	for _, shape := range planned.Shapes {
		b.Run(shape, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				planner.Parse(b, shape)
			}
		})
	}
}

// BenchmarkPrepare plans a document that is known.
func BenchmarkPrepare(b *testing.B) {
	planner := planned.New(b)
	for _, shape := range planned.Shapes {
		b.Run(shape, func(b *testing.B) {
			document := planner.Parse(b, shape)
			b.ReportAllocs()
			for b.Loop() {
				planner.Prepare(b, document)
			}
		})
	}
}
