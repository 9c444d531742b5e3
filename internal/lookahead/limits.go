package lookahead

import (
	"github.com/99designs/gqlgen/graphql"

	"innograph/internal/fault"
)

func (r *request) checkDepth(f graphql.CollectedField, in scope) {
	// The fields beneath f are one level deeper than f itself.
	if in.depth+1 > r.limits.Depth {
		panic(fault.New(fault.LimitExceeded,
			"The operation is nested too deeply: %q has fields at level %d, and the limit is %d levels. Ask for less at once, or in a second operation.",
			f.Alias, in.depth+1, r.limits.Depth).Pointing(f.Position))
	}
}

func (r *request) checkAliases(fields []graphql.CollectedField) {
	aliases := 0
	for _, f := range fields {
		if f.Alias != f.Name {
			aliases++
		}
	}
	if aliases > r.limits.Aliases {
		panic(fault.New(fault.LimitExceeded,
			"A selection has %d aliases, and the limit is %d. Split the operation.", aliases, r.limits.Aliases).
			Pointing(fields[0].Position))
	}
}

// countConnection counts one more connection.
func (r *request) countConnection(f graphql.CollectedField) {
	r.used.connections++
	if r.used.connections > r.limits.Connections {
		panic(fault.New(fault.LimitExceeded,
			"The operation has more than %d connections, which is the limit; %q is one too many. Split the operation.",
			r.limits.Connections, f.Alias).Pointing(f.Position))
	}
}

// countNodes adds the most nodes that a page of `limit` can give, for each of the times
// that it is answered, and gives the scope of what stands beneath it.
func (r *request) countNodes(f graphql.CollectedField, in scope, limit int) scope {
	times := in.times * limit
	r.used.nodes += times
	if r.used.nodes > r.limits.Nodes {
		panic(fault.New(fault.LimitExceeded,
			"The operation could give %d nodes or more (nested page sizes multiplied and summed), and the limit is %d; %q crosses it. Ask for smaller pages.",
			r.used.nodes, r.limits.Nodes, f.Alias).Pointing(f.Position))
	}
	return scope{depth: in.depth, times: times}
}

func (in scope) deeper() scope { return scope{depth: in.depth + 1, times: in.times} }
