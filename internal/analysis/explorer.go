package analysis

import (
	"context"

	"innograph/internal/plan"
)

// explorer reads what stands around some nodes, and keeps it. Nodes of a kind have
// edges of their own kind only, so that one statement does for nodes and steps of
// several kinds at once; an edge that is known already is not kept twice.
type explorer struct {
	*search
	cut   cut
	graph subgraph
	known map[plan.Step]idSet // where each step was followed from
}

func newExplorer(s *search) *explorer {
	return &explorer{search: s, graph: subgraph{}, known: map[plan.Step]idSet{}}
}

// explore follows the steps from the nodes, in one statement.
func (x *explorer) explore(ctx context.Context, from []string, steps ...plan.Step) error {
	edges, followed, err := x.follow(ctx, &x.cut, from, steps...)
	if err != nil {
		return err
	}
	var fresh []edge
	for _, e := range edges {
		if !x.known[e.step][e.from] {
			fresh = append(fresh, e)
		}
	}
	x.graph.add(fresh)
	for _, step := range steps {
		if x.known[step] == nil {
			x.known[step] = idSet{}
		}
		x.known[step].fresh(followed...)
	}
	return nil
}

// atMost keeps the first of ids that are in order, and notes what is left out.
func (x *explorer) atMost(most int, what string, ids []string) []string {
	if len(ids) > most {
		x.cut.note("There are more than %d %s; those with later ids were left out.", most, what)
		ids = ids[:most]
	}
	return ids
}
