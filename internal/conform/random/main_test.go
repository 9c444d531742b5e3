package random_test

import (
	"testing"

	"go.uber.org/goleak"

	"innograph/internal/neo4jtest"
)

func TestMain(m *testing.M) {
	neo4jtest.Thorough()
	goleak.VerifyTestMain(m)
}
