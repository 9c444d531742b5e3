package reference_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/graph"
	"innograph/internal/conform/random"
	"innograph/internal/metrics"
	"innograph/internal/store/engines"
)

// TestRandomOperationsAreWrittenAsByGqlgen does the same with random operations over
// random (synthetic) graphs, always the same ones.
func TestRandomOperationsAreWrittenAsByGqlgen(t *testing.T) {
	const graphs, operations = 4, 60
	public := gqlparser.MustLoadSchema(&ast.Source{Name: "schema.graphql", Input: graph.SDL})
	answered := 0
	for g := range uint64(graphs) {
		chance := rand.New(rand.NewPCG(g, 0))
		types := random.Types(model, chance)
		facts := random.Facts(model, types, chance)
		over, err := engines.Open(t.Context(), "sqlite::memory:", engines.Options{Catalog: model, Counter: metrics.New(), Timeout: time.Minute})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = over.Close() })
		if err := over.Load(t.Context(), facts); err != nil {
			t.Fatal(err)
		}
		generator := random.NewGenerator(public, model, types, facts)
		for o := range uint64(operations) {
			made := generator.Operation(rand.New(rand.NewPCG(g, o)), chance)
			if same(t, over, operation{made.Text(), made.Given(nil)}) {
				answered++
			}
		}
	}
	if answered < graphs*operations/2 {
		t.Errorf("of %d operations only %d were answered", graphs*operations, answered)
	}
}
