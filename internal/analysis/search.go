package analysis

import (
	"context"
	"slices"
	"strings"

	"innograph/internal/catalog"
	"innograph/internal/fault"
	"innograph/internal/plan"
	"innograph/internal/store"
)

// search reads the graph level by level, and keeps what it has seen.
type search struct {
	catalog *catalog.Catalog
	store   store.Store
	nodes   map[string]node // everything seen, by id
	read    int             // edges
	reads   []plan.Value    // of edges and of the nodes found, beside what every search needs
}

// node is what a search knows of a node.
type node struct {
	id   string
	kind *catalog.Type // concrete
	name string
}

// edge is one edge as it was followed: from the node that was known to the one found.
type edge struct {
	step     plan.Step
	from, to string
	key      string
	sources  []string                  // ids, in order
	values   map[*catalog.Property]any // cells of what the search reads
}

// The bounds of what an analysis may read.
const (
	maxEdges      = 30_000
	maxLevelEdges = 10_000 // in one statement
	maxLevelNodes = 2_000  // to follow edges from, in one statement
)

// start looks up the nodes that an analysis begins with. An id that is unknown is
// NOT_FOUND; one whose type is none of those that suit is BAD_USER_INPUT.
func (s *search) start(ctx context.Context, argument string, ids []string, suitable ...string) ([]node, error) {
	any := s.catalog.Type("Entity")
	name := plan.Value{Property: any.Property("name")}
	distinct := sorted(ids)
	cells, err := s.store.Read(ctx, &plan.Operation{Roots: []plan.Query{&plan.Lookup{
		Type: any, IDs: distinct,
		Row: &plan.Row{Type: any, Named: true, Shapes: []plan.Shape{{Types: any.Members, Columns: []plan.Column{name}}}},
	}}})
	if err != nil {
		return nil, err
	}
	for _, cell := range store.List(cells[0]) {
		pair := store.List(cell)
		row := store.List(pair[1])
		s.see(store.Text(pair[0]), store.Text(row[0]), store.Text(row[1]))
	}
	found := make([]node, 0, len(distinct))
	for _, id := range distinct {
		n, ok := s.nodes[id]
		if !ok {
			return nil, fault.New(fault.NotFound, "%s: there is no entity %q. Ids look like enterprise/zoomlion; find them with a query.", argument, id)
		}
		if len(suitable) > 0 && !s.isOneOf(n, suitable) {
			return nil, fault.New(fault.BadUserInput, "%s: %q is of the type %s; this analysis takes %s.", argument, id, n.kind.Name, strings.Join(suitable, " or "))
		}
		found = append(found, n)
	}
	return found, nil
}

// isOneOf tells whether a node is of one of the types or interfaces named.
func (s *search) isOneOf(n node, names []string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return s.catalog.Type(name).Has(n.kind) })
}

func (s *search) isEnterprise(id string) bool { return s.isOneOf(s.nodes[id], []string{"Enterprise"}) }

func (s *search) see(id, kind, name string) {
	if _, seen := s.nodes[id]; !seen {
		s.nodes[id] = node{id: id, kind: s.catalog.Type(kind), name: name}
	}
}

// follow goes along the edges of the steps from the nodes, in one statement. Where there are
// more than it may bring in, it notes so. It lists the nodes that it has followed, in
// order: those of the first ids. Of these all edges are there, so that nothing seems to
// be unknown that was only left out; but where a single one has too many, it has its first.
func (s *search) follow(ctx context.Context, c *cut, from []string, steps ...plan.Step) (edges []edge, followed []string, err error) {
	followed = sorted(from)
	if len(followed) == 0 || len(steps) == 0 {
		return nil, followed, nil
	}
	if len(followed) > maxLevelNodes {
		c.note("More than %d nodes were reached at one level of the search; from those with later ids it did not go on.", maxLevelNodes)
		followed = followed[:maxLevelNodes]
	}
	limit := min(maxLevelEdges, maxEdges-s.read)
	reads := s.readsOf(steps)
	cells, err := s.store.Read(ctx, &plan.Operation{Roots: []plan.Query{&plan.Expand{From: followed, Steps: steps, Reads: reads, Limit: limit + 1}}})
	if err != nil {
		return nil, nil, err
	}
	rows := store.List(cells[0])
	if len(rows) > limit {
		if limit < maxLevelEdges {
			c.note("The search has read %d edges, the most that it may; what lies beyond was left out.", maxEdges)
		} else {
			c.note("More than %d edges led on from one level of the search; those of nodes with later ids were left out.", maxLevelEdges)
		}
		next, _ := slices.BinarySearch(followed, idIn(rows[limit], expandedFrom))
		if rows = whole(rows, limit, expandedFrom); len(rows) > 0 && idIn(rows[len(rows)-1], expandedFrom) == followed[next] {
			next++ // the only one
		}
		followed = followed[:next]
	}
	return s.edges(rows, steps, reads), followed, nil
}

// The places of the two ends in a row of edges.
const (
	expandedFrom = 1
	expandedTo   = 2
)

func idIn(row any, place int) string { return store.Text(store.List(row)[place]) }

// whole keeps of rows in order of an end those of the ends of which all rows are within
// the limit; or else as many as it allows of the only one.
func whole(rows []any, limit, place int) []any {
	end := limit
	for end > 0 && idIn(rows[end-1], place) == idIn(rows[limit], place) {
		end--
	}
	if end == 0 {
		end = limit
	}
	return rows[:end]
}

// edges are the rows of what was read.
func (s *search) edges(rows []any, steps []plan.Step, reads []plan.Value) []edge {
	s.read += len(rows)
	edges := make([]edge, len(rows))
	for i, cell := range rows {
		row := store.List(cell)
		e := edge{
			step: steps[store.Integer(row[0])], from: store.Text(row[expandedFrom]), to: store.Text(row[expandedTo]), key: store.Text(row[5]),
		}
		s.see(e.to, store.Text(row[3]), store.Text(row[4]))
		for _, id := range store.List(row[6]) {
			e.sources = append(e.sources, store.Text(id))
		}
		if len(reads) > 0 {
			e.values = make(map[*catalog.Property]any, len(reads))
		}
		for j, value := range reads {
			e.values[value.Property] = row[7+j]
		}
		edges[i] = e
	}
	return edges
}

// readsOf lists what is to be read that edges of some of the steps can have.
func (s *search) readsOf(steps []plan.Step) []plan.Value {
	var reads []plan.Value
	for _, value := range s.reads {
		if slices.ContainsFunc(steps, func(step plan.Step) bool { return step.Has(value) }) {
			reads = append(reads, value)
		}
	}
	return reads
}

// out, in and along name the steps of a relation.
func (s *search) out(relation string) plan.Step {
	return plan.Step{Relation: s.catalog.Relation(relation), Direction: catalog.Out}
}

func (s *search) in(relation string) plan.Step {
	return plan.Step{Relation: s.catalog.Relation(relation), Direction: catalog.In}
}

func (s *search) along(relation string) plan.Step {
	return plan.Step{Relation: s.catalog.Relation(relation), Direction: catalog.Both}
}
