package mapping

import (
	"fmt"
	"strings"
)

// template is text with values of the row in it: `patent/us-{patent_id|lower}`.
type template struct {
	text  string // as it is written
	parts []part
	// alone is the only part that is no fixed text; nil where there are none, or more.
	alone *part
}

// part is fixed text, or a value.
type part struct {
	fixed      string
	path       path // nil: fixed
	optional   bool // as if it were empty where it is missing
	transforms []transform
}

func parseTemplate(text string) (*template, error) {
	t := &template{text: text}
	for rest := text; rest != ""; {
		before, behind, found := strings.Cut(rest, "{")
		if before != "" {
			if strings.Contains(before, "}") {
				return nil, fmt.Errorf("a } without a { before it")
			}
			t.parts = append(t.parts, part{fixed: before})
		}
		if !found {
			break
		}
		inner, after, closed := strings.Cut(behind, "}")
		if !closed {
			return nil, fmt.Errorf("a { without a } behind it")
		}
		p, err := parsePart(inner)
		if err != nil {
			return nil, err
		}
		t.parts = append(t.parts, p)
		rest = after
	}
	values := 0
	for i := range t.parts {
		if t.parts[i].path != nil {
			values++
			t.alone = &t.parts[i]
		}
	}
	if values != 1 {
		t.alone = nil
	}
	return t, nil
}

func parsePart(text string) (part, error) {
	place, transforms, _ := strings.Cut(text, "|")
	place, optional := strings.CutSuffix(place, "?")
	p := part{optional: optional}
	var err error
	if p.path, err = parsePath(place); err != nil {
		return p, err
	}
	if transforms == "" {
		return p, nil
	}
	for one := range strings.SplitSeq(transforms, "|") {
		t, err := parseTransform(one)
		if err != nil {
			return p, err
		}
		p.transforms = append(p.transforms, t)
	}
	return p, nil
}

// fixed tells whether the text is the same for all rows.
func (t *template) fixed() bool {
	for i := range t.parts {
		if t.parts[i].path != nil {
			return false
		}
	}
	return true
}

// bare tells whether the template is a path alone.
func (t *template) bare() bool {
	return t.alone != nil && len(t.parts) == 1 && len(t.alone.transforms) == 0
}

// first gives the text for a row, of the first value where there are many; "" where a
// value is missing.
func (t *template) first(s *scope) (string, error) {
	var found string
	err := t.each(s, func(text string) bool {
		found = text
		return false
	})
	return found, err
}

// each gives the texts for a row: where there is one value in it, one for each that the
// row has there. Those in which something is missing are left out.
func (t *template) each(s *scope, yield func(string) bool) error {
	if t.alone == nil {
		var out strings.Builder
		for i := range t.parts {
			p := &t.parts[i]
			if p.path == nil {
				out.WriteString(p.fixed)
				continue
			}
			found, err := p.first(s)
			if err != nil {
				return err
			}
			if found == "" && !p.optional {
				return nil
			}
			out.WriteString(found)
		}
		yield(out.String())
		return nil
	}
	var failed error
	given := false
	t.alone.path.values(s, func(value any) bool {
		found, err := t.alone.transformed(value)
		if err != nil {
			failed = err
			return false
		}
		if found == "" {
			return true
		}
		given = true
		return yield(t.around(found))
	})
	if failed == nil && !given && t.alone.optional && len(t.parts) > 1 {
		yield(t.around(""))
	}
	return failed
}

// around puts the fixed parts around the only value.
func (t *template) around(value string) string {
	if len(t.parts) == 1 {
		return value
	}
	var out strings.Builder
	for i := range t.parts {
		if t.parts[i].path == nil {
			out.WriteString(t.parts[i].fixed)
		} else {
			out.WriteString(value)
		}
	}
	return out.String()
}

// first gives the first value that is there.
func (p *part) first(s *scope) (string, error) {
	var found string
	var failed error
	p.path.values(s, func(value any) bool {
		found, failed = p.transformed(value)
		return found == "" && failed == nil
	})
	return found, failed
}

func (p *part) transformed(value any) (string, error) {
	text := plain(value)
	for _, t := range p.transforms {
		if text == "" {
			return "", nil
		}
		changed, err := t.apply(text)
		if err != nil {
			return "", fmt.Errorf("%s of %s: %w", t.name, p.path, err)
		}
		text = changed
	}
	return text, nil
}

// String is the path as it is written.
func (p path) String() string {
	var out strings.Builder
	for i, s := range p {
		if i > 0 {
			out.WriteByte('.')
		}
		out.WriteString(s.name)
		if s.filter != nil {
			equals := "="
			if s.filter.not {
				equals = "!="
			}
			out.WriteString("[" + s.filter.member + equals + s.filter.is + "]")
		}
	}
	return out.String()
}
