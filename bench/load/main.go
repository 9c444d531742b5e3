// Command load writes a synthetic graph, in which nothing is a fact, into an empty store,
// and says how fast that went.
//
//	go run ./bench/load --nodes 1000000 --store sqlite:.cache/synthetic.db
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime/pprof"
	"syscall"
	"time"

	"innograph/bench/synthetic"
	"innograph/internal/catalog"
	"innograph/internal/measure"
	"innograph/internal/store"
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
	profile := flag.String("profile", "", "write a CPU profile to this `file`")
	flag.Parse()
	if err := profiled(*profile, func() error { return load(*nodes, *edges, *measures, *address, *random) }); err != nil {
		fmt.Fprintf(os.Stderr, "load: %s\n", err)
		os.Exit(1)
	}
}

// profiled writes a profile of what work does, where one is wanted.
func profiled(path string, work func() error) error {
	if path == "" {
		return work()
	}
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := pprof.StartCPUProfile(file); err != nil {
		return err
	}
	err = work()
	pprof.StopCPUProfile()
	return errors.Join(err, file.Close())
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
	opened, err := engines.Open(ctx, address, engines.Options{Catalog: model, Timeout: time.Hour})
	if err != nil {
		return err
	}
	defer func() { _ = opened.Close() }() // after a load there is nothing left to be written
	graph := synthetic.New(template, nodes, random).Dense(edges)
	count, of := graph.Size()
	size := count + of
	fmt.Fprintf(os.Stderr, "a synthetic graph of %d nodes and %d edges\n", count, of)
	var facts store.Stream = graph
	start := time.Now()
	if measures {
		facts = measure.Of(facts, model, start)
		fmt.Fprintf(os.Stderr, "measured in %s\n", time.Since(start).Round(time.Millisecond))
		start = time.Now()
	}
	if err := opened.Load(ctx, withProgress(facts, size, os.Stderr)); err != nil {
		return err
	}
	took := time.Since(start)
	fmt.Fprintf(os.Stderr, "loaded in %s: %.0f nodes and edges a second; %s\n", took.Round(time.Millisecond), float64(size)/took.Seconds(), used())
	return nil
}

// used says what this process has used so far.
func used() string {
	var usage syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &usage) // fails for an unknown argument only
	cpu := time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
	return fmt.Sprintf("%s of CPU time and at most %d MB of memory used by this process", cpu.Round(time.Millisecond), usage.Maxrss>>10)
}
