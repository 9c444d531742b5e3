package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/lexer"

	"innograph/internal/fault"
)

// presenter turns any error into what a client may see of it: a fault, with its code,
// and with the path and the place that gqlgen found. Causes go to the log.
type presenter struct {
	log       *slog.Logger
	timeout   time.Duration
	maxTokens int
}

// internalFault is what a client sees of a panic.
var internalFault = fault.From(errors.New("panic"))

// error is the presenter in gqlgen's sense.
func (p presenter) error(ctx context.Context, err error) *gqlerror.Error {
	located, _ := errors.AsType[*gqlerror.Error](err)
	found, ok := errors.AsType[*fault.Error](err)
	switch {
	case ok:
	case located != nil && located.Extensions["code"] != nil:
		return p.rephrase(ctx, located)
	case errors.Is(err, context.DeadlineExceeded):
		found = fault.New(fault.Timeout, "The operation took longer than the %s that it is given. Ask for less: smaller pages, fewer levels, narrower filters.", p.timeout)
	case errors.Is(err, context.Canceled):
		found = fault.New(fault.Timeout, "The request was given up before it was answered.")
	default:
		found = fault.From(err)
	}
	p.logCause(found)
	out := found.GraphQL()
	if located != nil {
		if out.Path == nil {
			out.Path = located.Path
		}
		if out.Locations == nil {
			out.Locations = located.Locations
		}
	}
	return out
}

// complete presents those errors of a response that did not come through gqlgen's
// error list, such as those of an extension that answered by itself.
func (p presenter) complete(ctx context.Context, errs gqlerror.List) {
	for i, err := range errs {
		if err.Extensions["code"] == nil {
			errs[i] = p.error(ctx, err)
		}
	}
}

// logCause writes down what the client is not told.
func (p presenter) logCause(found *fault.Error) {
	cause := errors.Unwrap(found)
	if cause == nil || found == internalFault { // whose cause is logged, with its stack
		return
	}
	p.log.Error("operation failed", "code", string(found.Code), "cause", cause.Error())
}

// rephrase improves on the two errors of gqlgen's front that do not read well.
func (p presenter) rephrase(ctx context.Context, err *gqlerror.Error) *gqlerror.Error {
	if strings.HasPrefix(err.Message, "exceeded token limit") {
		text := graphql.GetOperationContext(ctx).RawQuery
		return fault.New(fault.LimitExceeded, "The operation has %d tokens; the limit is %d. Split it, or pass long lists as variables.",
			countTokens(text), p.maxTokens).GraphQL()
	}
	if len(err.Path) > 1 && err.Path[0] == ast.PathName("variable") {
		// A path is one in the response; this one leads into the variables.
		out := *err
		out.Path = nil
		out.Message = fmt.Sprintf("Variable \"$%s\": %s.", err.Path[1:].String(), strings.TrimSuffix(err.Message, "."))
		return &out
	}
	return err
}

// countTokens counts as the parser does, which stops at its limit.
func countTokens(text string) int {
	tokens := lexer.New(&ast.Source{Input: text})
	for count := 0; ; {
		token, err := tokens.ReadToken()
		if err != nil || token.Kind == lexer.EOF {
			return count
		}
		count++
	}
}

// list joins words as in a sentence: a, b and c.
func list(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}
