package catalog

import "fmt"

// storage is how a kind is kept; properties of one name share it, whatever their type,
// because an engine keeps them in one place.
func (k Kind) storage() string {
	switch k {
	case Int, Long:
		return "an integer"
	case Float:
		return "a float"
	case Boolean:
		return "a boolean"
	case StringList:
		return "a list of strings"
	}
	return "a string"
}

// check finds what no single declaration shows.
func (r *reader) check() error {
	kept := map[string]Kind{}
	for _, t := range r.catalog.Types {
		if len(t.Properties) == 0 || t.Properties[0].Kind != ID {
			return fmt.Errorf("schema: %s has no `id: ID!` (an entity type implements Entity)", t.Name)
		}
		for _, p := range t.Properties {
			if kind, ok := kept[p.Name]; ok && kind.storage() != p.Kind.storage() {
				return fmt.Errorf("schema: %s.%s is %s, but another type's %s is %s; give one of them another name",
					t.Name, p.Name, p.Kind.storage(), p.Name, kind.storage())
			}
			kept[p.Name] = p.Kind
		}
		seen := map[string]bool{}
		for _, f := range t.Fields {
			if seen[f.Name] || t.Property(f.Name) != nil {
				return fmt.Errorf("schema: %s.%s is declared twice", t.Name, f.Name)
			}
			seen[f.Name] = true
		}
	}
	return r.checkRelations()
}

func (r *reader) checkRelations() error {
	for _, relation := range r.catalog.Relations {
		starts, ends := 0, 0
		for _, f := range relation.Fields {
			switch f.Direction {
			case Both:
				starts, ends = starts+1, ends+1
			case Out:
				starts++
			case In:
				ends++
			}
			if relation.Undirected != (f.Direction == Both) {
				return fmt.Errorf("schema: %s is UNDIRECTED on one field and directed on another", relation.Name)
			}
		}
		if starts == 0 || ends == 0 {
			return fmt.Errorf("schema: %s has no field on its %s; a relation is readable from both ends",
				relation.Name, map[bool]string{true: "start", false: "end"}[starts == 0])
		}
	}
	return nil
}
