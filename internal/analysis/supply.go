package analysis

import (
	"cmp"
	"context"
	"slices"

	"innograph/internal/answer"
	"innograph/internal/catalog"
	"innograph/internal/plan"
)

// The limits of a supply chain.
const (
	maxTiers   = 10
	maxMembers = 500   // the enterprise itself included
	maxLinks   = 5_000 // listed
)

// supplyChain finds whom an enterprise is supplied by, or supplies, tier by tier.
func supplyChain(ctx context.Context, s *search, arguments map[string]any) (any, error) {
	id, _ := arguments["of"].(string)
	depth, err := count("supplyChain", "depth", arguments, 3, maxTiers)
	if err != nil {
		return nil, err
	}
	if _, err := s.start(ctx, "supplyChain(of)", []string{id}, "Enterprise"); err != nil {
		return nil, err
	}
	c := &supply{search: s, graph: subgraph{}, tier: map[string]int{id: 0}, tiers: [][]string{{id}},
		makers: map[string]idSet{}, inHouse: map[[2]string]idSet{}, found: map[string]map[string][]basis{}}
	for _, p := range append(slices.Clip(s.catalog.Relation("SUPPLIES").Properties), catalog.Confidence) {
		s.reads = append(s.reads, plan.Value{Property: p, Edge: true})
	}
	c.deliveries, c.parts = s.in("SUPPLIES"), s.in("COMPONENT_OF")
	if c.downstream = arguments["direction"] == "DOWNSTREAM"; c.downstream {
		c.deliveries, c.parts = s.out("SUPPLIES"), s.out("COMPONENT_OF")
	}
	if err := c.read(ctx, depth); err != nil {
		return nil, err
	}
	needs, err := c.needs(ctx)
	if err != nil {
		return nil, err
	}
	links := c.links()
	record := answer.Record{
		"entity":        answer.Ref(id),
		"direction":     arguments["direction"],
		"tiers":         c.tierRecords(links),
		"links":         c.linkRecords(links),
		"cycles":        cycleRecords(links),
		"singleSources": needs.singleSources(),
	}
	c.cut.write(record)
	return record, nil
}

// supply is a supply chain as it is found.
type supply struct {
	*search
	cut               cut
	downstream        bool
	deliveries, parts plan.Step // away from the enterprise: of deliveries, and of parts and wholes
	graph             subgraph
	tier              map[string]int                // of each member
	tiers             [][]string                    // the members by tier, by id
	searched          int                           // the tiers whose products and deliveries are known
	makers            map[string]idSet              // of products, where that was asked
	inHouse           map[[2]string]idSet           // who makes a component and its whole, where that was asked
	found             map[string]map[string][]basis // what linked has found, by member
}

// read finds the tiers: for each, one statement for the deliveries and the products, one
// for their parts (or wholes), one for the developers of these.
func (c *supply) read(ctx context.Context, depth int) error {
	products, parts := idSet{}, idSet{} // seen
	for level := 1; level <= depth; level++ {
		members := c.tiers[level-1]
		c.searched = level
		if err := c.extend(ctx, members, c.out("DEVELOPS"), c.deliveries); err != nil {
			return err
		}
		new := products.fresh(c.graph.ends(c.out("DEVELOPS"), members...)...)
		if err := c.extend(ctx, new, c.parts, c.in("DEVELOPS")); err != nil {
			return err
		}
		if err := c.extend(ctx, parts.fresh(c.graph.ends(c.parts, new...)...), c.in("DEVELOPS")); err != nil {
			return err
		}
		if !c.addTier(level, members) {
			return nil
		}
	}
	return nil
}

func (c *supply) extend(ctx context.Context, from []string, steps ...plan.Step) error {
	edges, _, err := c.follow(ctx, &c.cut, from, steps...)
	c.graph.add(edges)
	return err
}

// addTier makes a tier of whomever the members of the last one lead to for the first time.
func (c *supply) addTier(level int, members []string) bool {
	var found []string
	for _, member := range members {
		for other := range c.linked(member) {
			if _, known := c.tier[other]; !known {
				found = append(found, other)
			}
		}
	}
	found = sorted(found)
	if room := maxMembers - len(c.tier); len(found) > room {
		c.cut.note("More than %d enterprises are in the chain; those of tier %d with later ids, and what lies beyond, were left out.", maxMembers, level)
		found = found[:room]
	}
	if len(found) == 0 {
		return false
	}
	for _, id := range found {
		c.tier[id] = level
	}
	c.tiers = append(c.tiers, found)
	return true
}

// basis is a fact, or a pair of facts, that a link rests on.
type basis struct {
	delivery           *edge // nil where there is a component
	component, product string
	facts              [3]*edge // those of a component: who makes the one, what it goes into, who makes the other
}

// linked finds whom a member is supplied by, or supplies, and what that rests on.
func (c *supply) linked(member string) map[string][]basis {
	if found, known := c.found[member]; known {
		return found
	}
	found := map[string][]basis{}
	c.found[member] = found
	deliveries := c.graph.from(c.deliveries, member)
	for i := range deliveries {
		if e := &deliveries[i]; e.to != member {
			found[e.to] = append(found[e.to], basis{delivery: e})
		}
	}
	developments := c.graph.from(c.out("DEVELOPS"), member)
	for i := range developments {
		parts := c.graph.from(c.parts, developments[i].to)
		for j := range parts {
			c.carried(found, &developments[i], &parts[j])
		}
	}
	return found
}

// carried finds which developers a component ties to a member that develops its whole, or
// the other way round. A component that a maker of the whole develops itself is for that
// maker: other makers of the same whole, who may well be its competitors, are not taken to
// buy it.
func (c *supply) carried(found map[string][]basis, develops, part *edge) {
	b := basis{component: part.to, product: part.from}
	if c.downstream {
		b.component, b.product = b.product, b.component
	}
	inHouse := c.makersOfBoth(b.component, b.product)
	developments := c.graph.from(c.in("DEVELOPS"), part.to)
	for i := range developments {
		other := developments[i].to
		supplier, customer := other, develops.from
		if c.downstream {
			supplier, customer = customer, supplier
		}
		if supplier == customer || !c.isEnterprise(other) || len(inHouse) > 0 && (!inHouse[customer] || inHouse[supplier]) {
			continue
		}
		b.facts = [3]*edge{develops, part, &developments[i]}
		found[other] = append(found[other], b)
	}
}

// makersOfBoth are the enterprises that develop a component and what it goes into.
func (c *supply) makersOfBoth(component, product string) idSet {
	pair := [2]string{component, product}
	both, known := c.inHouse[pair]
	if !known {
		inHouse, _ := c.makersOf(product).split(keys(c.makersOf(component)))
		both = setOf(inHouse...)
		c.inHouse[pair] = both
	}
	return both
}

// makersOf are the enterprises that develop a product.
func (c *supply) makersOf(product string) idSet {
	makers, known := c.makers[product]
	if !known {
		makers = idSet{}
		for _, e := range c.graph.from(c.in("DEVELOPS"), product) {
			if c.isEnterprise(e.to) {
				makers[e.to] = true
			}
		}
		c.makers[product] = makers
	}
	return makers
}

// supplyLink is one enterprise supplying another.
type supplyLink struct {
	supplier, customer string
	basis              []basis
}

// links lists the links among the members, as far as their tiers were searched.
func (c *supply) links() []supplyLink {
	var links []supplyLink
	for member, tier := range c.tier {
		if tier >= c.searched {
			continue
		}
		for other, basis := range c.linked(member) {
			if _, known := c.tier[other]; !known {
				continue
			}
			l := supplyLink{supplier: other, customer: member, basis: basis}
			if c.downstream {
				l.supplier, l.customer = member, other
			}
			links = append(links, l)
		}
	}
	slices.SortFunc(links, func(a, b supplyLink) int {
		return cmp.Or(cmp.Compare(a.supplier, b.supplier), cmp.Compare(a.customer, b.customer))
	})
	return links
}
