package analysis

import (
	"context"
	"slices"

	"innograph/internal/answer"
	"innograph/internal/fault"
)

// maxAdvice bounds the list.
const maxAdvice = 100

// partnerAdvice finds with whom an organization could work, or who could help with a
// technology.
func partnerAdvice(ctx context.Context, s *search, arguments map[string]any) (any, error) {
	first, err := count("partnerAdvice", "first", arguments, 10, maxAdvice)
	if err != nil {
		return nil, err
	}
	kinds, err := organizationTypes(s, arguments)
	if err != nil {
		return nil, err
	}
	a := &advice{explorer: newExplorer(s), needed: idSet{}, near: map[string][]string{}, present: idSet{}}
	if err := a.read(ctx, arguments); err != nil {
		return nil, err
	}
	a.tie()
	includePresent, _ := arguments["includePresent"].(bool)
	var found []ranked
	for _, id := range a.candidates {
		present := a.present[id]
		if present && !includePresent || !a.isOneOf(a.nodes[id], kinds) {
			continue
		}
		terms := a.terms(id)
		if len(terms) == 0 {
			continue
		}
		terms = append(terms, a.sameRegion(id)...)
		found = append(found, ranked{score: score(terms), key: id, node: func() answer.Record {
			record := answer.Record{"organization": answer.Ref(id), "score": score(terms), "terms": termRecords(terms), "present": present}
			a.cut.write(record)
			return record
		}})
	}
	rank(found)
	records := []answer.Record{}
	for _, item := range found[:min(first, len(found))] {
		records = append(records, item.node())
	}
	return records, nil
}

// organizationTypes are the types that the argument names: any organization where it
// names none.
func organizationTypes(s *search, arguments map[string]any) ([]string, error) {
	given, ok := arguments["types"].([]any)
	if !ok {
		return []string{"Organization"}, nil
	}
	var kinds []string
	for _, t := range s.catalog.Type("Organization").Members {
		if slices.Contains(given, any(t.Value())) {
			kinds = append(kinds, t.Name)
		}
	}
	if len(kinds) < len(sorted(texts(given))) {
		return nil, fault.New(fault.BadUserInput, "partnerAdvice(types): only organizations can be partners; give ENTERPRISE, INSTITUTION or both.")
	}
	return kinds, nil
}
