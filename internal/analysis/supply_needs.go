package analysis

import (
	"context"
	"slices"

	"innograph/internal/answer"
	"innograph/internal/plan"
)

// The limits of what the products of a supply chain need.
const (
	maxNeeded        = 2_000 // products and technologies
	maxSingleSources = 200   // listed
)

// needs is what the products of a supply chain's members rest on.
type needs struct {
	*supply
	graph    subgraph
	products []string // of the members, by id
	all      []string // these, and what they need
}

// needs reads what the members' products need, to the fixed point: one statement for the
// products of the last tier, and one for each level of components and technologies.
func (c *supply) needs(ctx context.Context) (*needs, error) {
	if last := len(c.tiers) - 1; last == c.searched {
		if err := c.extend(ctx, c.tiers[last], c.out("DEVELOPS")); err != nil {
			return nil, err
		}
	}
	n := &needs{supply: c, graph: subgraph{}, products: c.graph.ends(c.out("DEVELOPS"), keys(c.tier)...)}
	seen := idSet{}
	further := seen.fresh(n.products...)
	for level := 0; len(further) > 0; level++ {
		if level == maxLevels {
			c.cut.note("What the products need was followed over %d levels; what lies beyond was left out.", maxLevels)
			break
		}
		if room := maxNeeded - len(n.all); len(further) > room {
			c.cut.note("The members' products and what these need are more than %d; those further away, and of these those with later ids, were left out.", maxNeeded)
			further = further[:room]
		}
		edges, next, err := c.follow(ctx, &c.cut, further, c.in("COMPONENT_OF"), c.out("USES"), c.out("DEPENDS_ON"), c.in("DEVELOPS"), c.in("MASTERS"))
		if err != nil {
			return nil, err
		}
		n.graph.add(edges)
		n.all = append(n.all, next...)
		further = seen.fresh(slices.Concat(n.graph.ends(c.in("COMPONENT_OF"), next...), n.graph.ends(c.out("USES"), next...), n.graph.ends(c.out("DEPENDS_ON"), next...))...)
	}
	return n, nil
}

// singleSources finds what hangs on one organization, that which most products need first.
func (n *needs) singleSources() []answer.Record {
	needing := n.needing()
	components := setOf(n.graph.ends(n.in("COMPONENT_OF"), n.all...)...)
	var found []ranked
	for _, id := range n.all {
		makers := n.graph.from(n.in("MASTERS"), id)
		if components[id] {
			makers = n.graph.from(n.in("DEVELOPS"), id)
		}
		if len(n.distinct(makers)) != 1 {
			continue
		}
		products := needing(id)
		found = append(found, ranked{score: float64(len(products)), key: id, node: func() answer.Record {
			record := answer.Record{
				"entity":       answer.Ref(id),
				"organization": answer.Ref(makers[0].to),
				"productCount": int64(len(products)),
				"neededBy":     refs(products, maxEvidence),
				"sources":      refs(sourcesOf(makers...), maxEvidence),
			}
			if tier, member := n.tier[makers[0].to]; member {
				record["tier"] = int64(tier)
			}
			return record
		}})
	}
	rank(found)
	if len(found) > maxSingleSources {
		n.cut.note("There are %d single sources; the first %d are listed.", len(found), maxSingleSources)
		found = found[:maxSingleSources]
	}
	records := make([]answer.Record, len(found))
	for i, f := range found {
		records[i] = f.node()
	}
	return records
}

// distinct lists the organizations that edges lead to; parallel edges lead to one.
func (n *needs) distinct(edges []edge) []string {
	var ids []string
	for _, e := range edges {
		ids = append(ids, e.to)
	}
	return sorted(ids)
}

// needing gives a function that lists the members' products that need something, directly
// or not, by id.
func (n *needs) needing() func(id string) []string {
	above := newAncestry(n.all)
	for _, step := range []plan.Step{n.in("COMPONENT_OF"), n.out("USES"), n.out("DEPENDS_ON")} {
		for _, id := range n.all {
			for _, e := range n.graph.from(step, id) {
				above.add(e.to, id)
			}
		}
	}
	own := setOf(n.products...)
	return func(id string) []string {
		products, _ := own.split(above.of(id))
		return products
	}
}
