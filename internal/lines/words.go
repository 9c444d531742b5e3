package lines

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/validator/core"
)

// Nearest is part of a message: which of the known words was probably meant, if any. It is
// worked out only when the message is told.
type Nearest struct {
	Typed string
	Known []string
}

func (n Nearest) String() string {
	if len(n.Typed) > LongestID {
		return ""
	}
	if close := core.SuggestionList(n.Typed, n.Known); len(close) > 0 {
		return fmt.Sprintf(" (did you mean %q?)", close[0])
	}
	return ""
}

// List is part of a message: what is allowed.
type List []string

func (l List) String() string {
	if len(l) == 0 {
		return "none"
	}
	return strings.Join(l, ", ")
}

// Shown quotes what was found, without repeating all of a long text.
func Shown(value any) string {
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
