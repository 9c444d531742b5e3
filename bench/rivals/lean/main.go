// Command lean is the lean limit: a minimal Go server that sends one hand-written statement
// for each shape with the same driver, takes one positional list, and writes it with
// an encoder that knows its fields.
package main

import (
	"context"
	"log"

	"innograph/bench/rivals/serve"
	"innograph/bench/shapes"
)

func main() {
	store, addr := serve.Flags()
	neo4j, err := serve.OpenNeo4j(store)
	if err != nil {
		log.Fatal(err)
	}
	serve.Run(addr, shapes.Lean, func(shape, text string) (serve.Answer, error) {
		write := layouts[shape]
		return func(ctx context.Context, variables map[string]any) ([]byte, error) {
			data, err := neo4j.Ask(ctx, text, variables)
			if err != nil {
				return nil, err
			}
			return write(make([]byte, 0, 4096), data), nil
		}, nil
	})
}
