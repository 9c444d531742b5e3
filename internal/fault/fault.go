// Package fault holds the errors that a client may see. Every one says what was
// wrong, where, and what to do, and carries a stable code that api clients switch
// on. Nothing else of an error (a driver's text, a stack) ever leaves the server.
package fault

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// Code is the value of `extensions.code`: the contract of an error with a program.
type Code string

// The codes of the API. The first group refuses an operation before anything ran.
const (
	ParseFailed      Code = "GRAPHQL_PARSE_FAILED"
	ValidationFailed Code = "GRAPHQL_VALIDATION_FAILED"
	BadUserInput     Code = "BAD_USER_INPUT"
	InvalidCursor    Code = "INVALID_CURSOR"
	LimitExceeded    Code = "LIMIT_EXCEEDED"

	Unauthenticated Code = "UNAUTHENTICATED"
	Forbidden       Code = "FORBIDDEN"

	NotFound Code = "NOT_FOUND"
	Conflict Code = "CONFLICT"

	StoreUnavailable Code = "STORE_UNAVAILABLE"
	Timeout          Code = "TIMEOUT"
	Internal         Code = "INTERNAL_ERROR"
)

var statuses = map[Code]int{
	ParseFailed:      http.StatusBadRequest,
	ValidationFailed: http.StatusBadRequest,
	BadUserInput:     http.StatusBadRequest,
	InvalidCursor:    http.StatusBadRequest,
	LimitExceeded:    http.StatusBadRequest,
	Unauthenticated:  http.StatusUnauthorized,
	Forbidden:        http.StatusForbidden,
	NotFound:         http.StatusOK,
	Conflict:         http.StatusOK,
	StoreUnavailable: http.StatusServiceUnavailable,
	Timeout:          http.StatusGatewayTimeout,
	Internal:         http.StatusInternalServerError,
}

// Status is the HTTP status of a response whose data this error prevented, under
// application/graphql-response+json.
func (c Code) Status() int {
	if status, ok := statuses[c]; ok {
		return status
	}
	return http.StatusInternalServerError
}

// Error is an error made for a person to read, with its code and place.
type Error struct {
	Code    Code
	Message string
	Path    ast.Path      // of the field in the response, when one is at fault
	At      *ast.Position // in the operation's text, when it can be pointed at
	// Argument is the place of the value at fault among the arguments of the field:
	// input, 2, stockCode.
	Argument ast.Path
	cause    error // for the log only
}

// New makes an error with a message that says what was wrong and what to do.
func New(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// Because attaches the cause, which is logged and never sent.
func (e *Error) Because(cause error) *Error {
	e.cause = cause
	return e
}

// Under sets the path of the field at fault.
func (e *Error) Under(path ast.Path) *Error {
	e.Path = path
	return e
}

// Pointing sets the place in the operation's text.
func (e *Error) Pointing(at *ast.Position) *Error {
	e.At = at
	return e
}

// In sets the place of the value at fault among the arguments.
func (e *Error) In(argument ast.Path) *Error {
	e.Argument = argument
	return e
}

func (e *Error) Error() string { return e.Message }

// Unwrap gives the cause to errors.Is and to the log.
func (e *Error) Unwrap() error { return e.cause }

// GraphQL is the error as the response carries it.
func (e *Error) GraphQL() *gqlerror.Error {
	out := &gqlerror.Error{
		Message:    e.Message,
		Path:       e.Path,
		Extensions: map[string]any{"code": string(e.Code)},
	}
	if len(e.Argument) > 0 {
		out.Extensions["argument"] = e.Argument
	}
	if e.At != nil {
		out.Locations = []gqlerror.Location{{Line: e.At.Line, Column: e.At.Column}}
	}
	return out
}

// From finds the fault in an error's chain; an error that nobody made for a client
// becomes INTERNAL_ERROR with its text kept for the log.
func From(err error) *Error {
	if found, ok := errors.AsType[*Error](err); ok {
		return found
	}
	return New(Internal, "Something went wrong inside the server. The request was sound; please try again, and report it if it happens again.").Because(err)
}
