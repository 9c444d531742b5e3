package sqlite

import (
	"fmt"

	"innograph/internal/catalog"
)

// nodeIndexes serve lookups by id, and pages in the order of a property: for each
// concrete type by any of its properties that can be sorted by, for an interface by
// those that no member misses. Each ends in the id, as every order does.
func nodeIndexes(c *catalog.Catalog) []Index {
	indexes := []Index{{Name: "node_id", Create: "CREATE UNIQUE INDEX node_id ON node(id)"}}
	for _, t := range c.Types {
		var of *catalog.Type
		if !t.Interface {
			of = t
		}
		for _, p := range t.Properties {
			if !p.Sortable() || t.Interface && !p.NonNull || len(t.Members) == 0 {
				continue
			}
			if p.Kind == catalog.ID && len(t.Others) == 0 {
				continue // node_id
			}
			name := fmt.Sprintf("node_%s_%s", t.Name, p.Name)
			columns := "id"
			if p.Kind != catalog.ID {
				columns = quote(p.Name) + ", id"
			}
			create := fmt.Sprintf("CREATE INDEX %s ON node(%s) WHERE %s", quote(name), columns, is("type", t))
			indexes = append(indexes, Index{Name: name, Create: create, Of: of, Sorts: true})
		}
	}
	return indexes
}

// uniqueIndexes see to it that no two nodes have the same value of a unique property, or
// none within another's value.
func uniqueIndexes(c *catalog.Catalog) []Index {
	var indexes []Index
	for _, t := range c.Types {
		for _, p := range t.Properties {
			if p.Unique == nil || p.Unique.Owner != t {
				continue
			}
			columns, index := quote(p.Name), Index{Name: fmt.Sprintf("unique_%s_%s", t.Name, p.Name)}
			if within := p.Unique.Within; within != nil {
				columns += ", " + quote(within.Name)
			}
			if !t.Interface {
				index.Of = t
			}
			index.Create = fmt.Sprintf("CREATE UNIQUE INDEX %s ON node(%s) WHERE %s AND %s IS NOT NULL",
				quote(index.Name), columns, is("type", t), quote(p.Name))
			indexes = append(indexes, index)
		}
	}
	return indexes
}

// edgeIndexes find a node's edges from either end, and hold all that is needed to go on
// to the other one. Undirected edges are stored both ways and followed from the start.
func edgeIndexes(c *catalog.Catalog) []Index {
	var indexes []Index
	for _, r := range c.Relations {
		table := EdgeTable(r)
		indexes = append(indexes, Index{Name: table + "_out", Create: fmt.Sprintf("CREATE UNIQUE INDEX %s ON %s(src, dst, key)",
			quote(table+"_out"), quote(table))})
		if !r.Undirected {
			indexes = append(indexes, Index{Name: table + "_in", Create: fmt.Sprintf("CREATE INDEX %s ON %s(dst, src, key)",
				quote(table+"_in"), quote(table))})
		}
	}
	return indexes
}
