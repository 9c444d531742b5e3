package analysis

import (
	"cmp"
	"slices"

	"gonum.org/v1/gonum/graph/simple"
	"gonum.org/v1/gonum/graph/topo"

	"innograph/internal/answer"
)

func (c *supply) tierRecords(links []supplyLink) []answer.Record {
	nearer := map[string]int{} // links to the tier before
	for _, l := range links {
		near, far := l.customer, l.supplier
		if c.downstream {
			near, far = far, near
		}
		if c.tier[near] == c.tier[far]-1 {
			nearer[far]++
		}
	}
	records := []answer.Record{}
	for level, members := range c.tiers[1:] {
		listed := make([]answer.Record, len(members))
		for i, id := range members {
			listed[i] = answer.Record{"entity": answer.Ref(id), "linkCount": int64(nearer[id])}
		}
		records = append(records, answer.Record{"level": int64(level + 1), "members": listed})
	}
	return records
}

func (c *supply) linkRecords(links []supplyLink) []answer.Record {
	if len(links) > maxLinks {
		c.cut.note("There are %d links; the first %d are listed.", len(links), maxLinks)
		links = links[:maxLinks]
	}
	records := make([]answer.Record, len(links))
	for i, l := range links {
		slices.SortFunc(l.basis, func(a, b basis) int { // stated deliveries have no component
			return cmp.Or(cmp.Compare(a.component, b.component), cmp.Compare(a.product, b.product), cmp.Compare(a.key(), b.key()))
		})
		rests := []answer.Record{}
		for _, b := range l.basis[:min(len(l.basis), maxEvidence)] {
			rests = append(rests, b.record())
		}
		records[i] = answer.Record{"supplier": answer.Ref(l.supplier), "customer": answer.Ref(l.customer), "basis": rests}
	}
	return records
}

func (b basis) record() answer.Record {
	if b.delivery == nil {
		return answer.Record{
			"relation": "COMPONENT_OF", "key": "", "component": answer.Ref(b.component), "product": answer.Ref(b.product),
			"sources": refs(sourcesOf(*b.facts[0], *b.facts[1], *b.facts[2]), maxEvidence),
		}
	}
	record := answer.Record{"relation": "SUPPLIES", "key": b.delivery.key, "sources": refs(b.delivery.sources, maxEvidence)}
	for property, value := range b.delivery.values {
		record[property.Name] = value
	}
	return record
}

// key is what the delivery has in addition to its ends.
func (b basis) key() string {
	if b.delivery == nil {
		return ""
	}
	return b.delivery.key
}

// cycleRecords finds who supplies each other in a circle.
func cycleRecords(links []supplyLink) []answer.Record {
	var ids []string
	for _, l := range links {
		ids = append(ids, l.supplier, l.customer)
	}
	ids = sorted(ids)
	g := simple.NewDirectedGraph()
	at := map[string]simple.Node{}
	for i, id := range ids {
		at[id] = simple.Node(i)
	}
	for _, l := range links {
		g.SetEdge(g.NewEdge(at[l.supplier], at[l.customer]))
	}
	var cycles [][]string
	for _, component := range topo.TarjanSCC(g) {
		if len(component) < 2 {
			continue
		}
		var members []string
		for _, n := range component {
			members = append(members, ids[n.ID()])
		}
		cycles = append(cycles, sorted(members))
	}
	slices.SortFunc(cycles, func(a, b []string) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a[0], b[0]))
	})
	records := []answer.Record{}
	for _, members := range cycles {
		records = append(records, answer.Record{"members": refs(members, maxMembers)})
	}
	return records
}
