package graph

import (
	"errors"
	"io"
)

// Answer is what a root field gives: its value as JSON, already encoded; nil for null.
type Answer []byte

// MarshalGQL writes the answer as it is.
func (a Answer) MarshalGQL(w io.Writer) { _, _ = w.Write(a) }

// UnmarshalGQL is there because gqlgen wants it of a scalar; nothing takes an Answer as input.
func (a *Answer) UnmarshalGQL(any) error { return errors.New("an answer is no input") }
