// Package model gives every type of the API a Go type whose fields are methods that
// answer from a tree by response key, so that aliases work.
package model

import (
	"context"
	"encoding/json"
	"io"

	"github.com/99designs/gqlgen/graphql"
)

type treeKey struct{}

// WithTree gives the context the tree that Query answers from.
func WithTree(ctx context.Context, tree map[string]any) context.Context {
	return context.WithValue(ctx, treeKey{}, tree)
}

// at is the value for the field being resolved.
func at(ctx context.Context, tree map[string]any) any {
	return tree[graphql.GetFieldContext(ctx).Field.Alias]
}

// one is a value that make knows how to give its Go type; false where it is null.
func one[T any](ctx context.Context, tree map[string]any, make func(any) T) (T, bool) {
	value := at(ctx, tree)
	if value == nil {
		var none T
		return none, false
	}
	return make(value), true
}

// many is a list of such values.
func many[T any](ctx context.Context, tree map[string]any, each func(any) T) ([]T, bool) {
	values, ok := at(ctx, tree).([]any)
	items := make([]T, len(values))
	for i, value := range values {
		if value != nil {
			items[i] = each(value)
		}
	}
	return items, ok
}

func text(value any) string           { return value.(string) }
func whole(value any) int64           { return value.(int64) }
func truth(value any) bool            { return value.(bool) }
func fields(value any) map[string]any { return value.(map[string]any) }

func float(value any) float64 {
	if n, ok := value.(int64); ok {
		return float64(n)
	}
	return value.(float64)
}

// MarshalFloat writes a float as encoding/json does, which is as JavaScript does.
func MarshalFloat(v float64) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) { _ = json.NewEncoder(trimmed{w}).Encode(v) })
}

// UnmarshalFloat is there because gqlgen wants it; no argument is read.
func UnmarshalFloat(v any) (float64, error) { return graphql.UnmarshalFloat(v) }

// trimmed drops the line break that encoding/json ends with.
type trimmed struct{ io.Writer }

func (t trimmed) Write(p []byte) (int, error) { return t.Writer.Write(p[:len(p)-1]) }
