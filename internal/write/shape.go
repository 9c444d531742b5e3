package write

import (
	"slices"

	"innograph/internal/catalog"
)

// shape is what of the model every batch asks again and again.
type shape struct {
	ofID      map[string]*catalog.Type // by what ids begin with: `product`
	version   map[*catalog.Type]int    // the place of `version` among the values; -1 without
	unique    map[*catalog.Type][]unique
	hierarchy map[*catalog.Relation]bool // of hierarchies: whether the upper end is the edge's end
}

// unique is a property that identifies nodes, with its places among a type's values.
type unique struct {
	*catalog.Unique
	at     int
	within int // -1 without
}

// versioned is the property that counts how often a node was written.
const versioned = "version"

func shapeOf(model *catalog.Catalog) *shape {
	s := &shape{
		ofID:      map[string]*catalog.Type{},
		version:   map[*catalog.Type]int{},
		unique:    map[*catalog.Type][]unique{},
		hierarchy: map[*catalog.Relation]bool{},
	}
	for _, t := range model.Concrete() {
		s.ofID[t.Singular()] = t
		s.version[t] = place(t.Properties, versioned)
		for i, p := range t.Properties {
			if p.Unique == nil {
				continue
			}
			u := unique{p.Unique, i, -1}
			if p.Unique.Within != nil {
				u.within = place(t.Properties, p.Unique.Within.Name)
			}
			s.unique[t] = append(s.unique[t], u)
		}
	}
	for _, r := range model.Relations {
		for _, f := range r.Fields {
			if f.Hierarchy {
				s.hierarchy[r] = f.Direction == catalog.Out
			}
		}
	}
	return s
}

func place(properties []*catalog.Property, name string) int {
	return slices.IndexFunc(properties, func(p *catalog.Property) bool { return p.Name == name })
}
