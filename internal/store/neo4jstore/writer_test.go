package neo4jstore

import (
	"testing"

	"innograph/internal/catalog"
	"innograph/internal/neo4jtest"
	"innograph/internal/store/storetest"
)

func TestNeo4jWriter(t *testing.T) {
	storetest.Writer(t, func(t *testing.T, model *catalog.Catalog) (first, second storetest.Engine) {
		w := &world{T: t, Catalog: model}
		uri := neo4jtest.Empty(t)
		return w.open(uri), w.open(uri)
	})
}
