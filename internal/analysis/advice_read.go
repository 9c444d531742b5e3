package analysis

import (
	"context"
	"slices"

	"innograph/internal/fault"
)

// The limits of a search for partners.
const (
	maxBase      = 2000 // technologies that are needed or mastered
	maxNear      = 5000 // technologies next to these
	maxProspects = 5000
)

// advice is what is known around the organization or the technology that asks for it.
type advice struct {
	*explorer
	organization string // "" where the advice is for a technology
	needed       idSet
	near         map[string][]string // neighbouring technologies, and what they are next to
	developed    []string            // products of the organization
	users        []string            // products that use needed technology
	patents      []string            // of the organization, and on needed or neighbouring technology
	projects     []string            // of the organization, and yielding such technology
	partners     []string
	ties         ties
	present      idSet
	candidates   []string // by id
}

// read finds what is needed, what is next to it, and who has to do with either.
func (a *advice) read(ctx context.Context, arguments map[string]any) error {
	base, err := a.readNeeds(ctx, arguments)
	if err != nil {
		return err
	}
	if err := a.readNear(ctx, a.atMost(maxBase, "technologies that are needed or mastered", base)); err != nil {
		return err
	}
	if err := a.readCandidates(ctx); err != nil {
		return err
	}
	return a.readRegions(ctx)
}

// readNeeds finds what is needed, and gives the technologies whose neighbours count.
func (a *advice) readNeeds(ctx context.Context, arguments map[string]any) ([]string, error) {
	asked, _ := arguments["for"].(string)
	technology, _ := arguments["technology"].(string)
	found, err := a.start(ctx, "partnerAdvice(for)", []string{asked}, "Enterprise", "Institution", "Technology")
	if err != nil {
		return nil, err
	}
	isTechnology := found[0].kind == a.catalog.Type("Technology")
	if technology != "" {
		if isTechnology {
			return nil, fault.New(fault.BadUserInput, "partnerAdvice(technology): the advice is for a technology already, %q. Leave `technology` out, or give an organization in `for`.", asked)
		}
		if _, err := a.start(ctx, "partnerAdvice(technology)", []string{technology}, "Technology"); err != nil {
			return nil, err
		}
	}
	if isTechnology {
		a.needed = setOf(asked)
		return []string{asked}, nil
	}
	a.organization = asked
	if err := a.readOrganization(ctx); err != nil {
		return nil, err
	}
	if technology != "" {
		a.needed = setOf(technology)
		return []string{technology}, nil
	}
	mastered := a.graph.ends(a.out("MASTERS"), asked)
	_, needed := setOf(mastered...).split(a.graph.ends(a.out("USES"), a.developed...))
	a.needed = setOf(needed...)
	return sorted(append(mastered, needed...)), nil
}

func (a *advice) readOrganization(ctx context.Context) error {
	own := []string{a.organization}
	err := a.explore(ctx, own, a.out("DEVELOPS"), a.out("MASTERS"), a.out("OWNS"), a.out("UNDERTAKES"), a.along("PARTNERS_WITH"),
		a.out("SUPPLIES"), a.in("SUPPLIES"), a.out("PART_OF"), a.in("PART_OF"), a.out("LOCATED_IN"))
	if err != nil {
		return err
	}
	a.developed = a.graph.ends(a.out("DEVELOPS"), own...)
	a.patents = a.graph.ends(a.out("OWNS"), own...)
	a.projects = a.graph.ends(a.out("UNDERTAKES"), own...)
	a.partners = a.graph.ends(a.along("PARTNERS_WITH"), own...)
	a.present = setOf(slices.Concat(a.partners, a.graph.ends(a.out("SUPPLIES"), own...), a.graph.ends(a.in("SUPPLIES"), own...),
		a.graph.ends(a.out("PART_OF"), own...), a.graph.ends(a.in("PART_OF"), own...))...)
	return a.explore(ctx, slices.Concat(a.developed, a.partners), a.out("USES"), a.along("PARTNERS_WITH"))
}

// readNear finds the technologies next to those of the base, one step away or sharing a
// broader field or, for needed ones, a product.
func (a *advice) readNear(ctx context.Context, base []string) error {
	err := a.explore(ctx, base, a.out("SUBFIELD_OF"), a.in("SUBFIELD_OF"), a.out("DEPENDS_ON"), a.in("DEPENDS_ON"), a.in("USES"))
	if err != nil {
		return err
	}
	needed := sorted(keys(a.needed))
	a.users = a.graph.ends(a.in("USES"), needed...)
	broader := a.graph.ends(a.out("SUBFIELD_OF"), base...)
	if err := a.explore(ctx, slices.Concat(broader, a.users), a.in("SUBFIELD_OF"), a.out("USES")); err != nil {
		return err
	}
	taken := setOf(append(base, a.graph.ends(a.out("MASTERS"), a.organization)...)...)
	for _, id := range base {
		next := slices.Concat(
			a.graph.ends(a.out("SUBFIELD_OF"), id), a.graph.ends(a.in("SUBFIELD_OF"), append(a.graph.ends(a.out("SUBFIELD_OF"), id), id)...),
			a.graph.ends(a.out("DEPENDS_ON"), id), a.graph.ends(a.in("DEPENDS_ON"), id))
		if a.needed[id] {
			next = append(next, a.graph.ends(a.out("USES"), a.graph.ends(a.in("USES"), id)...)...)
		}
		for _, near := range sorted(next) {
			if !taken[near] {
				a.near[near] = append(a.near[near], id)
			}
		}
	}
	for _, id := range sorted(keys(a.near))[min(maxNear, len(a.near)):] {
		a.cut.note("More than %d technologies are next to what is needed or mastered; those with later ids were left out.", maxNear)
		delete(a.near, id)
	}
	return nil
}

// technologies are the needed and the neighbouring ones, by id.
func (a *advice) technologies() []string { return sorted(append(keys(a.needed), keys(a.near)...)) }

func (a *advice) readCandidates(ctx context.Context) error {
	if err := a.explore(ctx, a.technologies(), a.in("MASTERS"), a.in("PROTECTS"), a.in("YIELDS")); err != nil {
		return err
	}
	a.patents = sorted(append(a.patents, a.graph.ends(a.in("PROTECTS"), a.technologies()...)...))
	a.projects = sorted(append(a.projects, a.graph.ends(a.in("YIELDS"), a.technologies()...)...))
	if err := a.explore(ctx, slices.Concat(a.patents, a.projects, a.users), a.in("OWNS"), a.in("UNDERTAKES"), a.in("DEVELOPS")); err != nil {
		return err
	}
	found := sorted(slices.Concat(
		a.graph.ends(a.in("MASTERS"), a.technologies()...), a.graph.ends(a.in("OWNS"), a.patents...), a.graph.ends(a.in("UNDERTAKES"), a.projects...),
		a.graph.ends(a.in("DEVELOPS"), a.users...), a.graph.ends(a.along("PARTNERS_WITH"), a.partners...)))
	found = slices.DeleteFunc(found, func(id string) bool { return id == a.organization })
	a.candidates = a.atMost(maxProspects, "organizations that have to do with it", found)
	return nil
}

// readRegions finds where the candidates are, and one level up, if that can matter.
func (a *advice) readRegions(ctx context.Context) error {
	if a.organization == "" {
		return nil
	}
	if err := a.explore(ctx, a.candidates, a.out("LOCATED_IN")); err != nil {
		return err
	}
	return a.explore(ctx, a.graph.ends(a.out("LOCATED_IN"), append([]string{a.organization}, a.candidates...)...), a.out("LOCATED_IN"))
}
