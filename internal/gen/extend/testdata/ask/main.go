// Ask loads a data set into the stores at the addresses given, asks each of them the
// cases of a corpus through the HTTP handler, and prints a line with each answer.
//
//	ask DATA CASES ADDRESS...
package main

import (
	"context"
	"encoding/json"
	"log"
	"os"

	"innograph/internal/catalog"
	"innograph/internal/conform"
	"innograph/schema"
	"innograph/seed"
)

func main() {
	ctx := context.Background()
	model, err := catalog.Load(schema.Files)
	check(err)
	facts, err := seed.Read(model, os.DirFS(os.Args[1]))
	check(err)
	cases, err := conform.Cases(os.Args[2])
	check(err)
	for _, address := range os.Args[3:] {
		engine, err := conform.Open(ctx, address, address, model)
		check(err)
		check(engine.Store.Load(ctx, facts))
		for _, c := range cases {
			answers, err := c.Run(ctx, engine)
			check(err)
			for _, answer := range answers {
				check(json.NewEncoder(os.Stdout).Encode(answer))
			}
		}
		check(engine.Store.Close())
	}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
