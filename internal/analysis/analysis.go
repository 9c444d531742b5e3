// Package analysis answers what no single query can: chains, tiers, gaps, advice. Each
// analysis reads a bounded part of the graph, one statement a level, computes in Go (with
// gonum where it has the algorithm), and gives a record that refers to nodes by id; what
// is selected beneath them is read afterwards, for all analyses at once.
package analysis

import (
	"context"

	"innograph/internal/catalog"
	"innograph/internal/fault"
	"innograph/internal/store"
)

// Analyses runs the analyses over one store.
type Analyses struct {
	catalog *catalog.Catalog
	store   store.Store
}

// New makes the analyses of the graph in a store.
func New(model *catalog.Catalog, store store.Store) *Analyses {
	return &Analyses{catalog: model, store: store}
}

// analysis computes the answer to a root field from its arguments, as package lookahead
// coerces them: an answer.Record, or a list of them.
type analysis func(ctx context.Context, search *search, arguments map[string]any) (any, error)

// byField holds the analyses by the name of their root field.
var byField = map[string]analysis{
	"disruption":       disruption,
	"innovationChains": innovationChains,
	"neighbourhood":    neighbourhood,
	"partnerAdvice":    partnerAdvice,
	"paths":            paths,
	"supplyChain":      supplyChain,
	"technologyGaps":   technologyGaps,
}

// Run computes the answer to the root field of that name. The error is a *fault.Error:
// NOT_FOUND for an unknown id, BAD_USER_INPUT for what cannot be analysed.
func (a *Analyses) Run(ctx context.Context, field string, arguments map[string]any) (any, error) {
	compute, ok := byField[field]
	if !ok {
		return nil, fault.New(fault.Internal, "The schema has %q, but nothing computes it. Please report this.", field)
	}
	return compute(ctx, &search{catalog: a.catalog, store: a.store, nodes: map[string]node{}}, arguments)
}
