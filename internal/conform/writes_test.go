//go:build !race

package conform_test

import (
	"os"
	"testing"

	"innograph/internal/conform"
	"innograph/internal/neo4jtest"
	"innograph/seed"
)

// writes are the cases that change the graph. Each begins with the synthetic facts of
// testdata/small in a store of its own, and asks behind its mutations what is there.
const writes = "../../testdata/writes"

// TestWrites asks every engine every case: one answer for all.
func TestWrites(t *testing.T) {
	model, _ := hunan(t)
	facts, err := seed.Read(model, os.DirFS("../../testdata/small"))
	if err != nil {
		t.Fatal(err)
	}
	cases, err := conform.Cases(writes)
	if err != nil {
		t.Fatal(err)
	}
	server := ""
	if !alone() {
		server = neo4jtest.Empty(t)
	}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			engines := []*conform.Engine{openAt(t, embedded, "sqlite::memory:", model, facts)}
			if server != "" {
				if err := neo4jtest.Clear(t.Context(), server); err != nil { // its indexes stay
					t.Fatal(err)
				}
				engines = append(engines, openAt(t, neo4j, server, model, facts))
			}
			for i, engine := range engines {
				answers, err := c.Run(t.Context(), engine)
				if err != nil {
					t.Fatal(err)
				}
				for j, step := range c.Steps {
					if *update && i == 0 {
						record(t, step.Want, answers[j])
					}
					compare(t, engine.Name, step.Want, answers[j])
				}
			}
		})
	}
}
