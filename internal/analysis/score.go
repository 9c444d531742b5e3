package analysis

import (
	"math"
	"slices"

	"innograph/internal/answer"
)

// term is one reason behind a score: ScoreTerm in the schema.
type term struct {
	name          string
	value, weight float64
	explanation   string
	entities      []string // ids, the most telling first
	sources       []string // ids
}

// maxEvidence bounds the entities and the sources that one thing in an answer rests on.
const maxEvidence = 20

func (t term) contribution() float64 { return round(t.value * t.weight) }

// score is the sum of the terms' contributions.
func score(terms []term) float64 {
	sum := 0.0
	for _, t := range terms {
		sum += t.contribution()
	}
	return round(sum)
}

// round keeps four decimals, so that sums can be checked by hand and engines agree.
func round(x float64) float64 { return math.Round(x*1e4) / 1e4 }

// saturating grows from 0 towards 1 with a count, and is a half at `half`.
func saturating(count int, half float64) float64 {
	return round(float64(count) / (float64(count) + half))
}

func termRecords(terms []term) []answer.Record {
	records := make([]answer.Record, len(terms))
	for i, t := range terms {
		records[i] = answer.Record{
			"name": t.name, "value": t.value, "weight": t.weight, "contribution": t.contribution(),
			"explanation": sentence(t.explanation),
			"entities":    refs(t.entities, maxEvidence),
			"sources":     refs(sorted(t.sources), maxEvidence),
		}
	}
	return records
}

// refs refers to the first of the ids.
func refs(ids []string, most int) []answer.Ref {
	ids = ids[:min(len(ids), most)]
	out := make([]answer.Ref, len(ids))
	for i, id := range ids {
		out[i] = answer.Ref(id)
	}
	return out
}

// sourcesOf lists the sources of edges, in order, each once.
func sourcesOf(edges ...edge) []string {
	var ids []string
	for _, e := range edges {
		ids = append(ids, e.sources...)
	}
	return sorted(ids)
}

// sorted gives strings in order, each once.
func sorted(ids []string) []string {
	own := slices.Clone(ids)
	slices.Sort(own)
	return slices.Compact(own)
}
