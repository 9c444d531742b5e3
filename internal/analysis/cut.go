package analysis

import (
	"context"
	"fmt"
	"slices"

	"innograph/internal/answer"
	"innograph/internal/plan"
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

// follow expands by one level, and notes where that is more than may be read.
func (s *search) follow(ctx context.Context, c *cut, from []string, steps ...plan.Step) ([]edge, error) {
	edges, truncated, err := s.expand(ctx, from, steps...)
	if truncated {
		c.note("More than %d edges led on from one level of the search; the rest was left out.", maxEdges)
	}
	return edges, err
}
