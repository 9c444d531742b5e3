package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"runtime/debug"
	"strings"
	"time"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"innograph/internal/fault"
)

// presenter turns any error into what a client may see of it: a fault, with its code,
// and with the path and the place that gqlgen found. Causes go to the log.
type presenter struct {
	log     *slog.Logger
	timeout time.Duration
}

// internalFault is what a client sees of a panic.
var internalFault = fault.From(errors.New("panic"))

// error is the presenter in gqlgen's sense.
func (p presenter) error(_ context.Context, err error) *gqlerror.Error {
	located, _ := errors.AsType[*gqlerror.Error](err)
	found, ok := errors.AsType[*fault.Error](err)
	switch {
	case ok:
	case located != nil && located.Extensions["code"] != nil:
		return rephrase(located)
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

// recover is told of a panic; gqlgen calls it too, for resolvers.
func (p presenter) recover(_ context.Context, cause any) error {
	p.log.Error("panic", "cause", fmt.Sprint(cause), "stack", string(debug.Stack()))
	return internalFault
}

// logCause writes down what the client is not told.
func (p presenter) logCause(found *fault.Error) {
	cause := errors.Unwrap(found)
	if cause == nil || found == internalFault { // whose cause is logged, with its stack
		return
	}
	p.log.Error("operation failed", "code", string(found.Code), "cause", cause.Error())
}

// rephrase words an error about a variable, whose path leads into the variables: a path
// in an answer is one in its data.
func rephrase(err *gqlerror.Error) *gqlerror.Error {
	if len(err.Path) < 2 || err.Path[0] != ast.PathName("variable") {
		return err
	}
	out := *err
	out.Path = nil
	message := misread.ReplaceAllString(strings.TrimSuffix(err.Message, "."), "the value given is no $1")
	out.Message = fmt.Sprintf("Variable \"$%s\": %s.", err.Path[1:].String(), message)
	return &out
}

// misread matches gqlparser's message about a number of the wrong kind, which names the
// zero that it failed to read instead of the value that was given.
var misread = regexp.MustCompile(`cannot use value \S+ as (\w+)`)

// maxErrors of one kind are enough to see what is wrong; a text can have thousands.
const maxErrors = 50

// firstOf keeps the first errors of those that refuse an operation, and says so.
func firstOf(errs gqlerror.List) gqlerror.List {
	if len(errs) <= maxErrors {
		return errs
	}
	more := fault.New(fault.ValidationFailed, "There are %d more errors like these.", len(errs)-maxErrors)
	return append(errs[:maxErrors:maxErrors], more.GraphQL())
}
