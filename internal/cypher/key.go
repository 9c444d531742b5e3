package cypher

import "strings"

// Key encodes a string so that its order by UTF-16 unit, by UTF-8 byte and by code point
// is the same. Neo4j compares by the first, as a stored string with a parameter, or by
// the third, as two stored ones; its range indexes by the second; and the API promises
// the third. Only characters from U+D780 on are touched, since the first two
// differ only from U+D800 on: each becomes four characters of the block U+D780–U+D7FF,
// a leading one and three digits of base 64, which stand for the code point.
//
// A leading character is never a digit, and neither stands for itself. So one key is
// equal to, begins with, ends with or contains another exactly when their strings do.
func Key(s string) string {
	if !strings.ContainsFunc(s, moved) {
		return s
	}
	var key strings.Builder
	for _, r := range s {
		if !moved(r) {
			key.WriteRune(r)
			continue
		}
		key.WriteRune(leading + r>>18)
		for shift := 12; shift >= 0; shift -= 6 {
			key.WriteRune(digits + r>>shift&0x3F)
		}
	}
	return key.String()
}

const (
	leading = 0xD780 // the first of the leading characters
	digits  = 0xD7C0 // the digit 0
)

func moved(r rune) bool { return r >= leading }
