package analysis

import (
	"cmp"
	"context"
	"slices"

	"innograph/internal/answer"
	"innograph/internal/fault"
	"innograph/internal/plan"
)

// status is how an entity is affected.
type status string

// The statuses, the graver first.
const (
	lost   status = "LOST"
	atRisk status = "AT_RISK"
)

// The limits of the search for what is affected.
const (
	maxFailed   = 100
	maxReached  = 20_000 // products and technologies
	maxAffected = 1_000  // listed
)

// disruption finds what is affected when organizations, products or technologies fail.
func disruption(ctx context.Context, s *search, arguments map[string]any) (any, error) {
	given, _ := arguments["of"].([]any)
	switch {
	case len(given) == 0:
		return nil, fault.New(fault.BadUserInput, "disruption(of): the list is empty; give at least one enterprise, institution, product or technology that fails.")
	case len(given) > maxFailed:
		return nil, fault.New(fault.LimitExceeded, "disruption(of): %d entities are too many; the limit is %d.", len(given), maxFailed)
	}
	failed, err := s.start(ctx, "disruption(of)", texts(given), "Enterprise", "Institution", "Product", "Technology")
	if err != nil {
		return nil, err
	}
	d := &disrupted{search: s, graph: subgraph{}, failed: idSet{}, status: map[string]status{}}
	for _, n := range failed {
		d.failed[n.id] = true
	}
	if err := d.read(ctx); err != nil {
		return nil, err
	}
	d.judge()
	return d.record(), nil
}

// disrupted is what is known of a disruption.
type disrupted struct {
	*search
	cut     cut
	graph   subgraph
	failed  idSet
	reached []string          // products and technologies that trouble reaches, failed ones aside
	status  map[string]status // of all that is affected
}

// read follows the trouble, one statement a step: from what failed to what rests on it,
// with everybody else who develops, masters or supplies the same.
func (d *disrupted) read(ctx context.Context) error {
	onwards := []plan.Step{d.out("COMPONENT_OF"), d.in("USES"), d.in("DEPENDS_ON"), d.in("DEVELOPS")}
	fromOrganizations := []plan.Step{d.out("DEVELOPS"), d.out("MASTERS"), d.out("SUPPLIES")}
	if _, err := d.follow(ctx, sorted(keys(d.failed)), slices.Concat(onwards, fromOrganizations)...); err != nil {
		return err
	}
	seen := setOf(keys(d.failed)...)
	next := d.affectedFrom(seen, slices.Concat(onwards[:3], fromOrganizations[:2]), keys(d.failed))
	customers := d.graph.ends(d.out("SUPPLIES"), keys(d.failed)...)
	steps := append(onwards, d.in("MASTERS"), d.in("SUPPLIES"))
	for level := 1; len(next)+len(customers) > 0; level++ {
		if level == maxLevels {
			d.cut.note("The trouble was followed over %d steps; what lies beyond was left out.", maxLevels)
			break
		}
		if room := maxReached - len(d.reached); len(next) > room {
			d.cut.note("More than %d products and technologies are affected; those further away, and of these those with later ids, were left out.", maxReached)
			next = next[:room]
		}
		followed, err := d.follow(ctx, slices.Concat(next, customers), steps...)
		if err != nil {
			return err
		}
		next, _ = setOf(next...).split(followed) // nothing can be said of the others
		d.reached = append(d.reached, next...)
		next, customers = d.affectedFrom(seen, onwards[:3], next), nil
		steps = append(slices.Clip(onwards), d.in("MASTERS"))
	}
	return nil
}

func (d *disrupted) follow(ctx context.Context, from []string, steps ...plan.Step) (followed []string, err error) {
	edges, followed, err := d.search.follow(ctx, &d.cut, from, steps...)
	d.graph.add(edges)
	return followed, err
}

// affectedFrom lists what the steps newly lead to.
func (d *disrupted) affectedFrom(seen idSet, steps []plan.Step, from []string) []string {
	var found []string
	for _, step := range steps {
		found = append(found, d.graph.ends(step, from...)...)
	}
	return seen.fresh(found...)
}

// makers are those who develop a product or master a technology, by whether they failed.
func (d *disrupted) makers(id string) (failed, others []string) {
	return d.failed.split(append(d.graph.ends(d.in("DEVELOPS"), id), d.graph.ends(d.in("MASTERS"), id)...))
}

// judge tells the lost from those at risk.
func (d *disrupted) judge() {
	for _, id := range d.reached {
		d.status[id] = atRisk
	}
	var next []string
	for _, id := range d.reached {
		if failed, others := d.makers(id); len(failed) > 0 && len(others) == 0 {
			next = append(next, id)
		}
	}
	next = append(next, d.restingOn(sorted(keys(d.failed)))...)
	for len(next) > 0 {
		var new []string
		for _, id := range next {
			if d.status[id] == atRisk {
				d.status[id] = lost
				new = append(new, id)
			}
		}
		next = d.restingOn(new)
	}
	// Enterprises come last: they pass nothing on.
	enterprises := d.graph.ends(d.out("SUPPLIES"), keys(d.failed)...)
	enterprises = append(enterprises, d.graph.ends(d.in("DEVELOPS"), slices.Concat(keys(d.failed), d.reached)...)...)
	for _, id := range sorted(enterprises) {
		if !d.failed[id] && d.isEnterprise(id) {
			d.status[id] = atRisk
		}
	}
}

// restingOn lists the products and technologies that need any of these.
func (d *disrupted) restingOn(ids []string) []string {
	var found []string
	for _, step := range []plan.Step{d.out("COMPONENT_OF"), d.in("USES"), d.in("DEPENDS_ON")} {
		found = append(found, d.graph.ends(step, ids...)...)
	}
	return sorted(found)
}

// record is the answer as the schema has it.
func (d *disrupted) record() answer.Record {
	ways := d.ways()
	affected := keys(d.status)
	slices.SortFunc(affected, func(a, b string) int {
		return cmp.Or(cmp.Compare(d.status[b], d.status[a]), // LOST before AT_RISK
			cmp.Compare(len(ways[a]), len(ways[b])), cmp.Compare(a, b))
	})
	counts := map[status]int{}
	for _, s := range d.status {
		counts[s]++
	}
	if len(affected) > maxAffected {
		d.cut.note("%d entities are affected; the first %d are listed.", len(affected), maxAffected)
		affected = affected[:maxAffected]
	}
	listed := make([]answer.Record, len(affected))
	for i, id := range affected {
		listed[i] = answer.Record{
			"entity":       answer.Ref(id),
			"status":       string(d.status[id]),
			"because":      pathRecords(ways[id]),
			"alternatives": refs(d.alternatives(id), maxEvidence),
		}
	}
	record := answer.Record{
		"failed":   refs(sorted(keys(d.failed)), maxFailed),
		"affected": listed,
		"countsByStatus": []answer.Record{
			{"status": string(lost), "count": int64(counts[lost])},
			{"status": string(atRisk), "count": int64(counts[atRisk])},
		},
	}
	d.cut.write(record)
	return record
}

// alternatives are those beside the failed who develop, master or supply the same.
func (d *disrupted) alternatives(id string) []string {
	failed, others := d.makers(id)
	if d.isEnterprise(id) {
		failed, others = d.failed.split(d.graph.ends(d.in("SUPPLIES"), id))
		others = slices.DeleteFunc(others, func(supplier string) bool { return supplier == id })
	}
	if len(failed) == 0 {
		return nil
	}
	return sorted(others)
}
