package sqlite

import (
	"unicode/utf8"

	"innograph/internal/plan"
)

// match compares parts of strings code point by code point; LIKE would fold case and
// give % and _ a meaning.
func (c *compiler) match(p plan.Match, s *scope) string {
	left := c.expr(p.Left, s)
	switch p.How {
	case plan.StartsWith:
		// A range of texts, which an index serves.
		low := "(" + left + " >= " + c.arg(p.Text)
		return low + " AND " + c.expr(p.Left, s) + " < " + c.arg(plan.As(p.Text, beyond)) + ")"
	case plan.EndsWith:
		from := "substr(" + left + ", length(" + c.expr(p.Left, s) + ") + 1 - " + c.arg(plan.As(p.Text, length))
		return from + ") = " + c.arg(p.Text)
	}
	return "instr(" + left + ", " + c.arg(p.Text) + ") > 0"
}

// length is how many characters a text has.
func length(text any) any { return utf8.RuneCountInString(text.(string)) }

// beyond is the least value that is greater than every text that begins so. Where no
// text is, a blob is: blobs come after all texts.
func beyond(text any) any {
	prefix := text.(string)
	for len(prefix) > 0 {
		last, size := utf8.DecodeLastRuneInString(prefix)
		prefix = prefix[:len(prefix)-size]
		switch {
		case last == utf8.MaxRune:
			continue
		case last == 0xD7FF:
			last = 0xE000 // the surrogates between are no characters
		default:
			last++
		}
		return prefix + string(last)
	}
	return []byte{}
}
