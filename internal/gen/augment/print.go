package augment

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"
)

// width is how long the lines of descriptions may be.
const width = 120

// Print writes a schema as SDL to be read by people: definitions apart, their parts
// together, descriptions on one line where they fit there and wrapped where not.
func Print(document *ast.SchemaDocument) string {
	var definitions []string
	for _, d := range document.Definitions {
		var text bytes.Buffer
		formatter.NewFormatter(&text, formatter.WithIndent("  "), formatter.WithComments()).
			FormatSchemaDocument(&ast.SchemaDocument{Definitions: ast.DefinitionList{d}})
		definitions = append(definitions, tidy(text.String()))
	}
	return strings.Join(definitions, "\n")
}

const quotes = `"""`

// tidy sets the descriptions of a definition as the formatter spells it: each between
// two lines of quotes, and empty lines between arguments.
func tidy(definition string) string {
	var out strings.Builder
	var words []string // of the description at hand
	inside := false
	for line := range strings.Lines(definition) {
		text := strings.TrimSpace(line)
		switch {
		case text == quotes && inside:
			describe(&out, line[:strings.Index(line, quotes)], words)
			words, inside = nil, false
		case text == quotes:
			inside = true
		case inside:
			words = append(words, strings.Fields(text)...)
		case text != "":
			out.WriteString(line)
		}
	}
	return out.String()
}

// describe writes a description, on one line if it fits there.
func describe(out *strings.Builder, indent string, words []string) {
	text := strings.Join(words, " ")
	if utf8.RuneCountInString(indent+text)+2*len(quotes) <= width && !strings.HasSuffix(text, `"`) {
		out.WriteString(indent + quotes + text + quotes + "\n")
		return
	}
	out.WriteString(indent + quotes)
	length := width
	for _, word := range words {
		if length += 1 + utf8.RuneCountInString(word); length > width {
			out.WriteString("\n" + indent + word)
			length = utf8.RuneCountInString(indent + word)
			continue
		}
		out.WriteString(" " + word)
	}
	out.WriteString("\n" + indent + quotes + "\n")
}
