package analysis

import (
	"cmp"
	"slices"

	"innograph/internal/answer"
	"innograph/internal/catalog"
	"innograph/internal/plan"
)

// station is an entity on a way, with the edges that led to it from the one before; none
// at the first.
type station struct {
	id string
	by []edge // parallel ones
}

// ways finds for each affected entity a shortest way on which the trouble comes to it;
// among several, the one with the smallest ids. It is a breadth-first search that
// visits ways of one length in order of their ids.
func (d *disrupted) ways() map[string][]station {
	ways := map[string][]station{}
	visited := map[string][]station{}
	next := sorted(keys(d.failed))
	for _, id := range next {
		visited[id] = []station{{id: id}}
	}
	for len(next) > 0 {
		var further []string
		for _, from := range next {
			for _, s := range d.passesTo(from) {
				if visited[s.id] == nil {
					visited[s.id] = append(slices.Clone(visited[from]), s)
					ways[s.id] = visited[s.id]
					further = append(further, s.id)
				}
			}
		}
		next = further
	}
	return ways
}

// passesTo lists what is affected because of an entity, by id: only where that explains
// the status of what is affected.
func (d *disrupted) passesTo(from string) []station {
	var found []station
	for _, step := range []plan.Step{
		d.out("DEVELOPS"), d.out("MASTERS"), d.out("SUPPLIES"),
		d.out("COMPONENT_OF"), d.in("USES"), d.in("DEPENDS_ON"), d.in("DEVELOPS"),
	} {
		for _, e := range d.graph.from(step, from) {
			if !d.explains(step, from, e.to) {
				continue
			}
			if last := len(found) - 1; last >= 0 && found[last].id == e.to && found[last].by[0].step == step {
				found[last].by = append(found[last].by, e)
				continue
			}
			found = append(found, station{id: e.to, by: []edge{e}})
		}
	}
	slices.SortStableFunc(found, func(a, b station) int { return cmp.Compare(a.id, b.id) })
	return found
}

// explains tells whether `to` has its status because of `from`, which failed or is
// affected itself.
func (d *disrupted) explains(step plan.Step, from, to string) bool {
	switch status := d.status[to]; {
	case status == "":
		return false // failed itself, or an institution
	case step == d.in("DEVELOPS"), step == d.out("SUPPLIES"):
		return d.isEnterprise(to)
	case step == d.out("DEVELOPS"), step == d.out("MASTERS"):
		_, others := d.makers(to)
		return status == atRisk || len(others) == 0
	case status == lost:
		return d.failed[from] || d.status[from] == lost
	}
	return d.status[from] == atRisk
}

// pathRecords are the stations of a way as the schema has them.
func pathRecords(way []station) []answer.Record {
	records := make([]answer.Record, len(way))
	for i, s := range way {
		records[i] = answer.Record{"entity": answer.Ref(s.id), "sources": refs(sourcesOf(s.by...), maxEvidence)}
		if len(s.by) == 0 {
			continue
		}
		step := s.by[0].step
		records[i]["relation"] = step.Relation.Name
		switch step.Direction {
		case catalog.Out:
			records[i]["direction"] = "OUT"
		case catalog.In:
			records[i]["direction"] = "IN"
		}
	}
	return records
}
