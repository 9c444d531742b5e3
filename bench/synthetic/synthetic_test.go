package synthetic_test

import (
	"fmt"
	"maps"
	"reflect"
	"strings"
	"testing"

	"innograph/bench/synthetic"
	"innograph/internal/catalog"
	"innograph/internal/store"
	"innograph/schema"
	"innograph/seed"
)

func template(t *testing.T) (*catalog.Catalog, *store.Facts) {
	t.Helper()
	model, err := catalog.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	facts, err := seed.Read(model, seed.Hunan())
	if err != nil {
		t.Fatal(err)
	}
	return model, facts
}

// A lift has the template's degrees: every node as many edges of each relation, either way.
func TestShape(t *testing.T) {
	const copies = 7
	_, facts := template(t)
	lift := synthetic.New(facts, copies*len(facts.Nodes)+1, 1).Facts()
	if len(lift.Nodes) != copies*len(facts.Nodes) || len(lift.Edges) != copies*len(facts.Edges) {
		t.Fatalf("%d nodes and %d edges", len(lift.Nodes), len(lift.Edges))
	}
	want, got := degrees(facts), degrees(lift)
	for shape := range want {
		want[shape] *= copies
	}
	if !maps.Equal(got, want) {
		t.Error("the degrees differ from the template's")
	}
}

// degrees counts how many nodes of a type have how many edges and missing values.
func degrees(facts *store.Facts) map[string]int {
	edges := map[string]map[string]int{}
	add := func(id, way string) {
		if edges[id] == nil {
			edges[id] = map[string]int{}
		}
		edges[id][way]++
	}
	for i := range facts.Edges {
		add(facts.Edges[i].From, "out "+facts.Edges[i].Relation.Name)
		add(facts.Edges[i].To, "in "+facts.Edges[i].Relation.Name)
	}
	shapes := map[string]int{}
	for i := range facts.Nodes {
		n := &facts.Nodes[i]
		var missing []int
		for j, value := range n.Values {
			if value == nil {
				missing = append(missing, j)
			}
		}
		shapes[fmt.Sprint(n.Type.Name, len(n.Sources), missing, edges[n.ID()])]++ // maps print in order
	}
	return shapes
}

// Ids are unique, edges end at nodes that are there, and no two are the same.
func TestSound(t *testing.T) {
	_, facts := template(t)
	lift := synthetic.New(facts, 5*len(facts.Nodes), 1).Dense(20 * len(facts.Edges)).Facts()
	if len(lift.Edges) < 19*len(facts.Edges) {
		t.Errorf("%d edges, want about %d", len(lift.Edges), 20*len(facts.Edges))
	}
	nodes := map[string]*store.Node{}
	for i := range lift.Nodes {
		n := &lift.Nodes[i]
		if nodes[n.ID()] != nil {
			t.Fatalf("%s is there twice", n.ID())
		}
		nodes[n.ID()] = n
		for _, source := range n.Sources {
			if nodes[source] == nil {
				t.Fatalf("%s cites %s, which is not there yet", n.ID(), source)
			}
		}
	}
	type identity struct{ relation, from, to, key string }
	seen := map[identity]bool{}
	for _, e := range lift.Edges {
		if nodes[e.From] == nil || nodes[e.To] == nil || !e.Relation.Joins(nodes[e.From].Type, nodes[e.To].Type) {
			t.Fatalf("%s %s %s leads nowhere", e.Relation.Name, e.From, e.To)
		}
		id := identity{e.Relation.Name, e.From, e.To, e.Key}
		if e.Relation.Undirected {
			id.from, id.to = min(e.From, e.To), max(e.From, e.To)
		}
		if seen[id] {
			t.Fatalf("%v is there twice", id)
		}
		seen[id] = true
	}
}

// Nothing can be taken for a fact, and the seed decides everything.
func TestMadeUp(t *testing.T) {
	_, facts := template(t)
	first := synthetic.New(facts, 3*len(facts.Nodes), 1)
	if !strings.Contains(first.Dataset().Name, "Synthetic") {
		t.Errorf("the data set is called %q", first.Dataset().Name)
	}
	for n := range first.Nodes() {
		for i, property := range n.Type.Properties {
			text, ok := n.Values[i].(string)
			if ok && (property.Kind == catalog.String || property.Kind == catalog.ID) &&
				!strings.Contains(text, "synthetic") && !strings.Contains(text, "合成") {
				t.Fatalf("%s of %s does not say that it is made up: %q", property.Name, n.ID(), text)
			}
		}
	}
	if !reflect.DeepEqual(first.Facts(), synthetic.New(facts, 3*len(facts.Nodes), 1).Facts()) {
		t.Error("the same seed gave another graph")
	}
	if reflect.DeepEqual(first.Facts().Edges, synthetic.New(facts, 3*len(facts.Nodes), 2).Facts().Edges) {
		t.Error("another seed gave the same graph")
	}
}
