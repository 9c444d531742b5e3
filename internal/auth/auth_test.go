package auth_test

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
	"go.uber.org/goleak"

	"innograph/internal/auth"
	"innograph/internal/fault"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m)
}

const (
	aliceToken = "alice-0123456789abcdef"
	opsToken   = "ops-0123456789abcdef"
)

func open(t *testing.T, options auth.Options) *auth.Auth {
	t.Helper()
	opened, err := auth.New(t.Context(), options)
	if err != nil {
		t.Fatal(err)
	}
	return opened
}

func identify(t *testing.T, by *auth.Auth, authorization string) (auth.Identity, fault.Code) {
	t.Helper()
	identity, err := by.Identify(t.Context(), authorization)
	if err == nil {
		return identity, ""
	}
	if token := strings.TrimPrefix(authorization, "Bearer "); token != "" && strings.Contains(err.Error(), token) {
		t.Errorf("the message quotes the token: %s", err)
	}
	return identity, fault.From(err).Code
}

func TestTokens(t *testing.T) {
	file := filepath.Join(t.TempDir(), "tokens")
	if err := os.WriteFile(file, []byte("# who may what\n\nadmin ops "+opsToken+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, closed := range []bool{false, true} {
		by := open(t, auth.Options{Tokens: "editor alice " + aliceToken + "; reader bob bob-0123456789abcdef", TokensFile: file, Closed: closed})
		anonymous := auth.Reader
		if closed {
			anonymous = auth.Nobody
		}
		for authorization, want := range map[string]struct {
			identity auth.Identity
			code     fault.Code
		}{
			"":                              {auth.Identity{Role: anonymous}, ""},
			"Bearer " + aliceToken:          {auth.Identity{Name: "alice", Role: auth.Editor}, ""},
			"bearer  " + opsToken:           {auth.Identity{Name: "ops", Role: auth.Admin}, ""},
			"Bearer bob-0123456789abcdef":   {auth.Identity{Name: "bob", Role: auth.Reader}, ""},
			"Bearer " + aliceToken + "0":    {code: fault.Unauthenticated},
			"Bearer " + aliceToken[:8]:      {code: fault.Unauthenticated},
			"Bearer ":                       {code: fault.Unauthenticated},
			"Basic YWxpY2U6c2VjcmV0":        {code: fault.Unauthenticated},
			aliceToken:                      {code: fault.Unauthenticated},
			"Bearer eyJhbGciOiJub25lIn0.e.": {code: fault.Unauthenticated},
		} {
			if identity, code := identify(t, by, authorization); identity != want.identity || code != want.code {
				t.Errorf("%q: got %v %q, want %v %q", authorization, identity, code, want.identity, want.code)
			}
		}
	}
}

func TestRefusedOptions(t *testing.T) {
	for want, options := range map[string]auth.Options{
		"line 2: 2 words":     {Tokens: "editor alice " + aliceToken + ";editor bob"},
		`"writer" is no role`: {Tokens: "writer alice " + aliceToken},
		"can be guessed":      {Tokens: "editor alice secret"},
		"no such file":        {TokensFile: filepath.Join(t.TempDir(), "missing")},
		"nobody has a token":  {Closed: true},
		"an audience":         {JWT: auth.JWT{Issuer: "https://issuer.example"}},
		"an issuer":           {JWT: auth.JWT{Audience: "innograph"}},
	} {
		_, err := auth.New(t.Context(), options)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), aliceToken) || strings.Contains(err.Error(), "secret") {
			t.Errorf("got %v, want … %s …", err, want)
		}
	}
}

func TestRequire(t *testing.T) {
	for _, c := range []struct {
		ctx  context.Context
		role auth.Role
		code fault.Code
	}{
		{t.Context(), auth.Reader, fault.Unauthenticated},
		{auth.With(t.Context(), auth.Identity{Role: auth.Reader}), auth.Reader, ""},
		{auth.With(t.Context(), auth.Identity{Role: auth.Reader}), auth.Editor, fault.Unauthenticated},
		{auth.With(t.Context(), auth.Identity{Name: "bob", Role: auth.Reader}), auth.Editor, fault.Forbidden},
		{auth.With(t.Context(), auth.Identity{Name: "alice", Role: auth.Editor}), auth.Editor, ""},
		{auth.With(t.Context(), auth.Identity{Name: "alice", Role: auth.Editor}), auth.Admin, fault.Forbidden},
		{auth.With(t.Context(), auth.Identity{Name: "ops", Role: auth.Admin}), auth.Editor, ""},
	} {
		var code fault.Code
		if err := auth.Require(c.ctx, c.role, "Writing"); err != nil {
			code = fault.From(err).Code
		}
		if code != c.code {
			t.Errorf("%v as %v: got %q, want %q", auth.From(c.ctx), c.role, code, c.code)
		}
	}
}

// issuer signs JWTs, and tells its keys as OpenID Connect has it.
type issuer struct {
	*httptest.Server
	signer jose.Signer
	keys   jose.JSONWebKeySet
}

func newIssuer(t *testing.T) *issuer {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	i := &issuer{signer: signer(t, jose.ES256, jose.JSONWebKey{Key: private, KeyID: "k"})}
	i.keys.Keys = []jose.JSONWebKey{{Key: private.Public(), KeyID: "k", Algorithm: string(jose.ES256), Use: "sig"}}
	i.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var answer any = i.keys
		if r.URL.Path == "/.well-known/openid-configuration" {
			answer = map[string]any{"issuer": i.URL, "jwks_uri": i.URL + "/keys", "id_token_signing_alg_values_supported": []string{"ES256"}}
		}
		if err := json.NewEncoder(w).Encode(answer); err != nil {
			t.Error(err)
		}
	}))
	t.Cleanup(func() {
		i.Close()
		http.DefaultClient.CloseIdleConnections()
	})
	return i
}

func signer(t *testing.T, algorithm jose.SignatureAlgorithm, key any) jose.Signer {
	t.Helper()
	made, err := jose.NewSigner(jose.SigningKey{Algorithm: algorithm, Key: key}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func sign(t *testing.T, by jose.Signer, claims map[string]any) string {
	t.Helper()
	token, err := jwt.Signed(by).Claims(claims).Serialize()
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func TestJWT(t *testing.T) {
	i := newIssuer(t)
	file := filepath.Join(t.TempDir(), "keys.json")
	content, err := json.Marshal(i.keys)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	claims := func(change map[string]any) map[string]any {
		all := map[string]any{"iss": i.URL, "aud": []string{"other", "innograph"}, "sub": "carol", "role": "editor", "exp": now.Add(time.Hour).Unix(), "iat": now.Unix()}
		maps.Copy(all, change)
		return all
	}
	other, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	public, err := json.Marshal(i.keys.Keys[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, keys := range []string{file, ""} {
		by := open(t, auth.Options{JWT: auth.JWT{Issuer: i.URL, Audience: "innograph", Keys: keys, RoleClaim: "role"}})
		for name, c := range map[string]struct {
			token string
			want  auth.Identity
			code  fault.Code
		}{
			"good":               {sign(t, i.signer, claims(nil)), auth.Identity{Name: "carol", Role: auth.Editor}, ""},
			"expired":            {token: sign(t, i.signer, claims(map[string]any{"exp": now.Add(-time.Hour).Unix()})), code: fault.Unauthenticated},
			"for ever":           {token: sign(t, i.signer, claims(map[string]any{"exp": nil})), code: fault.Unauthenticated},
			"not yet":            {token: sign(t, i.signer, claims(map[string]any{"nbf": now.Add(time.Hour).Unix()})), code: fault.Unauthenticated},
			"another issuer":     {token: sign(t, i.signer, claims(map[string]any{"iss": "https://issuer.example"})), code: fault.Unauthenticated},
			"another audience":   {token: sign(t, i.signer, claims(map[string]any{"aud": "other"})), code: fault.Unauthenticated},
			"no role":            {token: sign(t, i.signer, claims(map[string]any{"role": nil})), code: fault.Forbidden},
			"an unknown role":    {token: sign(t, i.signer, claims(map[string]any{"role": "owner"})), code: fault.Forbidden},
			"nobody's":           {token: sign(t, i.signer, claims(map[string]any{"sub": ""})), code: fault.Unauthenticated},
			"another key":        {token: sign(t, signer(t, jose.ES256, other), claims(nil)), code: fault.Unauthenticated},
			"the key as secret":  {token: sign(t, signer(t, jose.HS256, public), claims(nil)), code: fault.Unauthenticated},
			"no token after all": {token: "x.y.z", code: fault.Unauthenticated},
		} {
			if identity, code := identify(t, by, "Bearer "+c.token); identity != c.want || code != c.code {
				t.Errorf("%s: got %v %q, want %v %q", name, identity, code, c.want, c.code)
			}
		}
	}
}

func TestRefusedKeys(t *testing.T) {
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	for want, content := range map[string]any{
		"holds no key":           jose.JSONWebKeySet{},
		"is no JSON Web Key Set": crypto.SHA256,
		"valid public one":       jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: private}}},
	} {
		text, err := json.Marshal(content)
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), "keys.json")
		if err := os.WriteFile(file, text, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err = auth.New(t.Context(), auth.Options{JWT: auth.JWT{Issuer: "https://issuer.example", Audience: "innograph", Keys: file}})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want … %s …", err, want)
		}
	}
}
