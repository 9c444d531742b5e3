package lines

import (
	"fmt"
	"slices"
	"strings"

	"innograph/internal/catalog"
)

// Known refuses members of other names.
func Known(given Object, names []string, owner string, say Say) {
	for _, m := range given {
		if !slices.Contains(names, m.Name) {
			say("%s has no %s%v; it has %v", owner, Shown(m.Name), Nearest{m.Name, names}, List(names))
		}
	}
}

// Text gives a member that is a text, and whether it is one; absent is "" and true.
func Text(given Object, name string, say Say) (string, bool) {
	value := given.Get(name)
	if value == nil {
		return "", true
	}
	found, ok := value.(string)
	if !ok {
		say("%q is %s; write a text", name, Shown(value))
	}
	return found, ok
}

// nested gives a member that is an object, empty when absent.
func nested(given Object, name string, say Say) Object {
	value := given.Get(name)
	found, ok := value.(Object)
	if !ok && value != nil {
		say("%q is %s; write an object {…}", name, Shown(value))
	}
	return found
}

// values reads the properties in their order, each from the member of its name, but for
// what the program itself keeps. A node's id is given.
func values(properties []*catalog.Property, given Object, owner, id string, say Say) []any {
	values := make([]any, len(properties))
	for i, p := range properties {
		value := given.Get(p.Name)
		switch {
		case p.Kind == catalog.ID:
			values[i] = id
		case p.Name == versioned:
			values[i] = int64(1)
		case value != nil:
			found, err := Convert(p, value)
			if err != nil {
				say("%q %v", p.Name, err)
				continue
			}
			values[i] = found
		case p.NonNull && p.Kind == catalog.StringList:
			values[i] = []string{}
		case p.NonNull:
			say("no %q; every %s has one", p.Name, owner)
		}
	}
	return values
}

// CheckID refuses an id that is none for nodes of a type. The error says what would be right.
func CheckID(kind *catalog.Type, id string) error {
	prefix := kind.Singular() + "/"
	slug, prefixed := strings.CutPrefix(id, prefix)
	switch {
	case id == "":
		return fmt.Errorf(`no "id"; write one of the form %s<slug>`, prefix)
	case !prefixed:
		return fmt.Errorf("the id %s is none of type %s: those begin with %s", Shown(id), kind.Name, prefix)
	case slug == "" || strings.ContainsFunc(slug, notInSlug):
		return fmt.Errorf("the id %s has a slug that is none: after %s come small ASCII letters, digits, and - . _", Shown(id), prefix)
	case len(id) > LongestID:
		return fmt.Errorf("the id %s is %d characters long; at most %d", Shown(id), len(id), LongestID)
	}
	return nil
}

func notInSlug(c rune) bool {
	return (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' && c != '.' && c != '_'
}
