// Package mutate does what mutations ask for: it turns the arguments of a root field into
// what package write takes, and what that did into the field's payload. The fields follow
// from the model, as the generator declares them.
package mutate

import (
	"context"
	"encoding/json"
	"unicode/utf8"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/answer"
	"innograph/internal/auth"
	"innograph/internal/catalog"
	"innograph/internal/fault"
	"innograph/internal/write"
)

// Mutations knows the root fields that write. It is safe for concurrent use.
type Mutations struct {
	to     *write.Writer
	source *catalog.Type
	fields map[string]reader
}

// reader reads a field's arguments, coerced by their types in the schema: an input object
// is a map[string]any without its absent fields, a list is a []any, the scalars are
// string, int64, float64 and bool, an enum value is its name, and null is a nil.
type reader func(arguments map[string]any) (*work, error)

// work is what a field asks for, ready to be done.
type work struct {
	admin string // what it is, at the start of a sentence, where only an admin may have it
	do    doing
}

type doing func(ctx context.Context, actor string, with ...write.Option) (answer.Record, error)

// New makes the fields of the model's API.
func New(model *catalog.Catalog, to *write.Writer) *Mutations {
	m := &Mutations{to: to, source: model.Source()}
	m.fields = map[string]reader{
		"deleteEntities": m.deleteEntities,
		"deleteSources":  m.deleteSources,
		"mergeEntities":  m.merge,
		"splitEntity":    m.split,
	}
	for _, t := range model.Concrete() {
		m.fields[t.Upsert()] = m.nodes(t, write.Upsert)
		m.fields[t.Patch()] = m.nodes(t, write.Patch)
	}
	for _, r := range model.Relations {
		if !r.Evidence {
			m.fields[r.Link()] = m.link(r)
			m.fields[r.Unlink()] = m.unlink(r)
		}
	}
	return m
}

// Plan gives the write that a field asks for, once it has found that the arguments make
// sense, and that who asks, an editor at least, may have it. The write gives the field's
// payload. Both errors are *fault.Error.
func (m *Mutations) Plan(ctx context.Context, name string, arguments map[string]any) (func(context.Context) (answer.Record, error), error) {
	asked, err := m.fields[name](arguments)
	if err == nil && asked.admin != "" {
		err = auth.Require(ctx, auth.Admin, asked.admin)
	}
	if err != nil {
		return nil, err
	}
	var once []write.Option
	if key, given := arguments[idempotencyKey].(string); given {
		if n := utf8.RuneCountInString(key); n == 0 || n > longestKey {
			return nil, fault.New(fault.BadUserInput, "The key has %d characters; 1 to %d are right. A UUID will do.", n, longestKey).
				In(ast.Path{ast.PathName(idempotencyKey)})
		}
		text, err := json.Marshal([]any{name, arguments}) // maps go in the order of their keys
		if err != nil {
			return nil, err
		}
		once = append(once, write.Once(key, string(text)))
	}
	actor := auth.From(ctx).Name
	return func(ctx context.Context) (answer.Record, error) { return asked.do(ctx, actor, once...) }, nil
}

const (
	idempotencyKey = "idempotencyKey"
	longestKey     = 200
)

// apply writes a batch, and has the payload made of what that did.
func (m *Mutations) apply(batch *write.Batch, payload func(*write.Outcome) answer.Record) *work {
	return &work{do: func(ctx context.Context, actor string, with ...write.Option) (answer.Record, error) {
		done, err := m.to.Apply(ctx, actor, batch, with...)
		if err != nil {
			return nil, err
		}
		return payload(done), nil
	}}
}
