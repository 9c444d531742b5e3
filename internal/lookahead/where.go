package lookahead

import (
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"innograph/internal/catalog"
	"innograph/internal/fault"
	"innograph/internal/plan"
)

// filter turns a coerced `where` into a predicate. Keys are read in the order of the
// catalog, not of the text, so that equal filters give equal statements.
type filter struct {
	*request
	in    place
	depth int
}

// where gives the predicate of a connection's `where`, nil where there is none. On a
// relation the input speaks of node and edge apart.
func (r *request) where(f graphql.CollectedField, argument any, t *catalog.Type, via *plan.Hop) plan.Predicate {
	given, ok := argument.(map[string]any)
	if !ok {
		return nil
	}
	filter := filter{request: r, in: place{f, "where"}}
	if via == nil || via.Field.Relation.Evidence {
		return simplify(filter.node(t, given))
	}
	return simplify(filter.relation(via, given))
}

// simplify drops the conditions that say nothing: nil is everything.
func simplify(p plan.Predicate) plan.Predicate {
	if and, ok := p.(plan.And); ok {
		switch len(and) {
		case 0:
			return nil
		case 1:
			return and[0]
		}
	}
	return p
}

func (f filter) under(key string) filter {
	f.in = f.in.under(key)
	return f
}

// deeper goes one level down: into and, or, not, or through a relation.
func (f filter) deeper(key string) filter {
	f = f.under(key)
	f.depth++
	if f.depth > f.limits.FilterDepth {
		panic(f.in.wrong(fault.LimitExceeded, "the filter is nested %d levels deep, and the limit is %d. Ask in a flatter way.", f.depth, f.limits.FilterDepth))
	}
	return f
}

// term counts one condition.
func (f filter) term() {
	f.used.terms++
	if f.used.terms > f.limits.FilterTerms {
		panic(f.in.wrong(fault.LimitExceeded, "the operation's filters have more than %d conditions, which is the limit. Use `in` for many values of one property, or split the operation.", f.limits.FilterTerms))
	}
}

// object gives the value of a key that may not be null.
func (f filter) object(key string, value any) map[string]any {
	if value == nil {
		panic(f.under(key).in.wrong(fault.BadUserInput, "null says nothing here. Leave %q out, or give it a value.", key))
	}
	object, _ := value.(map[string]any)
	return object
}

// boolean adds what and, or and not say; each reads one operand.
func (f filter) boolean(all plan.And, given map[string]any, operand func(filter, map[string]any) plan.And) plan.And {
	for _, key := range []string{"and", "or"} {
		value, present := given[key]
		if !present {
			continue
		}
		if value == nil {
			f.object(key, nil)
		}
		var parts []plan.Predicate
		for _, item := range value.([]any) {
			down := f.deeper(key)
			part := simplify(operand(down, down.object(key, item)))
			if part == nil {
				down.term() // it says nothing, but has to be read
				part = plan.And{}
			}
			parts = append(parts, part)
		}
		switch {
		case key == "and":
			all = append(all, parts...)
		case len(parts) == 0:
			f.term()
			fallthrough
		default:
			all = append(all, plan.Or(parts))
		}
	}
	if value, present := given["not"]; present {
		down := f.deeper("not")
		inner := operand(down, f.object("not", value))
		if len(inner) == 0 {
			down.term()
		}
		all = append(all, plan.Not{Of: inner})
	}
	return all
}

// node reads a where of nodes.
func (f filter) node(t *catalog.Type, given map[string]any) plan.And {
	var all plan.And
	if value, present := given["type"]; present && t.Interface {
		all = f.under("type").types(all, t, f.object("type", value))
	}
	for _, p := range t.Properties {
		if value, present := given[p.Name]; present {
			all = f.under(p.Name).value(all, plan.Value{Property: p}, p.Kind, f.object(p.Name, value))
		}
	}
	for _, field := range t.Fields {
		if value, present := given[field.Name]; present {
			hop := plan.Hop{Field: field, Selective: field.Selective(t)}
			all = f.quantified(all, field.Name, hop, f.object(field.Name, value))
		}
	}
	return f.boolean(all, given, func(f filter, given map[string]any) plan.And { return f.node(t, given) })
}

// edge reads a where of edges.
func (f filter) edge(relation *catalog.Relation, given map[string]any) plan.And {
	var all plan.And
	for _, p := range relation.Properties {
		if value, present := given[p.Name]; present {
			all = f.under(p.Name).value(all, plan.Value{Property: p, Edge: true}, p.Kind, f.object(p.Name, value))
		}
	}
	if value, present := given[catalog.Confidence.Name]; present {
		all = f.under(catalog.Confidence.Name).value(all, confidence, catalog.Float, f.object(catalog.Confidence.Name, value))
	}
	if value, present := given[sourcesField]; present {
		all = f.quantified(all, sourcesField, vouchers, f.object(sourcesField, value))
	}
	return f.boolean(all, given, func(f filter, given map[string]any) plan.And { return f.edge(relation, given) })
}

// relation reads a where of edges and the nodes at their end.
func (f filter) relation(hop *plan.Hop, given map[string]any) plan.And {
	var all plan.And
	if value, present := given["node"]; present {
		all = append(all, f.under("node").node(hop.Field.Target, f.object("node", value))...)
	}
	if value, present := given["edge"]; present {
		all = append(all, f.under("edge").edge(hop.Field.Relation, f.object("edge", value))...)
	}
	return f.boolean(all, given, func(f filter, given map[string]any) plan.And { return f.relation(hop, given) })
}

// quantified reads some, all, none, single, count and within.
func (f filter) quantified(all plan.And, name string, hop plan.Hop, given map[string]any) plan.And {
	outer := f.under(name)
	inner := func(key string, value any) plan.And {
		down := outer.deeper(key)
		down.term()
		object := outer.object(key, value)
		switch {
		case hop.Field == nil:
			return down.node(f.source, object)
		case hop.Field.Relation.Evidence:
			return down.node(hop.Field.Target, object)
		}
		return down.relation(&hop, object)
	}
	for _, key := range []string{"some", "all", "none", "single", "within"} {
		value, present := given[key]
		if !present {
			continue
		}
		where := inner(key, value)
		switch key {
		case "some":
			all = append(all, plan.Related{Hop: hop, Where: simplify(where)})
		case "all":
			// Every one meets it: none fails to. An empty condition is met by all.
			if len(where) > 0 {
				all = append(all, plan.Not{Of: plan.Related{Hop: hop, Where: plan.Not{Of: simplify(where)}}})
			}
		case "none":
			all = append(all, plan.Not{Of: plan.Related{Hop: hop, Where: simplify(where)}})
		case "single":
			all = append(all, plan.Compare{Left: plan.Degree{Hop: hop, Where: simplify(where)}, Op: plan.Eq, Value: int64(1)})
		case "within":
			all = append(all, plan.Within{Hop: hop, Where: simplify(where)})
		}
	}
	if value, present := given["count"]; present {
		all = outer.under("count").value(all, plan.Degree{Hop: hop}, catalog.Int, outer.object("count", value))
	}
	return all
}

// types reads the filter by concrete type, whose values are spelled as enum values.
func (f filter) types(all plan.And, t *catalog.Type, given map[string]any) plan.And {
	members := func(key string, value any) []*catalog.Type {
		if value == nil {
			f.object(key, nil)
		}
		names, ok := value.([]any)
		if !ok {
			names = []any{value}
		}
		var types []*catalog.Type
		for _, member := range t.Members {
			for _, name := range names {
				if member.Value() == name {
					types = append(types, member)
				}
			}
		}
		return types
	}
	for _, key := range []string{"eq", "ne", "in", "notIn"} {
		value, present := given[key]
		if !present {
			continue
		}
		f.term()
		var p plan.Predicate = plan.OfType{Types: members(key, value)}
		if strings.HasPrefix(key, "n") {
			p = plan.Not{Of: p}
		}
		all = append(all, p)
	}
	return all
}
