package web

import (
	"os"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/bench/shapes"
)

// BenchmarkLearn parses and validates a text that was never seen.
func BenchmarkLearn(b *testing.B) {
	sdl, err := os.ReadFile("../../graph/schema.graphql")
	if err != nil {
		b.Fatal(err)
	}
	cache := newDocuments(gqlparser.MustLoadSchema(&ast.Source{Name: "schema.graphql", Input: string(sdl)}))
	for _, shape := range []string{"point", "nested", "wide"} {
		b.Run(shape, func(b *testing.B) {
			text := shapes.Text(shape, shapes.Innograph)
			b.ReportAllocs()
			for b.Loop() {
				cache.learn(b.Context(), text)
			}
			if _, known := cache.Get(b.Context(), text); !known {
				b.Fatal("it was refused")
			}
		})
	}
}
