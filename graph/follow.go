package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
)

// Feed answers subscriptions.
type Feed interface {
	// Follow gives the answers to the operation's root field, one after the other, until
	// ctx ends. The error is a *fault.Error, and refuses the operation.
	Follow(ctx context.Context, operation *graphql.OperationContext) (<-chan Answer, error)
}

type followedKey struct{}

// follow begins a subscription.
func (e *Engine) follow(ctx context.Context, operation *graphql.OperationContext, next graphql.OperationHandler) graphql.ResponseHandler {
	answers, err := e.Feed.Follow(ctx, operation)
	if err != nil {
		return refuse(err)
	}
	return next(context.WithValue(ctx, followedKey{}, answers))
}

// follow gives the answers of the subscription that was begun for the root field at hand.
func (r *Resolver) follow(ctx context.Context) (<-chan Answer, error) {
	answers, _ := ctx.Value(followedKey{}).(<-chan Answer)
	return answers, nil
}
