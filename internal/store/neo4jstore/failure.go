package neo4jstore

import (
	"context"
	"errors"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"innograph/internal/fault"
)

// failure says what went wrong in words for a client; the driver's own are for the log.
func failure(ctx context.Context, cause error) *fault.Error {
	if known, ok := errors.AsType[*fault.Error](cause); ok {
		return known
	}
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded), isTimeout(cause):
		return fault.New(fault.Timeout, "The operation took longer than it may. Ask for less at once: smaller pages, fewer levels, a narrower filter.").Because(cause)
	case ctx.Err() != nil:
		return fault.New(fault.Timeout, "The request was given up before the store had answered.").Because(errors.Join(ctx.Err(), cause))
	case isUnavailable(cause):
		return fault.New(fault.StoreUnavailable, "The database cannot be reached at the moment. Please try again.").Because(cause)
	}
	return fault.New(fault.Internal, "The database could not answer. The request was sound; please try again, and report it if it happens again.").Because(cause)
}

// isTimeout tells whether the server ended the transaction for its time.
func isTimeout(err error) bool {
	switch code(err) {
	case "Neo.ClientError.Transaction.TransactionTimedOut",
		"Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration",
		"Neo.TransientError.Transaction.LockAcquisitionTimeout":
		return true
	}
	return errors.Is(err, context.DeadlineExceeded)
}

// isUnavailable tells whether the server, or the part of it that is needed, is away.
func isUnavailable(err error) bool {
	if _, ok := errors.AsType[*neo4j.ConnectivityError](err); ok {
		return true
	}
	code := code(err)
	return neo4j.IsRetryable(err) || strings.HasPrefix(code, "Neo.ClientError.Security.") ||
		code == "Neo.ClientError.Database.DatabaseNotFound" || code == "Neo.DatabaseError.Database.DatabaseNotFound"
}

func code(err error) string {
	if failed, ok := errors.AsType[*neo4j.Neo4jError](err); ok {
		return failed.Code
	}
	return ""
}

// unusable is for whoever starts the server.
func unusable(uri string, options Options, cause error) *fault.Error {
	code := code(cause)
	switch {
	case code == "Neo.ClientError.Security.Unauthorized" && options.User == "":
		return fault.New(fault.StoreUnavailable, "Neo4j at %s wants a user. Set INNOGRAPH_NEO4J_USER and INNOGRAPH_NEO4J_PASSWORD.", uri).Because(cause)
	case code == "Neo.ClientError.Security.Unauthorized":
		return fault.New(fault.StoreUnavailable, "Neo4j at %s does not let the user %q in with this password. Check INNOGRAPH_NEO4J_USER and INNOGRAPH_NEO4J_PASSWORD.", uri, options.User).Because(cause)
	case strings.HasPrefix(code, "Neo.ClientError.Security."):
		return fault.New(fault.StoreUnavailable, "Neo4j at %s does not let the user %q do what Innograph needs: read, write, and make constraints and indexes. The log has the reason.", uri, options.User).Because(cause)
	case code == "Neo.ClientError.Database.DatabaseNotFound":
		return fault.New(fault.StoreUnavailable, "Neo4j at %s has no database %q. Check INNOGRAPH_NEO4J_DATABASE.", uri, options.Database).Because(cause)
	case isUnavailable(cause) || isTimeout(cause):
		return fault.New(fault.StoreUnavailable, "No Neo4j answers at %s. Is it running, is the address right, and does it (not) want TLS (+s)?", uri).Because(cause)
	}
	return fault.New(fault.StoreUnavailable, "Neo4j at %s cannot be made ready. The log has the reason.", uri).Because(cause)
}
