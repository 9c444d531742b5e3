package plan

import (
	"slices"
	"sync"
)

// Given stands for a value that each request brings along: one of the operation's
// Values. So a plan can be made once for all the requests that differ in such values
// only. It may stand for the value of a Compare, the text of a Match and the id of a
// Lookup; whatever else is in a plan shapes it.
type Given struct {
	At int // its place among Operation.Values
	as func(any) any
}

// As makes one value of another: at once where it is known, and else, of a Given, with
// each request. The function must neither be nil nor keep anything.
func As(value any, make func(any) any) any {
	given, ok := value.(Given)
	if !ok {
		return make(value)
	}
	if before := given.as; before != nil {
		return Given{given.At, func(value any) any { return make(before(value)) }}
	}
	return Given{given.At, make}
}

// value is what a place of the plan holds in this request.
func (o *Operation) value(held any) any {
	given, ok := held.(Given)
	switch {
	case !ok:
		return held
	case given.as == nil:
		return o.Values[given.At]
	}
	return given.as(o.Values[given.At])
}

// Fill puts this request's values in the places of those that are given; the list itself
// stays as it is.
func (o *Operation) Fill(held []any) []any {
	filled := slices.Clone(held)
	for i := range filled {
		filled[i] = o.value(filled[i])
	}
	return filled
}

// Spelling keeps what dialects make of a plan that many requests share.
type Spelling struct{ byDialect sync.Map }

// Spell gives what a dialect makes of the operation's roots: what it has made before, if
// that is kept. It must not depend on the operation's Values, and is never changed.
func Spell[T any](o *Operation, dialect string, spell func() T) T {
	if o.Spelling == nil {
		return spell()
	}
	if found, ok := o.Spelling.byDialect.Load(dialect); ok {
		return found.(T)
	}
	spelled, _ := o.Spelling.byDialect.LoadOrStore(dialect, spell())
	return spelled.(T)
}
