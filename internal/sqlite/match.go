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
		return low + " AND " + c.expr(p.Left, s) + " < " + c.arg(beyond(p.Text)) + ")"
	case plan.EndsWith:
		from := "substr(" + left + ", length(" + c.expr(p.Left, s) + ") + 1 - " + c.arg(utf8.RuneCountInString(p.Text))
		return from + ") = " + c.arg(p.Text)
	}
	return "instr(" + left + ", " + c.arg(p.Text) + ") > 0"
}

// beyond is the least value that is greater than every text with this prefix. Where no
// text is, a blob is: blobs come after all texts.
func beyond(prefix string) any {
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
