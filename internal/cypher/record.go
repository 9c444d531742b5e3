package cypher

import (
	"innograph/internal/catalog"
	"innograph/internal/text"
)

// Properties are what is stored of values: each under its property's name, and each
// string also as its Key and as the Key of its folded form. Missing ones are left out,
// but for lists, which are empty then.
func Properties(properties []*catalog.Property, values []any) map[string]any {
	stored := make(map[string]any, 2*len(properties))
	for i, p := range properties {
		if values[i] == nil {
			if p.Kind == catalog.StringList {
				stored[p.Name] = []string{}
			}
			continue
		}
		stored[p.Name] = values[i]
		if p.Kind == catalog.String {
			given := values[i].(string)
			stored[keyOf(p.Name)] = Key(given)
			stored[foldOf(p.Name)] = Key(text.Fold(given))
		}
	}
	return stored
}

// Node is what is stored of a node. One whose values have no version is written for the
// first time.
func Node(t *catalog.Type, values []any) map[string]any {
	stored := Properties(t.Properties, values)
	stored[typeProperty] = t.Name
	if stored[versionProperty] == nil {
		stored[versionProperty] = int64(1)
	}
	return stored
}

// Edge is what is stored of an edge; confidence is nil where nobody assessed it.
func Edge(r *catalog.Relation, values []any, key string, confidence *float64, sources []string) map[string]any {
	stored := Properties(r.Properties, values)
	stored[keyProperty] = key
	stored[keyOf(keyProperty)] = Key(key)
	stored[sourcesProperty] = sources
	if confidence != nil {
		stored[confidenceProperty] = *confidence
	}
	return stored
}

// Tie is what is stored of the tie between a node and a source.
func Tie(evidence *catalog.Relation) map[string]any { return Edge(evidence, nil, "", nil, nil) }
