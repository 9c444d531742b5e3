package feed

import (
	"slices"

	"innograph/internal/fault"
	"innograph/internal/store"
)

// filter chooses entries of the log. A nil set lets everything through.
type filter struct {
	types map[string]bool // names of concrete types and of relations
	ids   map[string]bool
}

// filter reads the arguments `types` and `ids`.
func (f *Feed) filter(arguments map[string]any) (*filter, error) {
	wants := &filter{}
	if names, given := arguments["types"].([]any); given {
		wants.types = map[string]bool{}
		for _, name := range names {
			if err := f.addType(wants.types, name.(string)); err != nil {
				return nil, err
			}
		}
	}
	if ids, given := arguments["ids"].([]any); given {
		wants.ids = map[string]bool{}
		for _, id := range ids {
			wants.ids[id.(string)] = true
			for _, former := range f.former(id.(string)) {
				wants.ids[former] = true
			}
		}
	}
	return wants, nil
}

// addType adds what a name stands for: a type, all types of an interface, or a relation.
func (f *Feed) addType(to map[string]bool, name string) error {
	if of := f.model.Type(name); of != nil {
		for _, member := range of.Members {
			to[member.Name] = true
		}
		return nil
	}
	if of := f.model.Relation(name); of != nil && !of.Evidence {
		to[name] = true
		return nil
	}
	return fault.New(fault.BadUserInput, "types: the schema has no type or relation %q. Types are named as by __typename, such as %q, and relations as in RelationType.",
		name, f.model.Types[0].Name)
}

// of gives the entries that are wanted.
func (w *filter) of(changes []store.Change) []store.Change {
	if w.types == nil && w.ids == nil {
		return changes
	}
	var wanted []store.Change
	for i := range changes {
		if w.wants(&changes[i]) {
			wanted = append(wanted, changes[i])
		}
	}
	return wanted
}

func (w *filter) wants(c *store.Change) bool {
	if w.types != nil && !w.types[c.Type] {
		return false
	}
	return w.ids == nil || slices.ContainsFunc(c.IDs, func(id string) bool { return w.ids[id] })
}
