package write

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/catalog"
	"innograph/internal/fault"
	"innograph/internal/store"
)

func bad(at ast.Path, format string, args ...any) *fault.Error {
	return fault.New(fault.BadUserInput, format, args...).Under(at)
}

func missing(at ast.Path, format string, args ...any) *fault.Error {
	return fault.New(fault.NotFound, format, args...).Under(at)
}

func conflict(at ast.Path, format string, args ...any) *fault.Error {
	return fault.New(fault.Conflict, format, args...).Under(at)
}

// shown quotes what was found, without repeating all of a long text.
func shown(text string) string {
	const enough = 60
	quoted := strconv.Quote(text)
	if runes := []rune(quoted); len(runes) > enough {
		return string(runes[:enough]) + "…"
	}
	return quoted
}

// told names an edge to people.
func told(id store.EdgeID) string {
	arrow := "→"
	if id.Relation.Undirected {
		arrow = "–"
	}
	text := fmt.Sprintf("%s %s %s %s", id.From, id.Relation.Name, arrow, id.To)
	if id.Key != "" {
		text += " with the key " + shown(id.Key)
	}
	return text
}

// some names the first few of many.
func some(names []string) string {
	const few = 3
	if len(names) <= few {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:few], ", "), len(names)-few)
}

func typeNames(types []*catalog.Type) string {
	names := make([]string, len(types))
	for i, t := range types {
		names[i] = t.Name
	}
	return strings.Join(names, ", ")
}
