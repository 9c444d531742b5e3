package analysis

import (
	"fmt"
	"strings"
)

// Words for explanations.

func (s *search) name(id string) string { return s.nodes[id].name }

// names lists the names of nodes, three at most.
func (s *search) names(ids []string) string {
	var names []string
	for _, id := range ids[:min(len(ids), 3)] {
		names = append(names, s.name(id))
	}
	text := strings.Join(names, ", ")
	if more := len(ids) - len(names); more > 0 {
		return fmt.Sprintf("%s and %d more", text, more)
	}
	return text
}

// sentence ends with one full stop, also behind a name that has one: `… Co., Ltd.`.
func sentence(text string) string {
	if rest, two := strings.CutSuffix(text, ".."); two {
		return rest + "."
	}
	return text
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if stem, ok := strings.CutSuffix(noun, "y"); ok {
		return fmt.Sprintf("%d %sies", n, stem)
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// verb agrees with the number of those who do it.
func verb(n int, plural string) string {
	if n == 1 {
		return plural + "s"
	}
	return plural
}
