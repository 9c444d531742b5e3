package random

import (
	"slices"

	"innograph/internal/store"
)

// Shrink cuts the operation down as long as it still fails, one thing at a time.
func Shrink(o *Operation, fails func(*Operation) bool) *Operation {
	for shrunk := true; shrunk; {
		shrunk = false
		for i := 0; ; {
			smaller := o.clone()
			e := &editor{left: i, operation: smaller}
			e.operationParts()
			if !e.done {
				break
			}
			if fails(smaller) {
				o, shrunk = smaller, true
				continue
			}
			i++
		}
	}
	return o
}

// editor makes the change number `left` to an operation: it walks it and counts what could
// be left out.
type editor struct {
	operation *Operation
	left      int
	done      bool
}

// hit tells whether this is the change to make.
func (e *editor) hit() bool {
	if e.done || e.left > 0 {
		e.left--
		return false
	}
	e.done = true
	return true
}

func (e *editor) operationParts() {
	e.operation.Selections = e.selections(e.operation.Selections)
	for _, fragment := range e.operation.Fragments {
		fragment.Selections = e.selections(fragment.Selections)
	}
	for _, v := range e.operation.Variables {
		v.Value = e.value(v.Value)
	}
}

func (e *editor) selections(all []*Selection) []*Selection {
	for i, s := range all {
		switch {
		case e.done:
			return all
		case e.hit():
			return slices.Delete(all, i, i+1)
		case s.Kind == Inline && e.hit():
			return slices.Replace(all, i, i+1, s.Selections...)
		case s.Kind == Spread && e.hit():
			for _, fragment := range e.operation.Fragments {
				if fragment.Name == s.Name {
					all[i] = &Selection{Kind: Inline, On: fragment.On, Selections: cloneAll(fragment.Selections)}
				}
			}
			return all
		}
		s.Directives = e.members(s.Directives)
		s.Arguments = e.members(s.Arguments)
		if s.Selections != nil {
			s.Selections = e.selections(s.Selections)
		}
	}
	return all
}

func (e *editor) members(all []Member) []Member {
	for i, member := range all {
		if e.hit() {
			return slices.Delete(all, i, i+1)
		}
		all[i].Value = e.value(member.Value)
		if e.done {
			return all
		}
	}
	return all
}

func (e *editor) value(value any) any {
	switch v := value.(type) {
	case Object:
		return Object(e.members(v))
	case List:
		for i, item := range v {
			if e.hit() {
				return slices.Delete(v, i, i+1)
			}
			if v[i] = e.value(item); e.done {
				return v
			}
		}
	case Ref:
		if e.hit() {
			for _, variable := range e.operation.Variables {
				if variable.Name == string(v) && variable.Given {
					return variable.Value
				}
			}
		}
	case string:
		if runes := []rune(v); len(runes) > 1 {
			if e.hit() {
				return string(runes[:len(runes)/2])
			}
			if e.hit() {
				return string(runes[len(runes)/2:])
			}
			if len(runes) < 20 && e.hit() {
				return string(runes[1:])
			}
		}
	}
	return value
}

// ShrinkFacts cuts the graph down as long as it still fails.
func ShrinkFacts(facts *store.Facts, fails func(*store.Facts) bool) *store.Facts {
	try := func(smaller *store.Facts) bool {
		if fails(smaller) {
			facts = smaller
			return true
		}
		return false
	}
	for size := len(facts.Nodes) / 2; size > 0; size /= 2 {
		for from := 0; from < len(facts.Nodes); {
			if !try(without(facts, from, min(from+size, len(facts.Nodes)))) {
				from += size
			}
		}
	}
	for size := max(1, len(facts.Edges)/2); size > 0; size /= 2 {
		for from := 0; from < len(facts.Edges); {
			smaller := *facts
			smaller.Edges = slices.Delete(slices.Clone(facts.Edges), from, min(from+size, len(facts.Edges)))
			if !try(&smaller) {
				from += size
			}
		}
	}
	for i := range facts.Nodes {
		for j, p := range facts.Nodes[i].Type.Properties {
			if p.NonNull || facts.Nodes[i].Values[j] == nil {
				continue
			}
			smaller := *facts
			smaller.Nodes = slices.Clone(facts.Nodes)
			smaller.Nodes[i].Values = slices.Clone(facts.Nodes[i].Values)
			smaller.Nodes[i].Values[j] = nil
			try(&smaller)
		}
	}
	return facts
}

// without leaves out some nodes, with all that touches them.
func without(facts *store.Facts, from, to int) *store.Facts {
	gone := map[string]bool{}
	for _, n := range facts.Nodes[from:to] {
		gone[n.ID()] = true
	}
	kept := func(sources []string) []string {
		return slices.DeleteFunc(slices.Clone(sources), func(id string) bool { return gone[id] })
	}
	out := &store.Facts{Dataset: facts.Dataset}
	for _, n := range facts.Nodes {
		if !gone[n.ID()] {
			n.Sources = kept(n.Sources)
			out.Nodes = append(out.Nodes, n)
		}
	}
	for _, e := range facts.Edges {
		if !gone[e.From] && !gone[e.To] {
			e.Sources = kept(e.Sources)
			out.Edges = append(out.Edges, e)
		}
	}
	return out
}
