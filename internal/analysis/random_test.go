package analysis_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"innograph/internal/analysis"
	"innograph/internal/answer"
	"innograph/internal/catalog"
	"innograph/internal/conform/random"
	"innograph/internal/measure"
	"innograph/internal/store"
	"innograph/internal/store/sqlitestore"
	"innograph/schema"
)

// small is a small synthetic graph in a store, with the analyses of it; the tests restate
// what an analysis means in the plainest way, over the facts themselves.
type small struct {
	*analysis.Analyses
	facts *store.Facts
	kinds map[string]string // the type of each entity, by id
	ids   []string
}

// eachSmall runs a test on many random graphs.
func eachSmall(t *testing.T, times uint64, test func(t *testing.T, g *small, r *rand.Rand)) {
	t.Helper()
	model, err := catalog.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	for seed := range times {
		r := rand.New(rand.NewPCG(seed, 9))
		g := &small{facts: random.Facts(model, random.Types(model, r), r), kinds: map[string]string{}}
		measure.Add(g.facts, time.Now())
		for i := range g.facts.Nodes {
			if n := &g.facts.Nodes[i]; n.Type != model.Source() {
				g.ids = append(g.ids, n.ID())
				g.kinds[n.ID()] = n.Type.Name
			}
		}
		if len(g.ids) == 0 {
			continue
		}
		opened, err := sqlitestore.Open(t.Context(), sqlitestore.Memory, model, sqlitestore.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := opened.Load(t.Context(), g.facts); err != nil {
			t.Fatal(err)
		}
		g.Analyses = analysis.New(model, opened)
		test(t, g, r)
		if t.Failed() {
			t.Fatalf("that was the graph of seed %d", seed)
		}
		if err := opened.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func (g *small) pick(r *rand.Rand) string { return g.ids[r.IntN(len(g.ids))] }

// joined tells which entities have an edge of one of the relations with an entity, which
// may lead either way.
func (g *small) joined(id string, follows func(relation string) bool) map[string]bool {
	found := map[string]bool{}
	for _, e := range g.facts.Edges {
		if follows(e.Relation.Name) && e.From == id {
			found[e.To] = true
		}
		if follows(e.Relation.Name) && e.To == id {
			found[e.From] = true
		}
	}
	return found
}

// along lists where edges of a relation lead from an entity, forwards or backwards.
func (g *small) along(relation string, backwards bool, from ...string) map[string]bool {
	found := map[string]bool{}
	for _, id := range from {
		for _, e := range g.facts.Edges {
			if e.Relation.Name != relation {
				continue
			}
			if e.From == id && (!backwards || e.Relation.Undirected) {
				found[e.To] = true
			}
			if e.To == id && (backwards || e.Relation.Undirected) {
				found[e.From] = true
			}
		}
	}
	return found
}

func all(string) bool { return true }

func ref(record answer.Record, name string) string {
	id, _ := record[name].(answer.Ref)
	return string(id)
}
