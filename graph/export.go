package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"innograph/internal/answer"
	"innograph/internal/fault"
	"innograph/internal/lookahead"
	"innograph/internal/store"
	"innograph/internal/web"
)

// Exports are the forms that a list takes beside GraphQL's JSON, by media type.
func (e *Engine) Exports() map[string]web.Export {
	as := func(format answer.Format) web.Export {
		return web.Export{
			Write: func(ctx context.Context, operation *graphql.OperationContext, to web.Document) error {
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

// Export answers a query of a single list as a document, which it writes row by row as the
// store gives them. Nothing is written before the store has answered; the error is a
// *fault.Error, or that of the writer.
func (e *Engine) Export(ctx context.Context, operation *graphql.OperationContext, format answer.Format, to web.Document) error {
	export, refused := e.Compiler.Export(operation, e.ExportRows)
	if refused != nil {
		return refused
	}
	document, refused := answer.NewDocument(format, export.Path, export.Rows)
	if refused != nil {
		return refused
	}
	written := &writing{Document: document, to: to, most: e.ExportRows}
	if err := e.rows(ctx, export, written); err != nil {
		return err
	}
	return written.end()
}

// rows hands on the rows of an export.
func (e *Engine) rows(ctx context.Context, export *lookahead.Export, to *writing) error {
	if export.Computed == nil {
		if err := e.checkLength(ctx, export); err != nil {
			return err
		}
		return e.Store.Stream(ctx, export.Plan, to.row)
	}
	answers := newAnswers(export.Computed.Roots)
	if err := e.answer(ctx, export.Computed, answers); err != nil {
		return err
	}
	for _, failed := range answers.failed {
		return failed // there is one root
	}
	layout, computed := export.Computed.Analyses[0].Layout, answers.computed[0]
	rows := layout.Rows(computed, export.List)
	if len(rows) > e.ExportRows {
		return tooLong(len(rows), e.ExportRows)
	}
	for _, sentence := range layout.Cut(computed) {
		to.to.Remark(sentence)
	}
	for _, row := range rows {
		if err := to.row(row); err != nil {
			return err
		}
	}
	return nil
}

// writing is a document that is being written.
type writing struct {
	answer.Document
	to   web.Document
	most int // rows
	rows int
}

func (w *writing) text(text []byte) error {
	_, err := w.to.Write(text)
	return err
}

// begin writes what is before the rows, unless there was one.
func (w *writing) begin() error {
	if w.rows > 0 {
		return nil
	}
	return w.text(w.Head())
}

func (w *writing) row(row []any) error {
	if err := w.begin(); err != nil {
		return err
	}
	if w.rows == w.most { // it has grown since it was counted
		return tooLong(w.rows+1, w.most)
	}
	text, wrong := w.Row(w.rows, row)
	if len(wrong) > 0 {
		return wrong[0]
	}
	w.rows++
	return w.text(text)
}

// end writes what is behind the rows, and before them where there were none.
func (w *writing) end() error {
	if err := w.begin(); err != nil {
		return err
	}
	return w.text(w.Tail())
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
