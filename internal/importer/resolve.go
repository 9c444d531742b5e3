package importer

import (
	"context"
	"strings"

	lru "github.com/hashicorp/golang-lru/v2"

	"innograph/internal/catalog"
	"innograph/internal/mapping"
	"innograph/internal/store"
)

// resolver finds the nodes that have a unique value already, so that what two data sets
// know of one thing meets in one node, whatever ids they make of it.
type resolver struct {
	store store.Writer
	types map[string]*catalog.Type // by what ids begin with
	known *lru.Cache[mapping.Unique, string]
}

// knownValues is how many are remembered: those of some batches.
const knownValues = 1 << 16

func newResolver(model *catalog.Catalog, to store.Writer) *resolver {
	known, err := lru.New[mapping.Unique, string](knownValues)
	if err != nil {
		panic(err) // the size is a constant above zero
	}
	r := &resolver{store: to, types: map[string]*catalog.Type{}, known: known}
	for _, t := range model.Concrete() {
		r.types[t.Singular()] = t
	}
	return r
}

// look asks the store for those of the values that are not remembered.
func (r *resolver) look(ctx context.Context, b *batch) error {
	asked := map[mapping.Unique]bool{}
	wanted := map[*catalog.Unique][]string{}
	ask := func(values []mapping.Unique) {
		for _, u := range values {
			if asked[u] || r.known.Contains(u) {
				continue
			}
			asked[u] = true
			wanted[u.Of] = append(wanted[u.Of], u.Value)
		}
	}
	for i := range b.nodes {
		ask(b.nodes[i].Unique)
	}
	for i := range b.edges {
		ask(b.edges[i].FromUnique)
		ask(b.edges[i].ToUnique)
	}
	if len(wanted) == 0 {
		return nil
	}
	return r.store.Write(ctx, func(ctx context.Context, tx store.Tx) error {
		for of, values := range wanted {
			holders, err := tx.Holders(ctx, of, distinct(values))
			if err != nil {
				return err
			}
			for _, h := range holders {
				r.known.Add(mapping.Unique{Of: of, Value: h.Value, Within: h.Within}, h.ID)
			}
		}
		return nil
	})
}

func distinct(values []string) []string {
	seen := make(map[string]bool, len(values))
	out := values[:0]
	for _, v := range values {
		if !seen[v] {
			seen[v] = true
			out = append(out, v)
		}
	}
	return out
}

// holder is who has one of the values; "" where nobody has.
func (r *resolver) holder(values []mapping.Unique) string {
	for _, u := range values {
		if id, ok := r.known.Get(u); ok {
			return id
		}
	}
	return ""
}

// meet makes a node the one that has its unique values, and gives the id that was made for
// it where that is another one. What is made first has the values from then on.
func (r *resolver) meet(n *mapping.Node) (made string) {
	holder := r.holder(n.Unique)
	if holder != "" && holder != n.ID {
		made = n.ID
		n.ID = holder
		r.become(n)
	}
	for _, u := range n.Unique {
		r.known.Add(u, n.ID)
	}
	return made
}

// become makes a node one of the type that it is found to have. It keeps what that type
// has too.
func (r *resolver) become(n *mapping.Node) {
	found := r.typeOf(n.ID)
	if found == nil || found == n.Type {
		return
	}
	for name := range n.Values {
		if there := found.Property(name); there == nil || there != n.Type.Property(name) {
			delete(n.Values, name)
		}
	}
	n.Type = found
}

// typeOf is the type of a node of that id, nil where it is none.
func (r *resolver) typeOf(id string) *catalog.Type {
	prefix, _, _ := strings.Cut(id, "/")
	return r.types[prefix]
}
