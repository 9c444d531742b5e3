package analysis

import (
	"fmt"
	"slices"

	"innograph/internal/answer"
)

// cut gathers what limits left out of an answer, a sentence for each limit that was met.
type cut []string

func (c *cut) note(format string, args ...any) {
	if sentence := fmt.Sprintf(format, args...); !slices.Contains(*c, sentence) {
		*c = append(*c, sentence)
	}
}

// write puts into an answer whether anything was left out, and what.
func (c *cut) write(record answer.Record) {
	record["truncated"] = len(*c) > 0
	record["cut"] = append([]string{}, *c...)
}
