package mapping

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"innograph/internal/catalog"
	"innograph/internal/lines"
)

// value is how a value is made from a row: from the first of some templates that gives
// one, cut into a list, or by a table from what is found to what is meant.
type value struct {
	of    []*template
	split string
	join  string // puts between all that is found, to make one text of it
	joins bool
	table []entry // nil: what is found is meant
	// other is what all else means that the table does not have; without it, that is a
	// problem of the row.
	other *string
	// all takes what every template gives, not only the first that gives something.
	all bool
}

// entry is a line of a table; an empty meaning makes the value missing.
type entry struct{ found, meant string }

// texts gives all values for a row.
func (v *value) texts(s *scope) ([]string, error) {
	var found []string
	for _, t := range v.of {
		err := t.each(s, func(text string) bool {
			if v.split == "" {
				found = append(found, text)
				return true
			}
			for item := range strings.SplitSeq(text, v.split) {
				if item = strings.TrimSpace(item); item != "" {
					found = append(found, item)
				}
			}
			return true
		})
		if err != nil {
			return nil, err
		}
		if len(found) > 0 && !v.all {
			break
		}
	}
	return found, nil
}

// text gives the value for a row where there can be only one; "" where it is missing.
func (v *value) text(s *scope) (string, error) {
	if v.table != nil || v.split != "" || v.joins {
		found, err := v.texts(s)
		if err != nil || len(found) == 0 {
			return "", err
		}
		switch {
		case v.table != nil:
			return v.meant(found)
		case v.joins:
			return strings.Join(found, v.join), nil
		}
		return found[0], nil
	}
	for _, t := range v.of {
		if found, err := t.first(s); found != "" || err != nil {
			return found, err
		}
	}
	return "", nil
}

// meant looks the values up. The order of the table decides where there are many.
func (v *value) meant(found []string) (string, error) {
	for _, e := range v.table {
		if slices.Contains(found, e.found) {
			return e.meant, nil
		}
	}
	if v.other != nil {
		return *v.other, nil
	}
	var known lines.List
	for _, e := range v.table {
		known = append(known, e.found)
	}
	return "", fmt.Errorf("is %s, which the mapping does not know; it knows %v", lines.Shown(found[0]), known)
}

// items gives what is in the list: whatever stands at a path, or texts.
func (l *list) items(s *scope) ([]any, error) {
	var items []any
	if l.of.split == "" && !slices.ContainsFunc(l.of.of, func(t *template) bool { return !t.bare() }) {
		for _, t := range l.of.of {
			t.alone.path.values(s, func(item any) bool {
				items = append(items, item)
				return true
			})
		}
		return items, nil
	}
	texts, err := l.of.texts(s)
	for _, text := range texts {
		items = append(items, text)
	}
	return items, err
}

// give makes a property's value for a row, nil where it is missing. The error continues
// the property's name.
func (t *setting) give(s *scope) (any, error) {
	if t.fixed != nil {
		return t.fixed, nil
	}
	if t.property.Kind == catalog.StringList {
		texts, err := t.value.texts(s)
		if err != nil || len(texts) == 0 {
			return nil, err
		}
		list := make([]any, 0, len(texts))
		for i, text := range texts {
			if !slices.Contains(texts[:i], text) {
				list = append(list, text)
			}
		}
		return lines.Convert(t.property, list)
	}
	text, err := t.value.text(s)
	if err != nil || text == "" {
		return nil, err
	}
	return convert(t.property, text)
}

// convert makes a property's value of text.
func convert(p *catalog.Property, text string) (any, error) {
	switch p.Kind {
	case catalog.Int, catalog.Long, catalog.Float:
		return lines.Convert(p, json.Number(text))
	case catalog.Boolean:
		switch strings.ToLower(text) {
		case "true", "1", "yes":
			return true, nil
		case "false", "0", "no":
			return false, nil
		}
		return nil, fmt.Errorf("is %s; it is true or false, 1 or 0, yes or no", lines.Shown(text))
	}
	return lines.Convert(p, text)
}
