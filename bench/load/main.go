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
	"innograph/internal/measure"
	"innograph/internal/store/engines"
	"innograph/schema"
	"innograph/seed"
)

func main() {
	nodes := flag.Int("nodes", 10_000, "about how many nodes, entities and sources together")
	edges := flag.Int("edges", 0, "about how many edges; 0 for as many to a node as the curated facts have")
	measures := flag.Bool("measures", false, "compute degrees, page ranks and communities too")
	address := flag.String("store", "sqlite:.cache/synthetic.db", "the store's `address`, as the server takes it; it must be empty")
	random := flag.Uint64("random", 1, "the seed of the random numbers")
	flag.Parse()
	if err := load(*nodes, *edges, *measures, *address, *random); err != nil {
		fmt.Fprintf(os.Stderr, "load: %s\n", err)
		os.Exit(1)
	}
}

func load(nodes, edges int, measures bool, address string, random uint64) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
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
	facts := synthetic.New(template, nodes, random).Dense(edges).Facts()
	fmt.Fprintf(os.Stderr, "a synthetic graph of %d nodes and %d edges\n", len(facts.Nodes), len(facts.Edges))
	start := time.Now()
	if measures {
		measure.Add(facts, start)
		fmt.Fprintf(os.Stderr, "measured in %s\n", time.Since(start).Round(time.Millisecond))
		start = time.Now()
	}
	if err := opened.Load(ctx, facts); err != nil {
		return err
	}
	took := time.Since(start)
	fmt.Fprintf(os.Stderr, "loaded in %s: %.0f nodes and edges a second\n", took.Round(time.Millisecond), float64(len(facts.Nodes)+len(facts.Edges))/took.Seconds())
	return nil
}
