package neo4jstore

import (
	"testing"

	"innograph/internal/catalog"
	"innograph/internal/neo4jtest"
	"innograph/internal/store/storetest"
)

func TestNeo4jWriter(t *testing.T) {
	uri := neo4jtest.Empty(t)
	storetest.Writer(t, func(t *testing.T, model *catalog.Catalog) (first, second storetest.Engine) {
		if err := neo4jtest.Clear(t.Context(), uri); err != nil { // its indexes stay, and with them what was planned
			t.Fatal(err)
		}
		w := &world{T: t, Catalog: model}
		return w.open(uri), w.open(uri)
	})
}
