package store

import (
	"context"
	"time"
)

// Within bounds the time of a statement. A caller whose own time ends before that needs
// no other clock.
func Within(ctx context.Context, limit time.Duration) (context.Context, context.CancelFunc) {
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) <= limit {
		return ctx, func() {}
	}
	return context.WithTimeout(ctx, limit)
}
