package measure

import (
	"testing"

	"go.uber.org/goleak"

	"innograph/internal/neo4jtest"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, neo4jtest.Running())
}
