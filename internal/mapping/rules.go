package mapping

import (
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"innograph/internal/catalog"
	"innograph/internal/lines"
)

// node reads a rule for a node; nil where its type is none.
func (r *reader) node(m member, lists []*list) *node {
	fields := r.fields(m.at, "type", "id", "each", "when", "set", "fill", "patch", "refer", "by")
	n := &node{name: m.name, fill: r.flag(fields["fill"]), patch: r.flag(fields["patch"]), refer: r.flag(fields["refer"]), when: r.conditions(fields["when"])}
	_, by := fields["by"]
	if n.of = r.typeOf(m.at, fields, by); n.of == nil {
		return nil
	}
	n.each = r.each(fields["each"], lists)
	if id, given := fields["id"]; given {
		n.id = r.id(id, n.of)
	} else if !by {
		r.problem(m.at, `no "id"; make one of what the row gives, such as %s/{column}, or say by which values the node is found, in "by"`, n.of.Singular())
	}
	switch {
	case by:
		r.refuse(fields, `a node that is found "by" its values`, "id", "set", "fill", "patch", "refer")
		n.refer = true
		n.set = r.settings(fields["by"], n.of.Name, n.of.Properties)
		if !slices.ContainsFunc(n.set, func(t *setting) bool { return t.property.Unique != nil }) {
			r.problem(fields["by"], "none of these identifies a node; %s is identified by %v", n.of.Name, identifying(n.of))
		}
	case n.refer:
		r.refuse(fields, "a node that is only referred to", "set", "fill", "patch")
	default:
		n.set = r.settings(fields["set"], n.of.Name, n.of.Properties)
		for _, p := range n.of.Properties {
			if !n.patch && p.NonNull && !p.Computed && p.Kind != catalog.ID && p.Kind != catalog.StringList && !sets(n.set, p) {
				r.problem(m.at, "no %q in set; every %s has one", p.Name, n.of.Name)
			}
		}
	}
	return n
}

// refuse notes keys that have no place beside another one.
func (r *reader) refuse(fields map[string]place, owner string, names ...string) {
	for _, name := range names {
		if at, given := fields[name]; given {
			r.problem(at, "%s has none", owner)
		}
	}
}

// typeOf gives the type that a rule names: an entity's, or an interface where the node is
// only looked for.
func (r *reader) typeOf(at place, fields map[string]place, found bool) *catalog.Type {
	name, ok := r.required(at, fields, "type")
	if !ok {
		return nil
	}
	var known []string
	for _, t := range r.model.Types {
		if t != r.model.Source() && (!t.Interface || found && t.Property("name") != nil) {
			known = append(known, t.Name)
		}
	}
	if !slices.Contains(known, name) {
		r.problem(fields["type"], "there is no type %s%v; the types are %v", lines.Shown(name), lines.Nearest{Typed: name, Known: known}, lines.List(known))
		return nil
	}
	return r.model.Type(name)
}

// id reads the template of an id.
func (r *reader) id(at place, of *catalog.Type) *template {
	t := r.template(at)
	if t == nil {
		return nil
	}
	if prefix := of.Singular() + "/"; len(t.parts) == 0 || !strings.HasPrefix(t.parts[0].fixed, prefix) {
		r.problem(at, "%s is no id of type %s; those begin with %s", lines.Shown(t.text), of.Name, prefix)
	}
	return t
}

func (r *reader) template(at place) *template {
	text, ok := r.text(at)
	if !ok {
		return nil
	}
	t, err := parseTemplate(text)
	if err != nil {
		r.problem(at, "%v", err)
		return nil
	}
	return t
}

// lists reads the lists that rules can be repeated for.
func (r *reader) lists(at place) []*list {
	var found []*list
	for _, m := range r.members(at) {
		if of := r.value(m.at, nil); of != nil {
			of.all = true
			found = append(found, &list{m.name, of})
		}
	}
	return found
}

// each finds the list that a rule is repeated for.
func (r *reader) each(at place, lists []*list) *list {
	if at.Node == nil {
		return nil
	}
	name, ok := r.text(at)
	var known []string
	for _, l := range lists {
		if l.name == name {
			return l
		}
		known = append(known, l.name)
	}
	if ok {
		r.problem(at, "the table has no list %s%v; it has %v", lines.Shown(name), lines.Nearest{Typed: name, Known: known}, lines.List(known))
	}
	return nil
}

// settings reads the values of properties.
func (r *reader) settings(at place, owner string, properties []*catalog.Property) []*setting {
	known := writable(properties)
	var set []*setting
	for _, m := range r.members(at) {
		i := slices.IndexFunc(properties, func(p *catalog.Property) bool { return p.Name == m.name })
		if !slices.Contains(known, m.name) {
			r.problem(m.at, "%s has no %s that can be given%v; it has %v", owner, lines.Shown(m.name), lines.Nearest{Typed: m.name, Known: known}, lines.List(known))
			continue
		}
		p := properties[i]
		v := r.value(m.at, p)
		if v == nil {
			continue
		}
		t := &setting{property: p, value: v}
		if v.fixed() {
			fixed, err := t.give(&scope{})
			if err != nil {
				r.problem(m.at, "%v", err)
				continue
			}
			t.fixed = fixed
		}
		set = append(set, t)
	}
	return set
}

// fixed tells whether a value is the same for all rows.
func (v *value) fixed() bool {
	return v.table == nil && !slices.ContainsFunc(v.of, func(t *template) bool { return !t.fixed() })
}

func sets(set []*setting, p *catalog.Property) bool {
	return slices.ContainsFunc(set, func(t *setting) bool { return t.property == p })
}

// value reads how a value is made: a template; of a list property, several; or the parts
// of its making one by one. The property is nil for what is none.
func (r *reader) value(at place, p *catalog.Property) *value {
	list := p != nil && p.Kind == catalog.StringList
	if r.membersOf(at) == nil || r.quotesForgotten(at) {
		return r.templates(&value{all: list}, at)
	}
	fields := r.fields(at, "of", "split", "join", "map", "else")
	of, given := fields["of"]
	if !given {
		r.problem(at, `no "of": say what the value is made of`)
		return nil
	}
	v := r.templates(&value{all: list}, of)
	if v == nil {
		return nil
	}
	if split, given := fields["split"]; given {
		v.split, _ = r.text(split)
	}
	if join, given := fields["join"]; given {
		v.join, v.joins = r.text(join)
		v.all = true
	}
	for _, m := range r.members(fields["map"]) {
		e := entry{found: m.name}
		if !isNull(m.at.Node) {
			e.meant = r.meaning(m.at, p)
		}
		v.table = append(v.table, e)
	}
	if other, given := fields["else"]; given {
		meant := r.meaning(other, p)
		v.other = &meant
	}
	switch {
	case v.other != nil && v.table == nil:
		r.problem(fields["else"], `"else" is for what is not in "map", and there is none`)
	case v.table != nil && list:
		r.problem(fields["map"], "a list has no map")
	}
	return v
}

// meaning reads what something found means, which must be a value of the property; `none`
// is that it is missing.
func (r *reader) meaning(at place, p *catalog.Property) string {
	text, ok := r.text(at)
	if !ok || text == missing {
		return ""
	}
	if p != nil {
		if _, err := convert(p, text); err != nil {
			r.problem(at, "%v", err)
		}
	}
	return text
}

// missing is the meaning of what means nothing.
const missing = "none"

func (r *reader) templates(v *value, at place) *value {
	for _, item := range r.items(at) {
		t := r.template(item)
		if t == nil {
			return nil
		}
		v.of = append(v.of, t)
	}
	return v
}

// membersOf gives the members of a mapping, nil for what is none.
func (r *reader) membersOf(at place) []member {
	switch at.Node.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		return r.members(at)
	}
	return nil
}

// quotesForgotten tells whether {column} stands there without quotes.
func (r *reader) quotesForgotten(at place) bool {
	members := r.membersOf(at)
	return len(members) == 1 && isNull(members[0].at.Node)
}

// identifying lists the properties that identify nodes of a type.
func identifying(of *catalog.Type) lines.List {
	var names lines.List
	for _, p := range of.Properties {
		if p.Unique != nil {
			names = append(names, p.Name)
		}
	}
	return names
}
