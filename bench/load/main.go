// Command load writes a synthetic graph, in which nothing is a fact, into an empty store,
// and says how fast that went.
//
//	go run ./bench/load --nodes 1000000 --store sqlite:.cache/synthetic.db
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"time"

	"innograph/bench/synthetic"
	"innograph/internal/catalog"
	"innograph/internal/store/engines"
	"innograph/schema"
	"innograph/seed"
)

func main() {
	nodes := flag.Int("nodes", 10_000, "about how many nodes, entities and sources together")
	address := flag.String("store", "sqlite:.cache/synthetic.db", "the store's `address`, as the server takes it; it must be empty")
	random := flag.Uint64("random", 1, "the seed of the random numbers")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := load(ctx, *nodes, *address, *random); err != nil {
		fmt.Fprintf(os.Stderr, "load: %s\n", err)
		os.Exit(1)
	}
}

func load(ctx context.Context, nodes int, address string, random uint64) error {
	model, err := catalog.Load(schema.Files)
	if err != nil {
		return err
	}
	template, err := seed.Read(model, seed.Hunan())
	if err != nil {
		return err
	}
	opened, err := engines.Open(ctx, address, engines.Options{Catalog: model})
	if err != nil {
		return err
	}
	defer func() { _ = opened.Close() }() // after a load there is nothing left to be written
	graph := synthetic.New(template, nodes, random)
	total, edges := graph.Size()
	fmt.Fprintf(os.Stderr, "a synthetic graph of %d nodes and %d edges\n", total, edges)
	facts := graph.Facts()
	start := time.Now()
	if err := opened.Load(ctx, facts); err != nil {
		return err
	}
	took := time.Since(start)
	fmt.Fprintf(os.Stderr, "loaded in %s: %.0f nodes and edges a second\n", took.Round(time.Millisecond), float64(total+edges)/took.Seconds())
	return nil
}
