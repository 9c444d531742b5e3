package seed

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"innograph/internal/catalog"
	"innograph/internal/text"
)

const (
	// longestText is for every text but prose, in characters: each is indexed, and an
	// entry of a Neo4j index holds about 8 KB, of several bytes a character.
	longestText = 640
	largestLong = 1<<53 - 1 // what JavaScript holds exactly
)

// values reads the properties in their order, each from the member of its name. What is
// in kept is there already and cannot be given.
func (l *line) values(properties []*catalog.Property, given object, owner string, kept map[string]any) []any {
	values := make([]any, len(properties))
	for i, p := range properties {
		if value, ok := kept[p.Name]; ok {
			values[i] = value
			continue
		}
		value := given.get(p.Name)
		switch {
		case value != nil:
			values[i] = l.value(p, value)
		case p.NonNull && p.Kind == catalog.StringList:
			values[i] = []string{}
		case p.NonNull:
			l.problem("no %q; every %s has one", p.Name, owner)
		}
	}
	return values
}

func (l *line) value(p *catalog.Property, given any) any {
	value, err := convert(p, given)
	if err != nil {
		l.problem("%q %v", p.Name, err)
		return nil
	}
	return value
}

// convert gives the Go value that stands for a property's value. The error continues
// the property's name.
func convert(p *catalog.Property, given any) (any, error) {
	switch p.Kind {
	case catalog.Int:
		return integer(given, math.MinInt32, math.MaxInt32)
	case catalog.Long:
		return integer(given, -largestLong, largestLong)
	case catalog.Float:
		return float(given)
	case catalog.Boolean:
		if truth, ok := given.(bool); ok {
			return truth, nil
		}
		return nil, fmt.Errorf("is %s; write true or false", shown(given))
	case catalog.StringList:
		return stringList(given)
	}
	found, err := short(given, p.Prose)
	switch {
	case err != nil:
		return nil, err
	case p.Kind == catalog.Enumeration && !p.Enum.Has(found):
		names := make([]string, len(p.Enum.Values))
		for i, v := range p.Enum.Values {
			names[i] = v.Name
		}
		return nil, fmt.Errorf("is %s, no %s%v; it is one of %v", shown(found), p.Enum.Name, nearest{found, names}, list(names))
	case p.Kind == catalog.Date:
		if err := text.CheckDate(found); err != nil {
			return nil, fmt.Errorf("is no date: %w", err)
		}
	case p.NonNull && strings.TrimSpace(found) == "":
		return nil, fmt.Errorf("is empty; it cannot be left out")
	}
	return found, nil
}

// short gives a text that is no longer than may be indexed, if it is to be.
func short(given any, prose bool) (string, error) {
	found, ok := given.(string)
	if !ok {
		return "", fmt.Errorf("is %s; write a text in quotes", shown(given))
	}
	if n := utf8.RuneCountInString(found); n > longestText && !prose {
		return "", fmt.Errorf("is %d characters long; at most %d can be indexed, so shorten it", n, longestText)
	}
	return found, nil
}

func integer(given any, least, largest int64) (any, error) {
	number, ok := given.(json.Number)
	if !ok {
		return nil, fmt.Errorf("is %s; write a whole number, without quotes", shown(given))
	}
	value, err := strconv.ParseInt(string(number), 10, 64)
	if err != nil && strings.Trim(string(number), "-0123456789") != "" {
		return nil, fmt.Errorf("is %s; write a whole number, in digits alone", shown(given))
	}
	if err != nil || value < least || value > largest {
		return nil, fmt.Errorf("is %s; it must be from %d to %d", shown(given), least, largest)
	}
	return value, nil
}

func float(given any) (any, error) {
	number, ok := given.(json.Number)
	if !ok {
		return nil, fmt.Errorf("is %s; write a number, without quotes", shown(given))
	}
	value, err := number.Float64()
	if err != nil {
		return nil, fmt.Errorf("is %s, which a 64-bit float cannot hold", shown(given))
	}
	return value + 0, nil // -0 becomes 0, which every engine writes alike
}

func stringList(given any) (any, error) {
	items, ok := given.([]any)
	if !ok {
		return nil, fmt.Errorf("is %s; write a list of texts", shown(given))
	}
	out := make([]string, len(items))
	for i, item := range items {
		found, err := short(item, false)
		if err != nil {
			return nil, fmt.Errorf("at place %d %w", i+1, err)
		}
		out[i] = found
	}
	return out, nil
}
