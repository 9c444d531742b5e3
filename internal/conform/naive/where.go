package naive

import (
	"cmp"
	"slices"
	"strings"

	"innograph/internal/catalog"
	"innograph/internal/text"
)

// boolean reads the keys that every where-input has. ok is false for any other key.
func boolean(key string, value any, holds func(where map[string]any) bool) (result, ok bool) {
	object := func(item any) bool { return holds(item.(map[string]any)) }
	switch key {
	case "and":
		return !slices.ContainsFunc(value.([]any), func(item any) bool { return !object(item) }), true
	case "or":
		return slices.ContainsFunc(value.([]any), object), true
	case "not":
		return !object(value), true
	}
	return false, false
}

// nodeMeets tells whether n, seen as a t, meets a where of nodes.
func (r *run) nodeMeets(t *catalog.Type, n *node, where map[string]any) bool {
	for key, value := range where {
		holds, ok := boolean(key, value, func(where map[string]any) bool { return r.nodeMeets(t, n, where) })
		if !ok {
			holds = r.nodeKey(t, n, key, value.(map[string]any))
		}
		if !holds {
			return false
		}
	}
	return true
}

func (r *run) nodeKey(t *catalog.Type, n *node, key string, conditions map[string]any) bool {
	if p := t.Property(key); p != nil {
		return valueMeets(n.values[key], conditions)
	}
	if f := t.Field(key); f != nil {
		return r.relationMeets(n, f, conditions)
	}
	return valueMeets(catalog.Upper(n.kind.Name), conditions) // type
}

// rowMeets tells whether a row meets a where of edges and the nodes at their end.
func (r *run) rowMeets(f *catalog.Field, m row, where map[string]any) bool {
	if f.Relation.Evidence {
		return r.nodeMeets(f.Target, m.node, where)
	}
	for key, value := range where {
		holds, ok := boolean(key, value, func(where map[string]any) bool { return r.rowMeets(f, m, where) })
		if !ok && key == "node" {
			holds = r.nodeMeets(f.Target, m.node, value.(map[string]any))
		}
		if !ok && key == "edge" {
			holds = r.edgeMeets(m.edge, value.(map[string]any))
		}
		if !holds {
			return false
		}
	}
	return true
}

func (r *run) edgeMeets(e *edge, where map[string]any) bool {
	for key, value := range where {
		holds, ok := boolean(key, value, func(where map[string]any) bool { return r.edgeMeets(e, where) })
		switch {
		case ok:
		case key == "sources":
			var rows []row
			for _, source := range e.sources {
				rows = append(rows, row{node: source})
			}
			holds = quantified(rows, value.(map[string]any), func(m row, where map[string]any) bool {
				return r.nodeMeets(r.model.Source(), m.node, where)
			})
		default:
			holds = valueMeets(e.values[key], value.(map[string]any))
		}
		if !holds {
			return false
		}
	}
	return true
}

func (r *run) relationMeets(n *node, f *catalog.Field, conditions map[string]any) bool {
	if within, present := conditions["within"]; present {
		if !slices.ContainsFunc(r.graph.above(n, f), func(up *node) bool {
			where, _ := within.(map[string]any)["node"].(map[string]any)
			return r.nodeMeets(f.Target, up, where)
		}) {
			return false
		}
	}
	return quantified(r.graph.along(n, f), conditions, func(m row, where map[string]any) bool { return r.rowMeets(f, m, where) })
}

// quantified reads some, all, none, single and count.
func quantified(rows []row, conditions map[string]any, meets func(row, map[string]any) bool) bool {
	for key, value := range conditions {
		where := value.(map[string]any)
		met := 0
		for _, m := range rows {
			if key != "count" && key != "within" && meets(m, where) {
				met++
			}
		}
		holds := true
		switch key {
		case "some":
			holds = met > 0
		case "all":
			holds = met == len(rows)
		case "none":
			holds = met == 0
		case "single":
			holds = met == 1
		case "count":
			holds = valueMeets(int64(len(rows)), where)
		}
		if !holds {
			return false
		}
	}
	return true
}

// valueMeets tells whether a value, nil where missing, meets every operator.
func valueMeets(value any, conditions map[string]any) bool {
	fold := conditions["ignoreCase"] == true
	for operator, operand := range conditions {
		if operator != "ignoreCase" && !holds(operator, folded(value, fold), folded(operand, fold)) {
			return false
		}
	}
	return true
}

func folded(value any, fold bool) any {
	switch v := value.(type) {
	case string:
		if fold {
			return text.Fold(v)
		}
	case []any:
		items := []any{}
		for _, item := range v {
			items = append(items, folded(item, fold))
		}
		return items
	}
	return value
}

func holds(operator string, value, operand any) bool {
	if operator == "isNull" {
		return (value == nil) == operand.(bool)
	}
	if strings, ok := value.([]string); ok || operator == "has" || operator == "hasAny" || operator == "isEmpty" {
		return listHolds(operator, strings, operand)
	}
	if value == nil {
		return false
	}
	switch operator {
	case "eq":
		return value == operand
	case "ne":
		return value != operand
	case "in":
		return slices.Contains(operand.([]any), value)
	case "notIn":
		return !slices.Contains(operand.([]any), value)
	case "lt":
		return compare(value, operand) < 0
	case "lte":
		return compare(value, operand) <= 0
	case "gt":
		return compare(value, operand) > 0
	case "gte":
		return compare(value, operand) >= 0
	}
	return textHolds(operator, value.(string), operand.(string))
}

func textHolds(operator, value, operand string) bool {
	switch operator {
	case "contains":
		return strings.Contains(value, operand)
	case "startsWith":
		return strings.HasPrefix(value, operand)
	case "endsWith":
		return strings.HasSuffix(value, operand)
	case "within": // a date in a year or a month
		return value == operand || strings.HasPrefix(value, operand+"-")
	}
	panic("no operator " + operator)
}

func listHolds(operator string, value []string, operand any) bool {
	switch operator {
	case "has":
		return slices.Contains(value, operand.(string))
	case "hasAny":
		return slices.ContainsFunc(operand.([]any), func(item any) bool { return slices.Contains(value, item.(string)) })
	case "isEmpty":
		return (len(value) == 0) == operand.(bool)
	}
	panic("no operator " + operator)
}

// compare orders two values of one kind: numbers by size, strings by code point (which is
// the order of their UTF-8 bytes).
func compare(a, b any) int {
	switch a := a.(type) {
	case string:
		return cmp.Compare(a, b.(string))
	case int64:
		return cmp.Compare(a, b.(int64))
	case float64:
		return cmp.Compare(a, b.(float64))
	}
	panic("values of this kind have no order")
}
