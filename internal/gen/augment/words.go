package augment

import (
	"strings"
	"unicode"

	"innograph/internal/catalog"
)

// one is a type's name in a sentence: `award`, `research line`.
func one(t *catalog.Type) string { return spaced(t.Singular()) }

// many is the plural of one.
func many(t *catalog.Type) string { return spaced(t.Plural()) }

// a puts the indefinite article before a noun.
func a(noun string) string {
	if strings.ContainsAny(noun[:1], "aeiou") {
		return "an " + noun
	}
	return "a " + noun
}

func spaced(camel string) string {
	var out strings.Builder
	for _, r := range camel {
		if unicode.IsUpper(r) {
			out.WriteByte(' ')
		}
		out.WriteRune(unicode.ToLower(r))
	}
	return out.String()
}

// capital begins a sentence.
func capital(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

// gist is the first sentence of a description, on one line.
func gist(description string) string {
	text := strings.Join(strings.Fields(description), " ")
	if end := strings.Index(text, ". "); end >= 0 {
		return text[:end+1]
	}
	return text
}
