package mutate

import "innograph/internal/catalog"

// values are those that an input gives to properties, of the types that package write
// takes. A list that is null is empty.
func values(of []*catalog.Property, item map[string]any) map[string]any {
	given := map[string]any{}
	for _, p := range of {
		value, present := item[p.Name]
		if !present || p.Kind == catalog.ID {
			continue
		}
		if p.Kind == catalog.StringList {
			value = texts(value)
		}
		given[p.Name] = value
	}
	return given
}

// objects are the input objects of a list; none where it is missing.
func objects(list any) []map[string]any {
	items, _ := list.([]any)
	found := make([]map[string]any, len(items))
	for i, item := range items {
		found[i] = item.(map[string]any)
	}
	return found
}

// texts are the strings of a list; none where it is missing.
func texts(list any) []string {
	items, _ := list.([]any)
	found := make([]string, len(items))
	for i, item := range items {
		found[i] = item.(string)
	}
	return found
}

// text is a string; empty where it is missing.
func text(value any) string {
	s, _ := value.(string)
	return s
}

func version(value any) *int64 {
	if v, given := value.(int64); given {
		return &v
	}
	return nil
}
