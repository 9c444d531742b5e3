package auth

import (
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"fmt"
	"os"
	"strings"
)

// token is a bearer token that the operator chose. The token itself is not kept.
type token struct {
	hash     [sha256.Size]byte
	identity Identity
}

// shortest is how many characters keep a token from being guessed.
const shortest = 16

func readTokens(text, file string) ([]token, error) {
	tokens, err := parseTokens(text)
	if err != nil {
		return nil, fmt.Errorf("tokens: %w", err)
	}
	if file == "" {
		return tokens, nil
	}
	content, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("tokens: %w", err)
	}
	more, err := parseTokens(string(content))
	if err != nil {
		return nil, fmt.Errorf("tokens: %s, %w", file, err)
	}
	return append(tokens, more...), nil
}

// parseTokens reads a token a line: role, name and the token itself, with blanks between;
// a semicolon ends a line, too. Empty ones and those that begin with # are
// passed over. Errors tell the line, never the token.
func parseTokens(text string) ([]token, error) {
	var tokens []token
	var wrong []error
	lines := strings.Split(strings.ReplaceAll(text, ";", "\n"), "\n")
	for i, line := range lines {
		words := strings.Fields(line)
		if len(words) == 0 || strings.HasPrefix(words[0], "#") {
			continue
		}
		t, err := parseToken(words)
		if err != nil {
			wrong = append(wrong, fmt.Errorf("line %d: %w", i+1, err))
			continue
		}
		tokens = append(tokens, t)
	}
	return tokens, errors.Join(wrong...)
}

func parseToken(words []string) (token, error) {
	if len(words) != 3 {
		return token{}, fmt.Errorf("%d words; write the role, a name and the token, as in: editor alice <token>", len(words))
	}
	role, ok := roles[words[0]]
	switch {
	case !ok:
		return token{}, fmt.Errorf("%q is no role; the roles are reader, editor and admin", words[0])
	case len(words[2]) < shortest:
		return token{}, fmt.Errorf("the token of %q is %d characters long, which can be guessed; take at least %d", words[1], len(words[2]), shortest)
	}
	return token{hash: sha256.Sum256([]byte(words[2])), identity: Identity{Name: words[1], Role: role}}, nil
}

// known looks a token up. It compares hashes, all of them and in constant time, so that
// the time taken tells nothing of any token.
func known(tokens []token, given string) (identity Identity, ok bool) {
	hash := sha256.Sum256([]byte(given))
	for _, t := range tokens {
		if subtle.ConstantTimeCompare(hash[:], t.hash[:]) == 1 {
			identity, ok = t.identity, true
		}
	}
	return identity, ok
}
