// Package auth tells who asks, and what they may do. Whoever serves a request finds out
// who it is from (Auth.Identify) and puts that into the context; what needs a role asks
// for it there (Require).
package auth

import (
	"context"

	"innograph/internal/fault"
)

// Role is what somebody may do. Each role may also do what the ones before it may.
type Role int

// The roles.
const (
	Nobody Role = iota // nothing
	Reader             // read
	Editor             // write facts
	Admin              // merge and split entities, delete what has relations
)

var roles = map[string]Role{"reader": Reader, "editor": Editor, "admin": Admin}

// String is the role as operators write it.
func (r Role) String() string {
	for name, role := range roles {
		if role == r {
			return name
		}
	}
	return "nobody"
}

// Identity is somebody who asks.
type Identity struct {
	Name string // as in the log of changes; empty for one who did not say
	Role Role
}

type key struct{}

// With gives a context in which the identity asks.
func With(ctx context.Context, identity Identity) context.Context {
	return context.WithValue(ctx, key{}, identity)
}

// From is who asks in this context; nobody when nothing is known.
func From(ctx context.Context) Identity {
	identity, _ := ctx.Value(key{}).(Identity)
	return identity
}

// Require refuses who has less than the role: UNAUTHENTICATED for one who did not say
// who they are, FORBIDDEN for others. what is the start of the message: "Writing".
func Require(ctx context.Context, role Role, what string) error {
	identity := From(ctx)
	switch {
	case identity.Role >= role:
		return nil
	case identity.Name == "":
		return fault.New(fault.Unauthenticated,
			"%s needs the role %s. Send a token that has it in the header `Authorization: Bearer …`; whoever runs this server hands them out.", what, role)
	}
	return fault.New(fault.Forbidden, "%s needs the role %s; %q has the role %s. Ask whoever runs this server.", what, role, identity.Name, identity.Role)
}
