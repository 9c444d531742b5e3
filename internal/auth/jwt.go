package auth

import (
	"context"
	"crypto"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/go-jose/go-jose/v4"

	"innograph/internal/fault"
)

// JWT says which JSON Web Tokens are taken. Without an issuer none are.
type JWT struct {
	Issuer    string // who signs them, as their claim iss says
	Audience  string // whom they are for: one of their claim aud
	Keys      string // a file with the issuer's public keys (JWKS); empty: the issuer is asked
	RoleClaim string // the claim that names the role
}

// verifier checks JWTs: signature, issuer, audience and time.
type verifier struct {
	*oidc.IDTokenVerifier
	roleClaim string
}

// algorithms are those with a public key: a secret that is shared would have to be told to
// the server, and "none" is no signature.
var algorithms = []string{
	oidc.RS256, oidc.RS384, oidc.RS512, oidc.PS256, oidc.PS384, oidc.PS512, oidc.ES256, oidc.ES384, oidc.ES512, oidc.EdDSA,
}

func newVerifier(ctx context.Context, options JWT) (*verifier, error) {
	switch {
	case options.Issuer == "" && options.Audience == "" && options.Keys == "":
		return nil, nil
	case options.Issuer == "" || options.Audience == "":
		return nil, errors.New("JWTs need both an issuer and an audience: without them, a token that was made for something else would be taken")
	}
	config := &oidc.Config{ClientID: options.Audience, SupportedSigningAlgs: algorithms}
	if options.Keys != "" {
		keys, err := readKeys(options.Keys)
		if err != nil {
			return nil, err
		}
		return &verifier{oidc.NewVerifier(options.Issuer, keys, config), options.RoleClaim}, nil
	}
	provider, err := oidc.NewProvider(ctx, options.Issuer)
	if err != nil {
		return nil, fmt.Errorf("the issuer of JWTs does not tell its keys: %w", err)
	}
	return &verifier{provider.VerifierContext(context.WithoutCancel(ctx), config), options.RoleClaim}, nil
}

func readKeys(file string) (*oidc.StaticKeySet, error) {
	content, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("keys for JWTs: %w", err)
	}
	var set jose.JSONWebKeySet
	if err := json.Unmarshal(content, &set); err != nil {
		return nil, fmt.Errorf("keys for JWTs: %s is no JSON Web Key Set: %w", file, err)
	}
	var keys []crypto.PublicKey
	for _, key := range set.Keys {
		if !key.IsPublic() || !key.Valid() {
			return nil, fmt.Errorf("keys for JWTs: %s holds a key that is not a valid public one; a server needs no others", file)
		}
		keys = append(keys, key.Key)
	}
	if len(keys) == 0 {
		return nil, fmt.Errorf("keys for JWTs: %s holds no key", file)
	}
	return &oidc.StaticKeySet{PublicKeys: keys}, nil
}

// identify is called after the token's subject; its role is the claim's.
func (v *verifier) identify(ctx context.Context, given string) (Identity, error) {
	token, err := v.Verify(ctx, given)
	if expired, ok := errors.AsType[*oidc.TokenExpiredError](err); ok {
		if expired.Expiry.IsZero() {
			return Identity{}, fault.New(fault.Unauthenticated, "The bearer token does not say until when it is good (claim exp). Get a new one.")
		}
		return Identity{}, fault.New(fault.Unauthenticated, "The bearer token expired at %s. Get a new one.", expired.Expiry.UTC().Format("2006-01-02 15:04:05 MST"))
	}
	if err != nil {
		// The library's errors can quote the token.
		return Identity{}, fault.New(fault.Unauthenticated, "The bearer token is not valid here: unknown, badly signed, or made for another server. Get a new one.")
	}
	var claims map[string]any
	if err := token.Claims(&claims); err != nil {
		return Identity{}, fault.New(fault.Unauthenticated, "The bearer token's claims cannot be read. Get a new one.")
	}
	named, _ := claims[v.roleClaim].(string)
	role, ok := roles[named]
	if !ok {
		return Identity{}, fault.New(fault.Forbidden, "The bearer token names no role that is known here: its claim %q must be reader, editor or admin.", v.roleClaim)
	}
	if token.Subject == "" {
		return Identity{}, fault.New(fault.Unauthenticated, "The bearer token does not say whose it is (claim sub). Get a new one.")
	}
	return Identity{Name: token.Subject, Role: role}, nil
}
