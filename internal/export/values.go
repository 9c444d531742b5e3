package export

import (
	"slices"
	"strconv"

	"innograph/internal/catalog"
	"innograph/internal/store"
	"innograph/internal/text"
)

// spelled is a value as text: lists are JSON, what is missing is empty.
func spelled(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return string(text.AppendFloat(nil, v))
	case bool:
		return strconv.FormatBool(v)
	case []string:
		if len(v) == 0 {
			return ""
		}
		list := []byte{'['}
		for i, item := range v {
			if i > 0 {
				list = append(list, ',')
			}
			list = text.AppendString(list, item)
		}
		return string(append(list, ']'))
	}
	return ""
}

// confidence is that of an edge.
func confidence(e *store.Edge) string {
	if e.Confidence == nil {
		return ""
	}
	return spelled(*e.Confidence)
}

// given are the properties that data give, each name once: the id is apart, and what the
// program computes is left out.
func given(lists ...[]*catalog.Property) []*catalog.Property {
	var all []*catalog.Property
	for _, p := range slices.Concat(lists...) {
		known := slices.ContainsFunc(all, func(other *catalog.Property) bool { return other.Name == p.Name })
		if !known && p.Kind != catalog.ID && !p.Computed {
			all = append(all, p)
		}
	}
	return all
}

// ofNodes and ofEdges are what entities and edges of any type have.
func ofNodes(model *catalog.Catalog) []*catalog.Property {
	var lists [][]*catalog.Property
	for _, t := range model.Type("Entity").Members {
		lists = append(lists, t.Properties)
	}
	return given(lists...)
}

func ofEdges(model *catalog.Catalog) []*catalog.Property {
	var lists [][]*catalog.Property
	for _, r := range model.Relations {
		lists = append(lists, r.Properties)
	}
	return given(lists...)
}
