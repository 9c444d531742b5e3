package lookahead

import (
	"innograph/internal/catalog"
	"innograph/internal/fault"
	"innograph/internal/plan"
	"innograph/internal/text"
)

// sourcesField is the field that gives the evidence, on entities and on edges.
const sourcesField = "sources"

// confidence is how sure an edge is.
var confidence = plan.Value{Property: catalog.Confidence, Edge: true}

// vouchers is the hop from an edge to its sources.
var vouchers = plan.Hop{}

var comparisons = []plan.Op{plan.Eq, plan.Ne, plan.Lt, plan.Lte, plan.Gt, plan.Gte}

var places = []plan.Place{plan.Contains, plan.StartsWith, plan.EndsWith}

// value reads the operators that compare one value.
func (f filter) value(all plan.And, left plan.Expr, kind catalog.Kind, given map[string]any) plan.And {
	if value, ok := left.(plan.Value); ok && kind == catalog.StringList {
		return f.list(all, value.Property, given)
	}
	operand := func(value any) any { return value }
	if ignore, _ := given["ignoreCase"].(bool); ignore {
		value := left.(plan.Value)
		value.Fold = true
		left = value
		operand = func(value any) any { return plan.As(value, fold) }
	}
	for _, op := range comparisons {
		if value, present := f.operand(given, string(op)); present {
			all = append(all, plan.Compare{Left: left, Op: op, Value: operand(value)})
		}
	}
	for _, key := range []string{"in", "notIn"} {
		if value, present := f.operand(given, key); present {
			values := value.([]any)
			folded := make([]any, len(values))
			for i, v := range values {
				folded[i] = operand(v)
			}
			all = append(all, plan.In{Left: left, Values: folded, Negated: key == "notIn"})
		}
	}
	for _, place := range places {
		if value, present := f.operand(given, string(place)); present {
			all = append(all, plan.Match{Left: left, How: place, Text: operand(value)})
		}
	}
	if value, present := f.operand(given, "within"); present {
		// A year holds its months and days, a month its days.
		date := value.(string)
		all = append(all, plan.Or{
			plan.Compare{Left: left, Op: plan.Eq, Value: date},
			plan.Match{Left: left, How: plan.StartsWith, Text: date + "-"},
		})
	}
	if value, present := f.operand(given, "isNull"); present {
		all = append(all, isNull(left, value.(bool)))
	}
	return all
}

func fold(s any) any { return text.Fold(s.(string)) }

func isNull(left plan.Expr, wanted bool) plan.Predicate {
	var missing plan.Predicate = plan.Or{} // a count is always there
	if value, ok := left.(plan.Value); ok {
		missing = plan.Missing{Left: value}
	}
	if wanted {
		return missing
	}
	return plan.Not{Of: missing}
}

// operand gives the value of an operator, which may not be null.
func (f filter) operand(given map[string]any, key string) (any, bool) {
	value, present := given[key]
	if !present {
		return nil, false
	}
	f.term()
	if value == nil {
		panic(f.under(key).in.wrong(fault.BadUserInput, "null is no value to compare with. Use `isNull: true` to find what is missing, or leave %q out.", key))
	}
	return value, true
}

// list reads the operators on lists of strings.
func (f filter) list(all plan.And, p *catalog.Property, given map[string]any) plan.And {
	if value, present := f.operand(given, "has"); present {
		all = append(all, plan.HasAny{Property: p, Values: []string{value.(string)}})
	}
	if value, present := f.operand(given, "hasAny"); present {
		values := []string{}
		for _, v := range value.([]any) {
			values = append(values, v.(string))
		}
		all = append(all, plan.HasAny{Property: p, Values: values})
	}
	if value, present := f.operand(given, "isEmpty"); present {
		var empty plan.Predicate = plan.Empty{Property: p}
		if !value.(bool) {
			empty = plan.Not{Of: empty}
		}
		all = append(all, empty)
	}
	return all
}
