package sqlite_test

import (
	"testing"

	"innograph/bench/planned"
	"innograph/internal/sqlite"
)

// BenchmarkCompile spells a plan.
func BenchmarkCompile(b *testing.B) {
	planner := planned.New(b)
	for _, shape := range planned.Shapes {
		b.Run(shape, func(b *testing.B) {
			operation := planner.Plan(b, shape)
			b.ReportAllocs()
			for b.Loop() {
				if text, _ := sqlite.Compile(operation); text == "" {
					b.Fatal("no text")
				}
			}
		})
	}
}
