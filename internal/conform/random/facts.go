package random

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"innograph/internal/catalog"
	"innograph/internal/store"
)

// The lengths that the loader allows, in characters; prose has no bound there, and this
// one is long enough.
const (
	longestText  = 640
	longestProse = 3000
)

// Types picks the types that a graph's nodes have: all, or a few only, so that there are
// more edges between equal ones.
func Types(model *catalog.Catalog, r *rand.Rand) []*catalog.Type {
	types := slices.DeleteFunc(model.Concrete(), func(t *catalog.Type) bool { return t == model.Source() })
	if chance(r, 2) {
		r.Shuffle(len(types), func(i, j int) { types[i], types[j] = types[j], types[i] })
		types = types[:1+r.IntN(4)]
	}
	return append(types, model.Source())
}

// Facts makes a small synthetic graph that the loader would take: of these types, with
// parallel edges, self-loops, cycles and missing values everywhere. Values repeat, so that
// there are ties and facets.
func Facts(model *catalog.Catalog, types []*catalog.Type, r *rand.Rand) *store.Facts {
	m := &maker{Rand: r, model: model, facts: &store.Facts{}, pools: map[string][]any{}, held: map[holding]bool{}}
	for _, part := range []*string{&m.facts.Dataset.Name, &m.facts.Dataset.Version, &m.facts.Dataset.Licence} {
		*part = text(r, longestText)
	}
	if !chance(r, 3) {
		m.facts.Dataset.AsOf = m.date()
	}
	if chance(r, 2) {
		m.facts.Dataset.MeasuredAt = "2026-01-02T03:04:05Z"
	}
	for range r.IntN(6) + 1 {
		m.node(model.Source())
	}
	types = slices.DeleteFunc(slices.Clone(types), func(t *catalog.Type) bool { return t == model.Source() })
	for range r.IntN(55) {
		m.node(pick(r, types))
	}
	m.edges()
	return m.facts
}

type maker struct {
	*rand.Rand
	model   *catalog.Catalog
	facts   *store.Facts
	sources []string
	pools   map[string][]any // values made before, by property
	held    map[holding]bool // the unique values that nodes have
}

// holding is a value that only one node may have.
type holding struct {
	of            *catalog.Property // as its owner declares it
	value, within any
}

func (m *maker) node(t *catalog.Type) {
	n := store.Node{Type: t}
	for _, p := range t.Properties {
		switch {
		case p.Kind == catalog.ID:
			n.Values = append(n.Values, m.id(t))
		case p.Name == "version":
			n.Values = append(n.Values, int64(1))
		default:
			value := m.value(p)
			for p.Unique != nil && value != nil && !m.hold(t, p, n.Values, value) {
				value = m.fresh(p)
			}
			n.Values = append(n.Values, value)
		}
	}
	if t == m.model.Source() {
		m.sources = append(m.sources, n.ID())
	} else {
		n.Sources = m.evidence(t.Sourced)
	}
	m.facts.Nodes = append(m.facts.Nodes, n)
}

// hold takes a unique value for a node, of which it has the values before; false if another
// has it.
func (m *maker) hold(t *catalog.Type, p *catalog.Property, before []any, value any) bool {
	is := holding{of: p.Unique.Property, value: value}
	if p.Unique.Within != nil {
		if is.within = before[slices.Index(t.Properties, t.Property(p.Unique.Within.Name))]; is.within == nil {
			return true
		}
	}
	taken := m.held[is]
	m.held[is] = true
	return !taken
}

// id makes an id that no node has yet. They sort otherwise than they were made.
func (m *maker) id(t *catalog.Type) string {
	const letters = "abcz019-._"
	for {
		slug := make([]byte, 1+m.IntN(4))
		for i := range slug {
			slug[i] = letters[m.IntN(len(letters))]
		}
		id := t.Singular() + "/" + string(slug)
		if !slices.ContainsFunc(m.facts.Nodes, func(n store.Node) bool { return n.ID() == id }) {
			return id
		}
	}
}

// evidence names sources, in order.
func (m *maker) evidence(needed bool) []string {
	var ids []string
	for _, id := range m.sources {
		if chance(m.Rand, 3) {
			ids = append(ids, id)
		}
	}
	if needed && len(ids) == 0 {
		ids = append(ids, pick(m.Rand, m.sources))
	}
	slices.Sort(ids)
	return ids
}

func (m *maker) value(p *catalog.Property) any {
	if !p.NonNull && m.IntN(5) < 2 {
		return nil
	}
	pool := m.pools[p.Name]
	if len(pool) > 0 && m.IntN(3) > 0 {
		return pick(m.Rand, pool)
	}
	value := m.fresh(p)
	m.pools[p.Name] = append(pool, value)
	return value
}

func (m *maker) fresh(p *catalog.Property) any {
	switch p.Kind {
	case catalog.Int:
		return pick(m.Rand, []int64{0, 1, -1, 2, 10, 9, 1999, 2023, 2024, math.MaxInt32, math.MinInt32, int64(m.Int32())})
	case catalog.Long:
		return pick(m.Rand, []int64{0, 1, -1, 250, 1 << 31, -1 << 31, catalog.LargestLong, -catalog.LargestLong, m.Int64N(catalog.LargestLong)})
	case catalog.Float:
		return float(m.Rand)
	case catalog.Boolean:
		return chance(m.Rand, 2)
	case catalog.Date:
		return m.date()
	case catalog.Enumeration:
		return pick(m.Rand, p.Enum.Values).Name
	case catalog.StringList:
		list := []string{}
		for range m.IntN(4) {
			list = append(list, text(m.Rand, longestText))
		}
		return list
	}
	longest := longestText
	if p.Prose {
		longest = longestProse
	}
	made := text(m.Rand, longest)
	for p.NonNull && strings.TrimSpace(made) == "" {
		made = text(m.Rand, longest)
	}
	return made
}

func float(r *rand.Rand) float64 {
	return pick(r, []float64{
		0, 1, -1, 0.1, 0.2, 0.1 + 0.2, 1.0 / 3, 3.59, -2.5, 100, 1e6, 1e-6, 9.999999e-7, 1e-7, 1e20, 1e21, 123456789012345680, 1e300, -1e300,
		5e-324, 2.2250738585072014e-308, math.MaxFloat64, -math.MaxFloat64, 9007199254740993, r.NormFloat64(), math.Round(r.Float64()*100) / 100,
	})
}

func (m *maker) date() string {
	year, month := pick(m.Rand, []int{1, 1985, 1999, 2022, 2023, 9999}), 1+m.IntN(12)
	switch m.IntN(3) {
	case 0:
		return fmt.Sprintf("%04d", year)
	case 1:
		return fmt.Sprintf("%04d-%02d", year, month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", year, month, 1+m.IntN(28))
}

// edges joins nodes wherever the model lets it.
func (m *maker) edges() {
	type identity struct{ relation, from, to, key string }
	taken := map[identity]bool{}
	for _, relation := range m.model.Relations {
		if relation.Evidence {
			continue
		}
		var pairs [][2]*store.Node
		for i := range m.facts.Nodes {
			for j := range m.facts.Nodes {
				from, to := &m.facts.Nodes[i], &m.facts.Nodes[j]
				if relation.Joins(from.Type, to.Type) {
					pairs = append(pairs, [2]*store.Node{from, to})
				}
			}
		}
		if len(pairs) == 0 {
			continue
		}
		for range m.IntN(2 + min(len(pairs), 14)) {
			ends := pick(m.Rand, pairs)
			from, to := ends[0], ends[1]
			if chance(m.Rand, 12) && relation.Joins(from.Type, from.Type) {
				to = from
			}
			for range 1 + max(0, m.IntN(6)-3) {
				e := store.Edge{Relation: relation, From: from.ID(), To: to.ID(), Sources: m.evidence(from.Type.Sourced || to.Type.Sourced)}
				if !chance(m.Rand, 3) {
					e.Key = text(m.Rand, 20)
				}
				if !chance(m.Rand, 3) {
					e.Confidence = new(pick(m.Rand, []float64{0, 1, 0.5, 0.1, 1.0 / 3, 1e-7, m.Float64()}))
				}
				for _, p := range relation.Properties {
					e.Values = append(e.Values, m.value(p))
				}
				is, other := identity{relation.Name, e.From, e.To, e.Key}, identity{relation.Name, e.To, e.From, e.Key}
				if taken[is] || relation.Undirected && taken[other] {
					continue
				}
				taken[is] = true
				m.facts.Edges = append(m.facts.Edges, e)
			}
		}
	}
}
