package analysis

import (
	"context"
	"fmt"
	"math"
	"slices"

	"innograph/internal/answer"
	"innograph/internal/fault"
	"innograph/internal/plan"
)

// The limits of a search for paths.
const (
	maxPathLength = 8
	maxPaths      = 50
	maxStations   = 20_000 // entities that paths are looked for among
)

// paths finds the shortest simple paths between two entities.
func paths(ctx context.Context, s *search, arguments map[string]any) (any, error) {
	length, err := count("paths", "maxLength", arguments, 6, maxPathLength)
	if err != nil {
		return nil, err
	}
	first, err := count("paths", "first", arguments, 5, maxPaths)
	if err != nil {
		return nil, err
	}
	from, _ := arguments["from"].(string)
	to, _ := arguments["to"].(string)
	if _, err := s.start(ctx, "paths(from)", []string{from}); err != nil {
		return nil, err
	}
	if _, err := s.start(ctx, "paths(to)", []string{to}); err != nil {
		return nil, err
	}
	w := &web{search: s, from: from, to: to, ties: map[string]map[string]station{}, degrees: map[string]int{}}
	w.degree = s.catalog.Type("Entity").Property("degree")
	s.reads = []plan.Value{{Property: w.degree}}
	w.steps = s.stepsOf(arguments["relations"], "LOCATED_IN", "MEASURES")
	w.measured = arguments["relations"] == nil
	if err := w.read(ctx, length, first); err != nil {
		return nil, err
	}
	stations, length := w.among(length, first)
	records := []answer.Record{}
	for _, way := range w.shortest(stations, length, first) {
		records = append(records, w.path(way))
	}
	if len(records) == 0 && first > 0 && len(w.cut) > 0 {
		return nil, fault.New(fault.LimitExceeded,
			"paths: no path was found before the search met its limits: %s Name fewer `relations`, or a smaller `maxLength`.", w.cut[0])
	}
	return records, nil
}

// path is a path as the schema has it.
func (w *web) path(way []station) answer.Record {
	length := len(way) - 1
	between := way[1:max(length, 1)]
	terms := []term{w.directness(way), w.substance(between), w.exclusiveness(between)}
	record := answer.Record{
		"length": int64(length),
		"score":  score(terms),
		"terms":  termRecords(terms),
		"steps":  pathRecords(way),
	}
	w.cut.write(record)
	return record
}

func (w *web) directness(way []station) term {
	length := len(way) - 1
	t := term{
		name: "directness", weight: 0.5, value: round(1 / float64(max(length, 1))),
		explanation: fmt.Sprintf("The path has %s.", counted(length, "edge")),
		entities:    sorted([]string{way[0].id, way[length].id}),
	}
	for _, s := range way {
		t.sources = append(t.sources, sourcesOf(s.by...)...)
	}
	t.sources = sorted(t.sources)
	return t
}

// circumstances are the types that two entities can share without having to do with
// each other.
var circumstances = []string{"Award", "Event", "Programme", "Region", "Indicator", "Classification"}

// substance says how much of what stands between is more than circumstance.
func (w *web) substance(between []station) term {
	t := term{name: "substance", weight: 0.2, value: 1, explanation: "No mere circumstance stands between the two."}
	for _, s := range between {
		if w.isOneOf(w.nodes[s.id], circumstances) {
			t.entities = append(t.entities, s.id)
		}
	}
	if n := len(t.entities); n > 0 {
		t.value = round(1 - float64(n)/float64(len(between)))
		t.explanation = fmt.Sprintf("Of the %s between, %d can be shared by strangers: %s.", counted(len(between), "station"), n, w.names(t.entities))
	}
	return t
}

// exclusiveness says how few other entities the stations between connect.
func (w *web) exclusiveness(between []station) term {
	t := term{name: "exclusiveness", weight: 0.3, value: 1, explanation: "Nothing stands between the two."}
	if len(between) == 0 {
		return t
	}
	sum := 0.0
	for _, s := range between {
		sum += math.Log2(max(float64(w.degrees[s.id]), 2) / 2)
		t.entities = append(t.entities, s.id)
	}
	slices.SortStableFunc(t.entities, func(a, b string) int { return w.degrees[b] - w.degrees[a] })
	t.value = round(1 / (1 + sum/float64(len(between))))
	most := t.entities[0]
	t.explanation = fmt.Sprintf("Of the %s between, the most connected is %s, with %s.",
		counted(len(between), "station"), w.name(most), counted(w.degrees[most], "edge"))
	return t
}
