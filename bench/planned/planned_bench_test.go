package planned_test

import (
	"testing"

	"innograph/bench/planned"
	"innograph/internal/cypher"
	"innograph/internal/plan"
	"innograph/internal/sqlite"
)

// BenchmarkKnown goes from a document that was asked before, with its variables, to the
// statement with its arguments.
func BenchmarkKnown(b *testing.B) {
	planner := planned.New(b)
	dialects := map[string]func(*plan.Operation) string{
		"cypher": func(operation *plan.Operation) string { text, _ := cypher.Compile(operation); return text },
		"sql":    func(operation *plan.Operation) string { text, _ := sqlite.Compile(operation); return text },
	}
	for _, shape := range planned.Shapes {
		for dialect, compile := range dialects {
			b.Run(shape+"/"+dialect, func(b *testing.B) {
				document := planner.Parse(b, shape)
				b.ReportAllocs()
				for b.Loop() {
					if compile(planner.PrepareAgain(b, document, shape).Plan) == "" {
						b.Fatal("no text")
					}
				}
			})
		}
	}
}
