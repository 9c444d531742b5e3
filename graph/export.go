package graph

import (
	"context"
	"io"

	"github.com/99designs/gqlgen/graphql"

	"innograph/internal/answer"
	"innograph/internal/fault"
	"innograph/internal/lookahead"
	"innograph/internal/store"
	"innograph/internal/web"
)

// Exports are the forms that a connection takes beside GraphQL's JSON, by media type.
func (e *Engine) Exports() map[string]web.Export {
	as := func(format answer.Format) web.Export {
		return web.Export{
			Write: func(ctx context.Context, operation *graphql.OperationContext, to io.Writer) error {
				return e.Export(ctx, operation, format, to)
			},
			Lines: format == answer.JSONLines,
		}
	}
	return map[string]web.Export{
		"text/csv":                as(answer.CSV),
		"application/jsonl":       as(answer.JSONLines),
		"application/x-ndjson":    as(answer.JSONLines),
		"application/graphml+xml": as(answer.GraphML),
	}
}

// Export answers a query of a single connection as a document, which it writes row by row
// as the store gives them. Nothing is written before the store has answered; the error is a
// *fault.Error, or that of the writer.
func (e *Engine) Export(ctx context.Context, operation *graphql.OperationContext, format answer.Format, to io.Writer) error {
	export, refused := e.Compiler.Export(operation, e.ExportRows)
	if refused != nil {
		return refused
	}
	document, refused := answer.NewDocument(format, export.Root, export.Rows)
	if refused != nil {
		return refused
	}
	if err := e.checkLength(ctx, export); err != nil {
		return err
	}
	rows := 0
	write := func(text []byte) error {
		_, err := to.Write(text)
		return err
	}
	err := e.Store.Stream(ctx, export.Plan, func(row []any) error {
		if rows == 0 {
			if err := write(document.Head()); err != nil {
				return err
			}
		}
		if rows == e.ExportRows { // it has grown since it was counted
			return tooLong(rows+1, e.ExportRows)
		}
		text, wrong := document.Row(rows, row)
		if len(wrong) > 0 {
			return wrong[0]
		}
		rows++
		return write(text)
	})
	if err != nil {
		return err
	}
	if rows == 0 {
		if err := write(document.Head()); err != nil {
			return err
		}
	}
	return write(document.Tail())
}

// checkLength refuses an export that would have to be cut off.
func (e *Engine) checkLength(ctx context.Context, export *lookahead.Export) error {
	if export.Count == nil {
		return nil
	}
	cells, err := e.Store.Read(ctx, export.Count)
	if err != nil {
		return err
	}
	if rows := int(store.Integer(store.List(cells[0])[0])); rows > e.ExportRows {
		return tooLong(rows, e.ExportRows)
	}
	return nil
}

func tooLong(rows, most int) *fault.Error {
	return fault.New(fault.LimitExceeded,
		"The export would have %d rows, and the limit is %d. Filter it, or export piece by piece: first: %[2]d, with the cursor of each edge, and the next piece after the last cursor.", rows, most)
}
