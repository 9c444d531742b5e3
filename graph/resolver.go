package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
)

// Resolver answers the root fields from what the Engine has read.
type Resolver struct{}

// answer gives the part of the operation's answer that belongs to the root field at hand.
func (r *Resolver) answer(ctx context.Context) (Answer, error) {
	all, _ := ctx.Value(answersKey{}).(*answers)
	encoded, errs := all.of(graphql.GetFieldContext(ctx).Field.Alias)
	var last error
	if n := len(errs); encoded == nil && n > 0 {
		// Returned, not added: gqlgen would complain of the null a second time.
		errs, last = errs[:n-1], errs[n-1]
	}
	for _, err := range errs {
		graphql.AddError(ctx, err)
	}
	return encoded, last
}
