package lines

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

// LongestText is for every text but prose, in characters: each is indexed, and an entry of
// a Neo4j index holds about 8 KB, of several bytes a character.
const LongestText = 640

// Convert gives the Go value that stands for a property's value, which is as Object has it.
// The error continues the property's name.
func Convert(p *catalog.Property, given any) (any, error) {
	switch p.Kind {
	case catalog.Int:
		return integer(given, math.MinInt32, math.MaxInt32)
	case catalog.Long:
		return integer(given, -catalog.LargestLong, catalog.LargestLong)
	case catalog.Float:
		return float(given)
	case catalog.Boolean:
		if truth, ok := given.(bool); ok {
			return truth, nil
		}
		return nil, fmt.Errorf("is %s; write true or false", Shown(given))
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
		return nil, fmt.Errorf("is %s, no %s%v; it is one of %v", Shown(found), p.Enum.Name, Nearest{found, names}, List(names))
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
		return "", fmt.Errorf("is %s; write a text in quotes", Shown(given))
	}
	if n := utf8.RuneCountInString(found); n > LongestText && !prose {
		return "", fmt.Errorf("is %d characters long; at most %d can be indexed, so shorten it", n, LongestText)
	}
	return found, nil
}

func integer(given any, least, largest int64) (any, error) {
	number, ok := given.(json.Number)
	if !ok {
		return nil, fmt.Errorf("is %s; write a whole number, without quotes", Shown(given))
	}
	value, err := strconv.ParseInt(string(number), 10, 64)
	if err != nil && strings.Trim(string(number), "-0123456789") != "" {
		return nil, fmt.Errorf("is %s; write a whole number, in digits alone", Shown(given))
	}
	if err != nil || value < least || value > largest {
		return nil, fmt.Errorf("is %s; it must be from %d to %d", Shown(given), least, largest)
	}
	return value, nil
}

func float(given any) (any, error) {
	number, ok := given.(json.Number)
	if !ok {
		return nil, fmt.Errorf("is %s; write a number, without quotes", Shown(given))
	}
	value, err := number.Float64()
	if err != nil {
		return nil, fmt.Errorf("is %s, which a 64-bit float cannot hold", Shown(given))
	}
	return value + 0, nil // -0 becomes 0, which every engine writes alike
}

func stringList(given any) (any, error) {
	items, ok := given.([]any)
	if !ok {
		return nil, fmt.Errorf("is %s; write a list of texts", Shown(given))
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
