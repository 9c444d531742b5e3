package graph

import (
	"context"
	"fmt"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/answer"
	"innograph/internal/auth"
	"innograph/internal/fault"
	"innograph/internal/lookahead"
	"innograph/internal/plan"
)

// Mutations does the root fields that write.
type Mutations interface {
	// Plan gives the write that a field asks for, once it has found that the arguments
	// make sense, and that who asks, an editor at least, may have it. The write gives the
	// field's payload. Both errors are *fault.Error.
	Plan(ctx context.Context, name string, arguments map[string]any) (write func(context.Context) (answer.Record, error), err error)
}

// mutate does the writes of an operation one after the other, and reads after each what
// is selected beneath its nodes. Nothing is written before all of them are planned. Once
// something is written, a write that fails is null, and the others are done all the same.
func (e *Engine) mutate(ctx context.Context, operation *graphql.OperationContext, next graphql.OperationHandler) graphql.ResponseHandler {
	if err := auth.Require(ctx, auth.Editor, "Writing"); err != nil {
		return refuse(err)
	}
	prepared, refused := e.Compiler.PrepareMutation(operation)
	if refused != nil {
		return refuse(refused)
	}
	writes := make([]func(context.Context) (answer.Record, error), len(prepared.Writes))
	for i, planned := range prepared.Writes {
		write, err := e.Mutations.Plan(ctx, planned.Name, planned.Arguments)
		if err != nil {
			return refuse(placed(err, planned.Name))
		}
		writes[i] = write
	}
	all := newAnswers(prepared.Roots)
	all.cells = make([]any, len(prepared.Roots))
	written := false
	for i, write := range writes {
		payload, err := e.write(ctx, prepared, i, write)
		if err == nil {
			written, all.cells[i] = true, payload
			continue
		}
		failed := placed(err, prepared.Writes[i].Name)
		if !written && failed.Code != fault.NotFound && failed.Code != fault.Conflict {
			return refuse(failed)
		}
		all.failed[prepared.Roots[i].Key] = failed
	}
	return next(context.WithValue(ctx, answersKey{}, all))
}

// write does one write, and reads what its payload refers to.
func (e *Engine) write(ctx context.Context, prepared *lookahead.Mutation, i int, write func(context.Context) (answer.Record, error)) (answer.Record, error) {
	payload, err := write(ctx)
	if err != nil {
		return nil, err
	}
	planned := prepared.Writes[i]
	read := &plan.Operation{Name: prepared.Name}
	for _, lookup := range planned.Lookups(payload) {
		read.Roots = append(read.Roots, lookup)
	}
	if len(read.Roots) > 0 {
		cells, err := e.Store.Read(ctx, read)
		if err != nil {
			return nil, err
		}
		for j, slot := range planned.Layout.Slots {
			slot.Rows = answer.ByID(cells[j])
		}
	}
	planned.Layout.Prune(payload)
	return payload, nil
}

// placed puts the place of the argument at fault before what is wrong with it.
func placed(err error, field string) *fault.Error {
	found := *fault.From(err)
	if len(found.Argument) > 0 {
		found.Message = fmt.Sprintf("%s(%s): %s", field, dotted(found.Argument), found.Message)
	}
	return &found
}

func dotted(path ast.Path) string {
	parts := make([]string, len(path))
	for i, part := range path {
		parts[i] = fmt.Sprint(part)
	}
	return strings.Join(parts, ".")
}
