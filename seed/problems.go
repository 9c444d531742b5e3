package seed

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"innograph/internal/lines"
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
	return lines.Nearest{Typed: n.typed, Known: same}.String()
}
