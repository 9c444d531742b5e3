package analysis_test

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"innograph/internal/fault"
)

// code is the code of an error that is made for a client.
func code(err error) fault.Code {
	if found, ok := errors.AsType[*fault.Error](err); ok {
		return found.Code
	}
	return ""
}

// Each analysis says which types suit it, and knows an unknown id.
func TestUnsuitableStartsAreRefused(t *testing.T) {
	eachIndustry(t, 1, func(t *testing.T, g *small, _ *rand.Rand) {
		for field, of := range map[string]struct {
			arguments func(id string) map[string]any
			unsuited  string
			suitable  []string
		}{
			"technologyGaps": {func(id string) map[string]any {
				return map[string]any{"scope": map[string]any{"organizations": []any{id}}}
			},
				"region/0", []string{"Enterprise", "Institution"}},
			"supplyChain": {func(id string) map[string]any { return map[string]any{"of": id} },
				"institution/0", []string{"Enterprise"}},
			"disruption": {func(id string) map[string]any { return map[string]any{"of": []any{id}} },
				"patent/0", []string{"Enterprise", "Institution", "Product", "Technology"}},
		} {
			if _, err := g.Run(t.Context(), field, of.arguments("enterprise/none")); code(err) != fault.NotFound {
				t.Errorf("%s of an unknown id gives %v", field, err)
			}
			_, err := g.Run(t.Context(), field, of.arguments(of.unsuited))
			if code(err) != fault.BadUserInput {
				t.Errorf("%s of %s gives %v", field, of.unsuited, err)
				continue
			}
			for _, name := range of.suitable {
				if !strings.Contains(err.Error(), name) {
					t.Errorf("%s does not say that %s suits: %s", field, name, err)
				}
			}
		}
	})
}
