package web

import (
	"errors"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/lexer"

	"innograph/internal/fault"
	"innograph/internal/text"
)

// Strings with the character U+0000, or with half of a surrogate pair, cannot be kept
// by both engines. The latter can only be told here, by its escape: decoders put the
// replacement character in its place without a word.

var (
	errNUL       = errors.New(`it holds \u0000, a character that no text here has`)
	errSurrogate = errors.New(`it holds half of a surrogate pair (a \u escape from D800 to DFFF by itself), which is no character`)
)

func checkNUL(decoded string) error {
	if strings.ContainsRune(decoded, 0) {
		return errNUL
	}
	return nil
}

func checkSurrogates(literals []byte) error {
	if text.LoneSurrogate(literals) {
		return errSurrogate
	}
	return nil
}

// checkDocument looks through the string literals of an operation's text, whose \u
// escapes are those of JSON. Whatever else is wrong is left for the parser to say.
func checkDocument(document string) *fault.Error {
	if !strings.Contains(document, `\u`) {
		return nil
	}
	runes := []rune(document) // the lexer counts in them
	tokens := lexer.New(&ast.Source{Input: document})
	for {
		token, err := tokens.ReadToken()
		if err != nil || token.Kind == lexer.EOF {
			return nil
		}
		if token.Kind != lexer.String {
			continue
		}
		literal := string(runes[token.Pos.Start:token.Pos.End])
		if err := errors.Join(checkNUL(token.Value), checkSurrogates([]byte(literal))); err != nil {
			return fault.New(fault.BadUserInput, "A string in the operation cannot be used: %s.", err).Pointing(&token.Pos)
		}
	}
}
