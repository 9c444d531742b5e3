package web

import (
	"errors"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/lexer"

	"innograph/internal/fault"
)

// Strings with the character U+0000, or with half of a surrogate pair, cannot be kept
// by both engines. They can only be written as \u escapes, and only here can they be
// told: decoders put U+FFFD, the replacement character, in the place of the latter.

var (
	errNUL       = errors.New(`it holds \u0000, a character that no text here has`)
	errSurrogate = errors.New(`it holds half of a surrogate pair (a \u escape from D800 to DFFF by itself), which is no character`)
)

// checkEscapes looks through the \uXXXX escapes of one or many string literals, in
// JSON or GraphQL syntax, that are otherwise well-formed.
func checkEscapes(text string) error {
	for {
		at := strings.IndexByte(text, '\\')
		if at < 0 || at+2 > len(text) {
			return nil
		}
		text = text[at:]
		unit, ok := escapedUnit(text)
		switch {
		case !ok:
			text = text[2:] // another escape, such as \\ or \n
			continue
		case unit == 0:
			return errNUL
		case unit >= 0xD800 && unit <= 0xDBFF:
			low, ok := escapedUnit(text[6:])
			if !ok || low < 0xDC00 || low > 0xDFFF {
				return errSurrogate
			}
			text = text[6:]
		case unit >= 0xDC00 && unit <= 0xDFFF:
			return errSurrogate
		}
		text = text[6:]
	}
}

// escapedUnit is the UTF-16 unit of a \uXXXX escape that the text starts with.
func escapedUnit(text string) (uint64, bool) {
	if len(text) < 6 || text[0] != '\\' || text[1] != 'u' {
		return 0, false
	}
	unit, err := strconv.ParseUint(text[2:6], 16, 16)
	return unit, err == nil
}

// checkDocument looks through the string literals of an operation's text. Whatever
// else is wrong with the text is left for the parser to say.
func checkDocument(text string) *fault.Error {
	if !strings.Contains(text, `\u`) {
		return nil
	}
	runes := []rune(text) // the lexer counts in them
	tokens := lexer.New(&ast.Source{Input: text})
	for {
		token, err := tokens.ReadToken()
		if err != nil || token.Kind == lexer.EOF {
			return nil
		}
		if token.Kind != lexer.String {
			continue
		}
		err = checkEscapes(string(runes[token.Pos.Start:token.Pos.End]))
		if err == nil && strings.ContainsRune(token.Value, 0) {
			err = errNUL // as \u{0}
		}
		if err != nil {
			return fault.New(fault.BadUserInput, "A string in the operation cannot be used: %s.", err).Pointing(&token.Pos)
		}
	}
}
