package web

import (
	"errors"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/lexer"

	"innograph/internal/fault"
	"innograph/internal/text"
)

// maxRepeats is how often one name may stand in an operation's text. Validation compares
// the fields of one name with each other, all pairs of them: ten thousand tokens of the
// same field take seconds, and no time limit reaches into it.
const maxRepeats = 500

// maxName is the longest name that is looked at, in bytes; none in any schema comes near.
// A name that is unknown is compared with those that are known, letter by letter.
const maxName = 200

// checkDocument goes through an operation's tokens before it is parsed. It refuses what
// would be costly to validate, and strings that no engine can keep. Whatever else is
// wrong is left for the parser to say.
func checkDocument(document string, maxTokens int) *fault.Error {
	runes := []rune(document) // the lexer counts in them
	tokens := lexer.New(&ast.Source{Input: document})
	repeats := map[string]int{}
	count, most := 0, "" // the name that is repeated most
	for {
		token, err := tokens.ReadToken()
		if err != nil || token.Kind == lexer.EOF {
			break
		}
		count++
		switch token.Kind {
		case lexer.Name:
			if len(token.Value) > maxName {
				return fault.New(fault.LimitExceeded, "The operation has a name of %d characters, beginning with %q; the limit is %d. Nothing here is called so.",
					len(token.Value), token.Value[:20], maxName).Pointing(&token.Pos)
			}
			repeats[token.Value]++
			if repeats[token.Value] > repeats[most] {
				most = token.Value
			}
		case lexer.String:
			literal := string(runes[token.Pos.Start:token.Pos.End])
			if err := errors.Join(checkNUL(token.Value), checkSurrogates([]byte(literal))); err != nil {
				return fault.New(fault.BadUserInput, "A string in the operation cannot be used: %s.", err).Pointing(&token.Pos)
			}
		}
	}
	if count > maxTokens {
		return fault.New(fault.LimitExceeded,
			"The operation has %d tokens; the limit is %d. Split it, or pass long lists as variables.", count, maxTokens)
	}
	if repeats[most] > maxRepeats {
		return fault.New(fault.LimitExceeded,
			"The operation has the name %q %d times; the limit is %d. Split it.", most, repeats[most], maxRepeats)
	}
	return nil
}

// Strings with the character U+0000, or with half of a surrogate pair, cannot be kept
// by both engines. The latter can only be told by its escape, which is the same in
// GraphQL and JSON: decoders put the replacement character in its place without a word.

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
