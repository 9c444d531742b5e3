package mapping

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"innograph/internal/lines"
)

// path is where in a row something stands: `name`, `external_ids.isni`,
// `other_names[lang=zh].value`. Lists on the way are gone through.
type path []step

type step struct {
	name   string
	filter *filter
}

// filter keeps those of a list whose member is, or is not, a text.
type filter struct {
	member string
	is     string
	not    bool
}

// scope is what a rule sees: the row, and an item of a list under a name of its own.
type scope struct {
	row  lines.Object
	name string
	item any
}

var stepForm = regexp.MustCompile(`^([^.\[\]|{}?]+)(?:\[([^=!\[\]]+)(!?=)([^\[\]]*)\])?(?:\.|$)`)

func parsePath(text string) (path, error) {
	var p path
	for rest := text; rest != "" || p == nil; {
		found := stepForm.FindStringSubmatch(rest)
		if found == nil {
			return nil, fmt.Errorf("%s is no path to a value; it is a column, such as patent_id, or names with dots between them, such as other_names[lang=zh].value", lines.Shown(text))
		}
		s := step{name: found[1]}
		if found[2] != "" {
			s.filter = &filter{found[2], found[4], found[3] == "!="}
		}
		p = append(p, s)
		if rest = rest[len(found[0]):]; rest == "" && strings.HasSuffix(found[0], ".") {
			return nil, fmt.Errorf("%s ends in a dot", lines.Shown(text))
		}
	}
	return p, nil
}

// begin is the name that a path begins with.
func (p path) begin() string { return p[0].name }

// values gives what stands there to yield, list by list, until it returns false.
func (p path) values(s *scope, yield func(any) bool) {
	if s.name != "" && p[0].name == s.name {
		p.below(1, s.item, yield)
		return
	}
	p.inside(0, s.row, yield)
}

// inside goes on in an object, with step i.
func (p path) inside(i int, object lines.Object, yield func(any) bool) bool {
	found := object.Get(p[i].name)
	if found == nil {
		return true
	}
	return p.below(i+1, found, yield)
}

// below goes on in a value, which step i-1 found.
func (p path) below(i int, value any, yield func(any) bool) bool {
	switch value := value.(type) {
	case nil:
		return true
	case []any:
		for _, item := range value {
			if !p.below(i, item, yield) {
				return false
			}
		}
		return true
	case lines.Object:
		if f := p[i-1].filter; f != nil && !f.keeps(value) {
			return true
		}
		if i < len(p) {
			return p.inside(i, value, yield)
		}
	}
	if i < len(p) {
		return true // names lead into objects only
	}
	return yield(value)
}

func (f *filter) keeps(object lines.Object) bool {
	return (plain(object.Get(f.member)) == f.is) != f.not
}

// plain is a value as text; "" for what is none.
func plain(value any) string {
	switch value := value.(type) {
	case string:
		return strings.TrimSpace(value)
	case json.Number:
		return value.String()
	case bool:
		return strconv.FormatBool(value)
	}
	return ""
}

// conditions are tests that must all hold.
type conditions []condition

type condition struct {
	of      *template
	oneOf   []string // nil: anything
	not     bool
	matches *regexp.Regexp
}

func (c conditions) hold(s *scope) (bool, error) {
	for i := range c {
		if ok, err := c[i].holds(s); !ok || err != nil {
			return false, err
		}
	}
	return true, nil
}

// holds tells whether any of the values, which are not empty, passes the test; with not,
// whether none does.
func (c *condition) holds(s *scope) (bool, error) {
	any := false
	err := c.of.each(s, func(found string) bool {
		any = c.passes(found)
		return !any
	})
	return any != c.not, err
}

func (c *condition) passes(found string) bool {
	switch {
	case c.matches != nil:
		return c.matches.MatchString(found)
	case c.oneOf != nil:
		return slices.Contains(c.oneOf, found)
	}
	return true
}
