package lookahead

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/plan"
)

// Survivors knows which nodes were merged into others.
type Survivors interface {
	// Survivor is the id that a node has by now: the one given, or of what it was merged into.
	Survivor(id string) string
	// Mergings is another number whenever Survivor may give another answer.
	Mergings() int64
}

// Following has what reads understand the ids of nodes that were merged away. It is to be
// called before the compiler is used.
func (c *Compiler) Following(survivors Survivors) *Compiler {
	c.survivors = survivors
	return c
}

func (c *Compiler) mergings() int64 {
	if c.survivors == nil {
		return 0
	}
	return c.survivors.Mergings()
}

// byNow is a coerced value as it is by now: an id that names a node, which may have been
// merged into another one. What writes is told the ids as they were given.
func (r *request) byNow(in place, t *ast.Type, value any) any {
	if t.NamedType != "ID" || r.survivors == nil || r.survivors.Mergings() == 0 || bounds(in.path) || writes(in.field) {
		return value
	}
	return plan.As(value, func(id any) any { return r.survivors.Survivor(id.(string)) })
}

// bounds tells whether a value is one that ids are only compared with.
func bounds(path string) bool {
	switch path[strings.LastIndexByte(path, '.')+1:] {
	case "lt", "lte", "gt", "gte":
		return true
	}
	return false
}
