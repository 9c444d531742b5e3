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
	var lines []string // of the description at hand
	inside := false
	for line := range strings.Lines(definition) {
		text := strings.TrimSpace(line)
		switch {
		case text == quotes && inside:
			describe(&out, line[:strings.Index(line, quotes)], paragraphs(lines))
			lines, inside = nil, false
		case text == quotes:
			inside = true
		case inside:
			lines = append(lines, text)
		case text != "":
			out.WriteString(line)
		}
	}
	return out.String()
}

// paragraphs joins the lines of a description that make one paragraph. An empty line
// stays; an item of a list is a paragraph of its own.
func paragraphs(lines []string) []string {
	var joined []string
	open := false
	for _, line := range lines {
		switch {
		case line == "":
			joined, open = append(joined, ""), false
		case open && !strings.HasPrefix(line, "- "):
			joined[len(joined)-1] += " " + line
		default:
			joined, open = append(joined, line), true
		}
	}
	return joined
}

// describe writes a description, on one line if it fits there.
func describe(out *strings.Builder, indent string, paragraphs []string) {
	text := strings.Join(paragraphs, "\n")
	if len(paragraphs) == 1 && utf8.RuneCountInString(indent+text)+2*len(quotes) <= width && !strings.HasSuffix(text, `"`) {
		out.WriteString(indent + quotes + text + quotes + "\n")
		return
	}
	out.WriteString(indent + quotes)
	for _, paragraph := range paragraphs {
		wrap(out, indent, strings.Fields(paragraph))
	}
	out.WriteString("\n" + indent + quotes + "\n")
}

func wrap(out *strings.Builder, indent string, words []string) {
	if len(words) == 0 {
		out.WriteString("\n")
		return
	}
	length := width
	for _, word := range words {
		if length += 1 + utf8.RuneCountInString(word); length > width {
			out.WriteString("\n" + indent + word)
			length = utf8.RuneCountInString(indent + word)
			continue
		}
		out.WriteString(" " + word)
	}
}
