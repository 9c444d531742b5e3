package naive

import (
	"cmp"
	"math/big"
	"slices"

	"innograph/internal/catalog"
	"innograph/internal/fault"
)

// distinct are the nodes of a set, each once.
func (s *set) distinct() []*node {
	var nodes []*node
	for _, m := range s.rows {
		if !slices.Contains(nodes, m.node) {
			nodes = append(nodes, m.node)
		}
	}
	return nodes
}

// aggregate writes the figures of one property.
func (r *run) aggregate(f *field, s *set) {
	var values []any
	for _, n := range s.distinct() {
		if value := n.values[f.Name]; value != nil {
			values = append(values, value)
		}
	}
	r.object(f.Definition.Type.Name(), f.under, func(figure *field) {
		value := compute(figure.Name, values)
		if sum, ok := value.(*big.Int); ok && sum.CmpAbs(big.NewInt(maxLong)) > 0 {
			value, r.failed = nil, fault.LimitExceeded
		}
		r.scalar(value)
	})
}

func compute(figure string, values []any) any {
	if figure == "count" {
		return len(values)
	}
	if len(values) == 0 {
		return nil
	}
	switch figure {
	case "min":
		return slices.MinFunc(values, compare)
	case "max":
		return slices.MaxFunc(values, compare)
	}
	sum := new(big.Int)
	for _, value := range values {
		sum.Add(sum, big.NewInt(value.(int64)))
	}
	if figure == "sum" {
		return sum
	}
	average, _ := new(big.Rat).SetFrac(sum, big.NewInt(int64(len(values)))).Float64()
	return average
}

// facet is one value with the number of nodes that have it.
type facet struct {
	value any
	count int
	other *node // at the other end of a relation
}

// facets writes a breakdown: largest count first, then by value.
func (r *run) facets(f *field, s *set) {
	var all []facet
	for _, n := range s.distinct() {
		for _, value := range r.facetValues(s.target, r.arguments[f.Field]["by"].(string), n) {
			i := slices.IndexFunc(all, func(known facet) bool { return known.value == value.value })
			if i < 0 {
				i = len(all)
				all = append(all, value)
			}
			all[i].count++
		}
	}
	slices.SortFunc(all, func(a, b facet) int {
		return cmp.Or(cmp.Compare(b.count, a.count), compare(a.value, b.value))
	})
	first := min(r.arguments[f.Field]["first"].(int64), int64(len(all)))
	list(r, all[:first], func(one facet) {
		r.object("Facet", f.under, func(part *field) {
			switch {
			case part.Name == "key":
				r.text(plain(one.value))
			case part.Name == "count":
				r.scalar(one.count)
			case one.other == nil:
				r.scalar(nil)
			default:
				r.node(one.other, part.under)
			}
		})
	})
}

// facetValues are the values by which n is counted, each once.
func (r *run) facetValues(target *catalog.Type, by string, n *node) []facet {
	if by == "TYPE" && target.Interface {
		return []facet{{value: catalog.Upper(n.kind.Name)}}
	}
	for _, p := range target.Properties {
		if catalog.Upper(p.Name) == by {
			if value := n.values[p.Name]; value != nil {
				return []facet{{value: value}}
			}
			return nil
		}
	}
	var values []facet
	for _, f := range target.Fields {
		if catalog.Upper(f.Name) != by {
			continue
		}
		for _, m := range r.graph.along(n, f) {
			if !slices.ContainsFunc(values, func(v facet) bool { return v.other == m.node }) {
				values = append(values, facet{value: m.node.id(), other: m.node})
			}
		}
	}
	return values
}

// otherEnds are the types that facets by a relation can find at its other end; none for
// facets by a property, which find values only.
func (r *run) otherEnds(typeName, by string) []string {
	var names []string
	for _, f := range r.model.Type(typeName).Fields {
		if catalog.Upper(f.Name) == by {
			for _, t := range f.Target.Members {
				names = append(names, t.Name)
			}
		}
	}
	return names
}
