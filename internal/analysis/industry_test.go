package analysis_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"innograph/internal/analysis"
	"innograph/internal/answer"
	"innograph/internal/catalog"
	"innograph/internal/store"
	"innograph/internal/store/sqlitestore"
	"innograph/schema"
)

// The nodes and relations of a synthetic industry: what gaps, supply chains and
// disruptions are read from.
var (
	industryNodes = []struct {
		kind string
		most int
	}{{"Region", 5}, {"Enterprise", 7}, {"Institution", 3}, {"Product", 8}, {"Technology", 9}, {"Patent", 4}}
	industryEdges = []struct {
		relation string
		from, to []string
	}{
		{"LOCATED_IN", []string{"Region", "Enterprise", "Institution"}, []string{"Region"}},
		{"DEVELOPS", []string{"Enterprise", "Enterprise", "Institution"}, []string{"Product"}},
		{"MASTERS", []string{"Enterprise", "Institution"}, []string{"Technology"}},
		{"OWNS", []string{"Enterprise", "Institution"}, []string{"Patent"}},
		{"USES", []string{"Product"}, []string{"Technology"}},
		{"DEPENDS_ON", []string{"Technology"}, []string{"Technology"}},
		{"SUBFIELD_OF", []string{"Technology"}, []string{"Technology"}},
		{"COMPONENT_OF", []string{"Product"}, []string{"Product"}},
		{"SUPPLIES", []string{"Enterprise"}, []string{"Enterprise"}},
		{"PROTECTS", []string{"Patent"}, []string{"Product", "Technology"}},
	}
)

// eachIndustry runs a test on many small random industries, sparse ones and dense ones,
// with cycles and with what supplies, needs and contains itself.
func eachIndustry(t *testing.T, times uint64, test func(t *testing.T, g *small, r *rand.Rand)) {
	t.Helper()
	model, err := catalog.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	for seed := range times {
		r := rand.New(rand.NewPCG(seed, 5))
		g := industry(model, r)
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
			t.Fatalf("that was the industry of seed %d", seed)
		}
		if err := opened.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func industry(model *catalog.Catalog, r *rand.Rand) *small {
	g := &small{facts: &store.Facts{}, kinds: map[string]string{}}
	g.node(model, "Source", "source/a")
	byKind := map[string][]string{}
	for _, of := range industryNodes {
		for i := range 1 + r.IntN(of.most) {
			id := fmt.Sprintf("%s/%d", model.Type(of.kind).Singular(), i)
			g.node(model, of.kind, id)
			g.ids, g.kinds[id] = append(g.ids, id), of.kind
			byKind[of.kind] = append(byKind[of.kind], id)
		}
	}
	density := 1 + r.IntN(3)
	seen := map[string]bool{}
	for _, of := range industryEdges {
		var from, to []string
		for _, kind := range of.from {
			from = append(from, byKind[kind]...)
		}
		for _, kind := range of.to {
			to = append(to, byKind[kind]...)
		}
		for range r.IntN(7 * density) {
			e := store.Edge{
				Relation: model.Relation(of.relation), From: from[r.IntN(len(from))], To: to[r.IntN(len(to))],
				Key: []string{"", "", "b"}[r.IntN(3)], Sources: []string{"source/a"},
			}
			e.Values = make([]any, len(e.Relation.Properties))
			if place := of.relation + e.From + " " + e.To + " " + e.Key; !seen[place] {
				seen[place] = true
				g.facts.Edges = append(g.facts.Edges, e)
			}
		}
	}
	return g
}

// node adds a node that has only what it must have.
func (g *small) node(model *catalog.Catalog, kind, id string) {
	n := store.Node{Type: model.Type(kind)}
	for _, p := range n.Type.Properties {
		var value any
		switch {
		case p.Kind == catalog.ID:
			value = id
		case !p.NonNull:
		case p.Kind == catalog.StringList:
			value = []string{}
		case p.Kind == catalog.Long:
			value = int64(1)
		default:
			value = "x"
		}
		n.Values = append(n.Values, value)
	}
	if n.Type.Sourced {
		n.Sources = []string{"source/a"}
	}
	g.facts.Nodes = append(g.facts.Nodes, n)
}

// has tells whether there is an edge.
func (g *small) has(relation, from, to string) bool {
	for _, e := range g.facts.Edges {
		if e.Relation.Name == relation && e.From == from && e.To == to {
			return true
		}
	}
	return false
}

// of lists the entities of some types, in order of id.
func (g *small) of(kinds ...string) []string {
	var found []string
	for _, id := range g.ids {
		for _, kind := range kinds {
			if g.kinds[id] == kind {
				found = append(found, id)
			}
		}
	}
	return found
}

// closure adds to a set until a rule adds nothing more.
func (g *small) closure(set map[string]bool, follows func(from, to string) bool) map[string]bool {
	for grown := true; grown; {
		grown = false
		for from := range set {
			for _, to := range g.ids {
				if !set[to] && follows(from, to) {
					set[to], grown = true, true
				}
			}
		}
	}
	return set
}

func refsOf(record answer.Record, name string) map[string]bool {
	found := map[string]bool{}
	for _, id := range record[name].([]answer.Ref) {
		found[string(id)] = true
	}
	return found
}
