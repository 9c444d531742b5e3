package seed

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/validator/core"
)

// most is how many problems are told at once; more than that is one mistake made often.
const most = 20

// Problems says why a data set is refused: what is wrong where, and what would be right.
type Problems struct {
	Found []Problem // in order of files and lines; the first 20
	More  int       // how many there are beyond them
}

// Problem is one thing that is wrong with a data set.
type Problem struct {
	File    string
	Line    int // from 1; 0 for the file as a whole
	Message string
}

// Error lists the problems, one a line.
func (p *Problems) Error() string {
	var out strings.Builder
	for i, found := range p.Found {
		if i > 0 {
			out.WriteByte('\n')
		}
		out.WriteString(found.File)
		if found.Line > 0 {
			out.WriteString(":" + strconv.Itoa(found.Line))
		}
		out.WriteString(": " + found.Message)
	}
	if p.More > 0 {
		fmt.Fprintf(&out, "\n… and %d more", p.More)
	}
	return out.String()
}

func (p *Problems) add(file string, number int, format string, args []any) {
	if len(p.Found) == most {
		p.More++
		return
	}
	p.Found = append(p.Found, Problem{file, number, fmt.Sprintf(format, args...)})
}

// nearest is part of a message: what was probably meant. It is worked out only when the
// message is told.
type nearest struct {
	typed string
	known []string
}

func (n nearest) String() string {
	if len(n.typed) > longestID {
		return ""
	}
	if close := core.SuggestionList(n.typed, n.known); len(close) > 0 {
		return fmt.Sprintf("; did you mean %q?", close[0])
	}
	return ""
}

// nearestID is part of a message: which known id of the same type was probably meant.
type nearestID struct {
	typed string
	known map[string]seen
}

func (n nearestID) String() string {
	prefix, _, _ := strings.Cut(n.typed, "/")
	var same []string
	for id := range n.known {
		if strings.HasPrefix(id, prefix+"/") {
			same = append(same, id)
		}
	}
	slices.Sort(same)
	return nearest{n.typed, same}.String()
}

// list is part of a message: what is allowed.
type list []string

func (l list) String() string {
	if len(l) == 0 {
		return "none"
	}
	return strings.Join(l, ", ")
}

// shown quotes what was found, without repeating all of a long text.
func shown(value any) string {
	const enough = 60
	quoted := kindOf(value)
	switch value := value.(type) {
	case string:
		quoted = strconv.Quote(value)
	case fmt.Stringer:
		quoted = value.String()
	case bool:
		quoted = strconv.FormatBool(value)
	}
	if runes := []rune(quoted); len(runes) > enough {
		return string(runes[:enough]) + "…"
	}
	return quoted
}
