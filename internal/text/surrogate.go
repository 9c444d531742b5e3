package text

import (
	"bytes"
	"strconv"
	"unicode"
	"unicode/utf16"
)

// LoneSurrogate tells whether JSON text escapes one half of a surrogate pair without the
// other, `\ud83d` alone, which is no character. encoding/json decodes it to U+FFFD
// without a word, so it must be found before.
func LoneSurrogate(json []byte) bool {
	for {
		i := bytes.IndexByte(json, '\\')
		if i < 0 {
			return false
		}
		json = json[i:]
		width := len(`\n`)
		if r := escaped(json); utf16.IsSurrogate(r) {
			width = len(`\uXXXX`)
			if utf16.DecodeRune(r, escaped(json[width:])) == unicode.ReplacementChar {
				return true
			}
			width *= 2
		}
		json = json[min(width, len(json)):]
	}
}

// escaped reads the \uXXXX that json begins with, or gives -1 where it begins otherwise.
func escaped(json []byte) rune {
	if len(json) < len(`\uXXXX`) || json[0] != '\\' || json[1] != 'u' {
		return -1
	}
	code, err := strconv.ParseUint(string(json[2:6]), 16, 16)
	if err != nil {
		return -1
	}
	return rune(code)
}
