package mapping

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"innograph/internal/lines"
)

// transform changes a text that is not empty.
type transform struct {
	name  string
	apply func(string) (string, error)
}

// transforms are all there are, by name. Those that need something behind a colon say what.
var transforms = map[string]struct {
	needs string
	make  func(argument string) func(string) (string, error)
}{
	"lower": {"", plainly(strings.ToLower)},
	"upper": {"", plainly(strings.ToUpper)},
	"slug":  {"", plainly(slug)},
	"hash":  {"", plainly(hash)},
	"unpad": {"", plainly(unpad)},
	"cut": {"what the text begins with", func(a string) func(string) (string, error) {
		return sure(func(s string) string { return strings.TrimPrefix(s, a) })
	}},
	"remove": {"the characters to take out", func(a string) func(string) (string, error) {
		return sure(func(s string) string { return without(s, a) })
	}},
	"first": {"what stands between parts", func(a string) func(string) (string, error) { return sure(func(s string) string { return first(s, a) }) }},
	"last":  {"what stands between parts", func(a string) func(string) (string, error) { return sure(func(s string) string { return last(s, a) }) }},
	"date":  {"the form in which dates are given, such as YYYYMMDD", date},
}

func plainly(change func(string) string) func(string) func(string) (string, error) {
	return func(string) func(string) (string, error) { return sure(change) }
}

// sure makes a transform of a change that cannot fail.
func sure(change func(string) string) func(string) (string, error) {
	return func(s string) (string, error) { return change(s), nil }
}

func parseTransform(text string) (transform, error) {
	name, argument, given := strings.Cut(text, ":")
	known, ok := transforms[name]
	var names lines.List
	for name := range transforms {
		names = append(names, name)
	}
	slices.Sort(names)
	switch {
	case !ok:
		return transform{}, fmt.Errorf("there is no transform %s%v; there are %v", lines.Shown(name), lines.Nearest{Typed: name, Known: names}, names)
	case known.needs != "" && argument == "":
		return transform{}, fmt.Errorf("%s needs, behind a colon, %s", name, known.needs)
	case known.needs == "" && given:
		return transform{}, fmt.Errorf("%s has nothing behind it", name)
	case name == "date" && layout(argument) == argument:
		return transform{}, fmt.Errorf("the date's form %s has none of YYYY, MM and DD", lines.Shown(argument))
	}
	return transform{name, known.make(argument)}, nil
}

// slug makes what an id may have: small ASCII letters and digits, with hyphens for all
// else between them.
func slug(text string) string {
	var out strings.Builder
	gap := false
	for _, c := range strings.ToLower(text) {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			gap = out.Len() > 0
			continue
		}
		if gap {
			out.WriteByte('-')
			gap = false
		}
		out.WriteRune(c)
	}
	return out.String()
}

// hash is for ids of what has names only that no id can have, such as Chinese ones.
func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:8])
}

// unpad takes the zeros from the front of a number that may have letters before it.
func unpad(text string) string {
	digits := strings.IndexAny(text, "0123456789")
	if digits < 0 {
		return text
	}
	return text[:digits] + strings.TrimLeft(text[digits:len(text)-1], "0") + text[len(text)-1:]
}

func without(text, characters string) string {
	return strings.Map(func(c rune) rune {
		if strings.ContainsRune(characters, c) {
			return -1
		}
		return c
	}, text)
}

func first(text, between string) string {
	found, _, _ := strings.Cut(text, between)
	return strings.TrimSpace(found)
}

func last(text, between string) string {
	if i := strings.LastIndex(text, between); i >= 0 {
		text = text[i+len(between):]
	}
	return strings.TrimSpace(text)
}

func layout(form string) string {
	return strings.NewReplacer("YYYY", "2006", "MM", "01", "DD", "02").Replace(form)
}

// date reads a date of a form; a month or a day of 00 is none.
func date(form string) func(string) (string, error) {
	year, month, day := strings.Index(form, "YYYY"), strings.Index(form, "MM"), strings.Index(form, "DD")
	return func(text string) (string, error) {
		if len(text) == len(form) && year >= 0 {
			switch {
			case month >= 0 && text[month:month+2] == "00":
				return text[year : year+4], nil
			case day >= 0 && text[day:day+2] == "00":
				return text[year:year+4] + "-" + text[month:month+2], nil
			}
		}
		found, err := time.Parse(layout(form), text)
		if err != nil {
			return "", fmt.Errorf("%s is no date of the form %s", lines.Shown(text), form)
		}
		switch {
		case day >= 0:
			return found.Format(time.DateOnly), nil
		case month >= 0:
			return found.Format("2006-01"), nil
		}
		return found.Format("2006"), nil
	}
}
