// Command natural is the natural limit: a minimal Go server that sends one hand-written
// statement for each shape with the same driver, takes a map, and encodes it with
// encoding/json.
package main

import (
	"context"
	"encoding/json"
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
	serve.Run(addr, shapes.Natural, func(_, text string) (serve.Answer, error) {
		return func(ctx context.Context, variables map[string]any) ([]byte, error) {
			data, err := neo4j.Ask(ctx, text, variables)
			if err != nil {
				return nil, err
			}
			return json.Marshal(data)
		}, nil
	})
}
