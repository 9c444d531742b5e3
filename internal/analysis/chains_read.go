package analysis

import (
	"context"
	"slices"

	"innograph/internal/plan"
)

// The limits of a search for innovation chains.
const (
	maxSeeds  = 1000 // technologies and products that chains are looked for around
	maxCores  = 1000
	maxAround = 5_000 // patents, projects and organizations around the cores
)

// chains is what has been read around the entity that chains are to go through.
type chains struct {
	*explorer
	through string
	near    idSet // the neighbours of `through`, which chains are not to lose
	uses    map[core][]edge
}

// core is a technology in a product: what a chain is built around. One of the two may be
// missing; where both are, it is the origin.
type core struct{ technology, product, origin string }

// read finds the cores of the chains that may go through the entity, and what stands
// around them.
func (c *chains) read(ctx context.Context) ([]core, error) {
	_, err := c.start(ctx, "innovationChains(through)", []string{c.through},
		"Enterprise", "Institution", "Product", "Technology", "Patent", "Project", "Award", "Programme", "Event")
	if err != nil {
		return nil, err
	}
	// A technology or product is at most two steps away: award, enterprise, product.
	towards := []plan.Step{
		c.out("DEVELOPS"), c.out("MASTERS"), c.out("OWNS"), c.out("UNDERTAKES"), c.out("FUNDS"), c.out("YIELDS"), c.out("PROTECTS"),
		c.in("WON"), c.in("LISTED_IN"), c.in("PRESENTED_AT"),
	}
	seen := setOf(c.through)
	next := []string{c.through}
	for range 2 {
		if err := c.explore(ctx, next, towards...); err != nil {
			return nil, err
		}
		var found []string
		for _, step := range towards {
			found = append(found, c.graph.ends(step, next...)...)
		}
		next = seen.fresh(found...)
		if len(c.near) == 0 {
			c.near = setOf(next...)
		}
	}
	seeds := slices.DeleteFunc(sorted(keys(seen)), func(id string) bool { return !c.isOneOf(c.nodes[id], []string{"Technology", "Product"}) })
	cores, err := c.readCores(ctx, c.atMost(maxSeeds, "technologies and products within two steps", seeds))
	if err != nil {
		return nil, err
	}
	return cores, c.readAround(ctx, cores)
}

func (c *chains) readCores(ctx context.Context, seeds []string) ([]core, error) {
	if len(seeds) == 0 {
		return []core{{origin: c.through}}, nil
	}
	if err := c.explore(ctx, seeds, c.in("USES"), c.out("USES")); err != nil {
		return nil, err
	}
	var cores []core
	add := func(k core, by edge) {
		if _, there := c.uses[k]; !there {
			cores = append(cores, k)
			c.uses[k] = []edge{by}
		}
	}
	for _, id := range seeds {
		users, used := c.graph.from(c.in("USES"), id), c.graph.from(c.out("USES"), id)
		for _, e := range users {
			add(core{technology: id, product: e.to}, e)
		}
		for _, e := range used {
			// As if it had been found from the technology: a step is tied to what is before it.
			add(core{technology: e.to, product: id}, edge{step: c.in("USES"), from: e.to, to: id, key: e.key, sources: e.sources})
		}
		switch {
		case len(users)+len(used) > 0:
		case c.isOneOf(c.nodes[id], []string{"Technology"}):
			cores = append(cores, core{technology: id})
		default:
			cores = append(cores, core{product: id})
		}
	}
	if len(cores) > maxCores {
		c.cut.note("There are more than %d pairs of a technology and a product; those of later ids were left out.", maxCores)
		cores = cores[:maxCores]
	}
	return cores, nil
}

func (c *chains) readAround(ctx context.Context, cores []core) error {
	var hearts []string
	for _, k := range cores {
		for _, id := range []string{k.technology, k.product, k.origin} {
			if id != "" {
				hearts = append(hearts, id)
			}
		}
	}
	hearts = sorted(hearts)
	err := c.explore(ctx, hearts, c.in("MASTERS"), c.in("DEVELOPS"), c.in("YIELDS"), c.in("PROTECTS"), c.out("WON"), c.out("LISTED_IN"), c.out("PRESENTED_AT"))
	if err != nil {
		return err
	}
	around := slices.Concat(
		c.graph.ends(c.in("PROTECTS"), hearts...), c.graph.ends(c.in("YIELDS"), hearts...),
		c.graph.ends(c.in("DEVELOPS"), hearts...), c.graph.ends(c.in("MASTERS"), hearts...),
	)
	if len(cores) == 1 && cores[0].origin != "" {
		around = append(around, cores[0].origin)
	}
	return c.explore(ctx, c.atMost(maxAround, "patents, projects and organizations around the cores", sorted(around)),
		c.in("OWNS"), c.in("UNDERTAKES"), c.in("FUNDS"), c.out("WON"), c.out("LISTED_IN"), c.out("PRESENTED_AT"), c.out("SUPPLIES"))
}
