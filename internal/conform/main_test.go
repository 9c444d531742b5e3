package conform_test

import (
	"context"
	"fmt"
	"os"
	"testing"

	"innograph/internal/catalog"
	"innograph/internal/conform"
	"innograph/schema"
	"innograph/seed"
)

// engines are all that there are, each with the seed; the first records the answers.
var engines []*conform.Engine

func TestMain(m *testing.M) {
	code, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func run(m *testing.M) (int, error) {
	ctx := context.Background()
	model, err := catalog.Load(schema.Files)
	if err != nil {
		return 0, err
	}
	facts, err := seed.Read(model, seed.Hunan())
	if err != nil {
		return 0, err
	}
	for name, address := range map[string]string{"the embedded engine": "sqlite::memory:"} {
		engine, err := conform.Open(ctx, name, address, model)
		if err != nil {
			return 0, err
		}
		defer func() { _ = engine.Store.Close() }()
		if err := engine.Store.Load(ctx, facts); err != nil {
			return 0, err
		}
		engines = append(engines, engine)
	}
	return m.Run(), nil
}
