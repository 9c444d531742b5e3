package analysis

import (
	"context"

	"innograph/internal/answer"
	"innograph/internal/fault"
)

// The kinds of technology gap, in the order of the schema.
const (
	noKnownMaster        = "NO_KNOWN_MASTER"
	noKnownMasterInScope = "NO_KNOWN_MASTER_IN_SCOPE"
	singleMaster         = "SINGLE_MASTER"
	noKnownPatent        = "NO_KNOWN_PATENT"
)

var gapKinds = []string{noKnownMaster, noKnownMasterInScope, singleMaster, noKnownPatent}

// maxGaps bounds a page.
const maxGaps = 200

// technologyGaps finds what the products in scope need and nobody, or hardly anybody, in
// scope is known to master.
func technologyGaps(ctx context.Context, s *search, arguments map[string]any) (any, error) {
	page, err := pageOf("technologyGaps", arguments, maxGaps)
	if err != nil {
		return nil, err
	}
	g := &gaps{search: s, graph: subgraph{}}
	if err := g.read(ctx, arguments); err != nil {
		return nil, err
	}
	g.measure()
	asked := setOf(askedKinds(arguments)...)
	counts := map[string]int{}
	var found []ranked
	for _, d := range g.demanded {
		kinds := g.kinds(d, asked)
		if len(kinds) == 0 {
			continue
		}
		for _, kind := range kinds {
			counts[kind]++
		}
		terms := g.severity(d, asked[noKnownPatent])
		found = append(found, ranked{score: score(terms), key: d.id, node: func() answer.Record { return g.record(d, kinds, terms) }})
	}
	record := page.connection(found)
	byKind := []answer.Record{}
	for _, kind := range gapKinds {
		if asked[kind] {
			byKind = append(byKind, answer.Record{"kind": kind, "count": int64(counts[kind])})
		}
	}
	record["countsByKind"] = byKind
	record["coverage"] = g.coverage()
	g.cut.write(record)
	return record, nil
}

func askedKinds(arguments map[string]any) []string {
	given, ok := arguments["kinds"].([]any)
	if !ok {
		return []string{noKnownMaster, noKnownMasterInScope, singleMaster}
	}
	return texts(given)
}

// kinds tells which of the kinds asked for apply.
func (g *gaps) kinds(d *demand, asked idSet) []string {
	applies := map[string]bool{
		noKnownMaster:        d.masters() == 0,
		noKnownMasterInScope: d.masters() > 0 && len(d.inside) == 0,
		singleMaster:         len(d.inside) == 1,
		noKnownPatent:        len(d.inside) > 0 && len(d.patentsInScope) == 0,
	}
	var kinds []string
	for _, kind := range gapKinds {
		if asked[kind] && applies[kind] {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

// record is a gap as the schema has it.
func (g *gaps) record(d *demand, kinds []string, terms []term) answer.Record {
	return answer.Record{
		"technology": answer.Ref(d.id),
		"kinds":      kinds,
		"severity":   score(terms),
		"terms":      termRecords(terms),
		"demand": answer.Record{
			"directProducts": int64(d.direct),
			"productCount":   int64(len(d.products)),
			"products":       refs(d.products, maxListed),
			"developerCount": int64(len(d.developers)),
			"developers":     refs(d.developers, maxListed),
			"requiredBy":     refs(d.requiredBy, maxListed),
		},
		"masters": answer.Record{
			"insideCount": int64(len(d.inside)), "inside": refs(d.inside, maxListed),
			"outsideCount": int64(len(d.outside)), "outside": refs(d.outside, maxListed),
			"unlocatedCount": int64(len(d.unlocated)), "unlocated": refs(d.unlocated, maxListed),
		},
		"patents": answer.Record{
			"inScopeCount": int64(len(d.patentsInScope)), "inScope": refs(d.patentsInScope, maxListed),
			"elsewhereCount": int64(len(d.patentsElsewhere)), "elsewhere": refs(d.patentsElsewhere, maxListed),
		},
		"candidates": g.candidates(d),
	}
}

// maxListed bounds the lists of a gap.
const maxListed = 50

// coverage says how much is known about the scope.
func (g *gaps) coverage() answer.Record {
	products := g.graph.ends(g.out("DEVELOPS"), g.organizations...)
	masters := idSet{}
	figures := map[string]int{
		"organizations": len(g.organizations),
		"products":      len(products),
		"technologies":  len(g.demanded),
	}
	count := func(name string, holds bool) {
		if _, there := figures[name]; !there {
			figures[name] = 0
		}
		if holds {
			figures[name]++
		}
	}
	for _, id := range g.organizations {
		count("organizationsLocated", len(g.graph.from(g.out("LOCATED_IN"), id)) > 0)
		count("organizationsDeveloping", len(g.graph.from(g.out("DEVELOPS"), id)) > 0)
	}
	count("productsWithTechnologies", false)
	for _, id := range products {
		count("productsWithTechnologies", len(g.graph.from(g.out("USES"), id)) > 0)
	}
	for _, name := range []string{"technologiesMastered", "technologiesMasteredInScope", "technologiesPatented", "technologiesPatentedInScope", "masters", "mastersLocated"} {
		count(name, false)
	}
	for _, d := range g.demanded {
		count("technologiesMastered", d.masters() > 0)
		count("technologiesMasteredInScope", len(d.inside) > 0)
		count("technologiesPatented", len(d.patentsInScope)+len(d.patentsElsewhere) > 0)
		count("technologiesPatentedInScope", len(d.patentsInScope) > 0)
		masters.fresh(g.graph.ends(g.in("MASTERS"), d.id)...)
	}
	for id := range masters {
		count("masters", true)
		count("mastersLocated", g.located(id))
	}
	record := answer.Record{}
	for name, n := range figures {
		record[name] = int64(n)
	}
	return record
}

// noScope refuses a scope without any organization.
func noScope(problem string) error {
	return fault.New(fault.BadUserInput,
		"technologyGaps(scope): %s. Give a region with organizations in it, such as region/hunan, or organizations by id: enterprises or institutions.", problem)
}
