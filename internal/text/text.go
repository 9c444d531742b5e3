// Package text is how strings are compared beyond their code points.
package text

import (
	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Fold gives the form in which `ignoreCase` compares: Unicode full case folding of the
// compatibility composition. It is made here, at write time and for every argument,
// because the engines' own lower-casing differs.
func Fold(s string) string {
	return cases.Fold().String(norm.NFKC.String(s))
}
