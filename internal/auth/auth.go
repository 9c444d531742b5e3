package auth

import (
	"context"
	"fmt"
	"strings"

	"innograph/internal/fault"
)

// Options say who may do what. With none of them everyone may read and nobody may write.
type Options struct {
	Tokens     string // as parseTokens reads them
	TokensFile string // a file of the same
	Closed     bool   // reading needs a role, too
	JWT        JWT
}

// Auth knows who may do what. It is safe for concurrent use.
type Auth struct {
	anonymous Role
	tokens    []token
	jwt       *verifier // nil: none are taken
}

// New reads the options. With an issuer of JWTs it asks that for its keys.
func New(ctx context.Context, options Options) (*Auth, error) {
	a := &Auth{anonymous: Reader}
	if options.Closed {
		a.anonymous = Nobody
	}
	var err error
	if a.tokens, err = readTokens(options.Tokens, options.TokensFile); err != nil {
		return nil, err
	}
	if a.jwt, err = newVerifier(ctx, options.JWT); err != nil {
		return nil, err
	}
	if options.Closed && len(a.tokens) == 0 && a.jwt == nil {
		return nil, fmt.Errorf("reading is closed, and nobody has a token: give tokens or keys for JWTs, or leave reading open")
	}
	return a, nil
}

// scheme is how a bearer token is sent (RFC 6750); its case does not matter.
const scheme = "Bearer "

// Identify tells whose credentials these are: the value of the header Authorization,
// empty where there is none. Credentials that are wrong are UNAUTHENTICATED, even for what
// everyone may do: who sends some means to be recognised.
func (a *Auth) Identify(ctx context.Context, authorization string) (Identity, error) {
	if authorization == "" {
		return Identity{Role: a.anonymous}, nil
	}
	if len(authorization) <= len(scheme) || !strings.EqualFold(authorization[:len(scheme)], scheme) {
		return Identity{}, fault.New(fault.Unauthenticated, "The header Authorization holds no bearer token. Send `Authorization: Bearer …`, or leave it out.")
	}
	given := strings.TrimSpace(authorization[len(scheme):])
	if identity, ok := known(a.tokens, given); ok {
		return identity, nil
	}
	if a.jwt != nil {
		return a.jwt.identify(ctx, given)
	}
	return Identity{}, fault.New(fault.Unauthenticated, "This server does not know the bearer token. Check it, or ask whoever runs the server.")
}
