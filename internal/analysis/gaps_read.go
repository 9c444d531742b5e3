package analysis

import (
	"context"
	"fmt"
	"slices"

	"innograph/internal/plan"
)

// The limits of the search for technology gaps.
const (
	maxLevels   = 32    // of regions in regions, and of technologies behind technologies
	maxInScope  = 2_000 // organizations
	maxDemanded = 1_000 // technologies
)

// gaps is what is known of a scope and of the technologies demanded in it.
type gaps struct {
	*search
	cut           cut
	graph         subgraph
	organizations []string // in scope, by id
	inScope       idSet
	products      idSet    // developed in scope
	technologies  []string // demanded, by id
	demanded      []*demand
	byID          map[string]*demand
	patentShare   float64 // of the technologies mastered in scope, those with a patent in scope
}

// read fetches all that the analysis rests on, one statement a level.
func (g *gaps) read(ctx context.Context, arguments map[string]any) error {
	if err := g.readScope(ctx, arguments); err != nil {
		return err
	}
	organizations, err := g.extend(ctx, g.organizations, g.out("DEVELOPS"), g.out("LOCATED_IN"))
	if err != nil {
		return err
	}
	g.organizations, g.inScope = organizations, setOf(organizations...)
	products, err := g.extend(ctx, g.graph.ends(g.out("DEVELOPS"), g.organizations...), g.out("USES"), g.in("PROTECTS"))
	if err != nil {
		return err
	}
	g.products = setOf(products...)
	if err := g.readDemanded(ctx); err != nil {
		return err
	}
	return g.readAround(ctx)
}

// extend follows steps from the nodes, and keeps what it finds. It lists the nodes of
// which it has found all.
func (g *gaps) extend(ctx context.Context, from []string, steps ...plan.Step) (followed []string, err error) {
	edges, followed, err := g.follow(ctx, &g.cut, from, steps...)
	g.graph.add(edges)
	return followed, err
}

func (g *gaps) readScope(ctx context.Context, arguments map[string]any) error {
	scope, _ := arguments["scope"].(map[string]any)
	region, _ := scope["region"].(string)
	listed, _ := scope["organizations"].([]any)
	if region == "" && len(listed) == 0 {
		return noScope("neither a region nor an organization is given")
	}
	g.inScope = idSet{}
	if len(listed) > 0 {
		if _, err := g.start(ctx, "technologyGaps(scope.organizations)", texts(listed), "Enterprise", "Institution"); err != nil {
			return err
		}
		g.inScope.fresh(texts(listed)...)
	}
	if region != "" {
		if _, err := g.start(ctx, "technologyGaps(scope.region)", []string{region}, "Region"); err != nil {
			return err
		}
		if err := g.readRegion(ctx, region); err != nil {
			return err
		}
	}
	if len(g.inScope) == 0 {
		return noScope(fmt.Sprintf("no enterprise or institution is known to be located in %q", region))
	}
	g.organizations = sorted(keys(g.inScope))
	if len(g.organizations) > maxInScope {
		g.cut.note("More than %d organizations are in scope; those with later ids were left out.", maxInScope)
		g.organizations = g.organizations[:maxInScope]
		g.inScope = setOf(g.organizations...)
	}
	return nil
}

// readRegion brings into scope what is located in a region, at any depth.
func (g *gaps) readRegion(ctx context.Context, region string) error {
	seen := setOf(region)
	for level, regions := 0, []string{region}; len(regions) > 0; level++ {
		if level == maxLevels {
			g.cut.note("Regions more than %d levels down were left out.", maxLevels)
			return nil
		}
		edges, _, err := g.follow(ctx, &g.cut, regions, g.in("LOCATED_IN"))
		if err != nil {
			return err
		}
		var inner []string
		for _, e := range edges {
			switch n := g.nodes[e.to]; {
			case g.isOneOf(n, []string{"Organization"}):
				g.inScope.fresh(e.to)
			case g.isOneOf(n, []string{"Region"}):
				inner = append(inner, e.to)
			}
		}
		regions = seen.fresh(inner...)
	}
	return nil
}

// readDemanded finds the technologies that the products need, level by level, with what
// stands around each of them.
func (g *gaps) readDemanded(ctx context.Context) error {
	seen := idSet{}
	further := g.graph.ends(g.out("USES"), keys(g.products)...)
	for level := 0; ; level++ {
		next := seen.fresh(further...)
		if len(next) == 0 {
			break
		}
		if level == maxLevels {
			g.cut.note("Dependencies were followed over %d levels; what lies beyond was left out.", maxLevels)
			break
		}
		if room := maxDemanded - len(g.technologies); len(next) > room {
			g.cut.note("More than %d technologies are demanded; those further from the products, and of these those with later ids, were left out.", maxDemanded)
			next = next[:room]
		}
		// Of a technology that was not followed nothing is known, not that nobody masters it.
		next, err := g.extend(ctx, next, g.out("DEPENDS_ON"), g.in("DEPENDS_ON"), g.in("MASTERS"), g.in("PROTECTS"), g.out("SUBFIELD_OF"), g.in("SUBFIELD_OF"))
		if err != nil {
			return err
		}
		g.technologies = append(g.technologies, next...)
		further = g.graph.ends(g.out("DEPENDS_ON"), next...)
	}
	slices.Sort(g.technologies)
	return nil
}

// readAround finds where the masters are, who owns the patents, and who masters what
// is next to the technologies: two levels more, since a sister field is two steps away.
func (g *gaps) readAround(ctx context.Context) error {
	masters := g.graph.ends(g.in("MASTERS"), g.technologies...)
	_, elsewhere := g.inScope.split(masters)
	patents := g.graph.ends(g.in("PROTECTS"), append(keys(g.products), g.technologies...)...)
	broader := g.graph.ends(g.out("SUBFIELD_OF"), g.technologies...)
	expanded := setOf(g.technologies...)
	near := expanded.fresh(slices.Concat(broader,
		g.graph.ends(g.in("SUBFIELD_OF"), g.technologies...), g.graph.ends(g.in("DEPENDS_ON"), g.technologies...))...)
	// Nodes of a kind have edges of their own kind only, so that one statement does for all.
	if _, err := g.extend(ctx, slices.Concat(elsewhere, patents, near), g.out("LOCATED_IN"), g.in("OWNS"), g.in("MASTERS"), g.in("SUBFIELD_OF")); err != nil {
		return err
	}
	sisters := expanded.fresh(g.graph.ends(g.in("SUBFIELD_OF"), broader...)...)
	_, err := g.extend(ctx, sisters, g.in("MASTERS"))
	return err
}

// located tells whether an organization has a known location.
func (g *gaps) located(id string) bool {
	return g.inScope[id] || len(g.graph.from(g.out("LOCATED_IN"), id)) > 0
}
