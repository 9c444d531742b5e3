package random

import (
	"math/rand/v2"
	"strings"
)

// words are what texts are made of: plain ones, and those on which engines part ways.
var words = []string{
	"", " ", "a", "A", "ab", "Ab", "aB", "AB", "b", "B", "z", "0", "00", "10", "9", "-1", "1e3",
	"三一", "三一重工", "轨道", "轨道交通", "重", "株洲",
	"𠮷", "𠮷野", "𪚥", "\uffee", "\uff5e", "\ue000", "\ufffd", "\uffff", // beyond the BMP, and what UTF-16 puts behind it
	"😀", "👩‍🔬", "🇨🇳",
	"é", "e\u0301", "E\u0301", "ñ", "n\u0303", "Å", "Å", "\u0301",
	"ＡＢＣ", "ａｂｃ", "ABC", "abc", "１２", "㈱", "ﬁ", "fi", "½", "①",
	"ß", "ss", "SS", "ẞ", "İ", "i̇", "ı", "I", "i", "ς", "σ", "Σ", "ΌΣΟΣ", "όσος", "ǅ", "ǆ", "ŉ",
	`"`, `\`, `\\`, `\"`, `'`, "''", "`", "$x", "{}", "[]", "%", "_", "*", "?", "--", "/*", ";", "\x01", "\x1f", "\t", "\n", "\r\n", "\x7f", "\u0085", "\u2028", "\u2029",
	"\u00a0", "\u200b", "\ufeff", "\u202e", "null", "NULL", "true", "</script>", "&amp;",
	"Changsha", "changsha", "CHANGSHA", "Zhuzhou", "Hunan 2023", "power semiconductors",
}

// text makes a text of up to `longest` characters, mostly short.
func text(r *rand.Rand, longest int) string {
	switch r.IntN(12) {
	case 0:
		return ""
	case 1:
		return repeated(r, longest)
	case 2, 3, 4:
		return pick(r, words) + pick(r, words)
	case 5:
		return pick(r, words) + pick(r, words) + pick(r, words)
	default:
		return pick(r, words)
	}
}

// repeated makes a very long text, of the longest length now and then.
func repeated(r *rand.Rand, longest int) string {
	word := pick(r, words) + "x"
	length := 1 + r.IntN(longest)
	if r.IntN(4) == 0 {
		length = longest
	}
	return string([]rune(strings.Repeat(word, length))[:length])
}

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

// chance is true once in n times.
func chance(r *rand.Rand, n int) bool { return r.IntN(n) == 0 }
