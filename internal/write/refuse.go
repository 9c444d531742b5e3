package write

import (
	"fmt"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/catalog"
	"innograph/internal/fault"
	"innograph/internal/lines"
	"innograph/internal/store"
)

func bad(at ast.Path, format string, args ...any) *fault.Error {
	return fault.New(fault.BadUserInput, format, args...).In(at)
}

func missing(at ast.Path, format string, args ...any) *fault.Error {
	return fault.New(fault.NotFound, format, args...).In(at)
}

func conflict(at ast.Path, format string, args ...any) *fault.Error {
	return fault.New(fault.Conflict, format, args...).In(at)
}

func tooLarge(at ast.Path, format string, args ...any) *fault.Error {
	return fault.New(fault.LimitExceeded, format, args...).In(at)
}

// within is the place of a member of what is at a place.
func within(at ast.Path, member string) ast.Path {
	if at == nil {
		return nil // nobody asked for places
	}
	return append(slices.Clip(at), ast.PathName(member))
}

// told names an edge to people.
func told(id store.EdgeID) string {
	arrow := "→"
	if id.Relation.Undirected {
		arrow = "–"
	}
	text := fmt.Sprintf("%s %s %s %s", id.From, id.Relation.Name, arrow, id.To)
	if id.Key != "" {
		text += " with the key " + lines.Shown(id.Key)
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

func plural(n int, what string) string {
	if n == 1 {
		return what
	}
	return what + "s"
}
