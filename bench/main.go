// Command bench measures the server beside its rivals, on the same data and the same
// engines, in one run: see README.md. It starts everything that it needs, checks that
// all contenders give the same answers, and writes bench/RESULTS.md.
//
//	go run ./bench [--sizes hunan,10k,50k,1m] [--shapes nested,wide] [--growth 10k,10m] [--rounds 5] [--short]
//
// It is run at the root of the project.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"time"

	"innograph/bench/shapes"
)

// options are those of the command line.
type options struct {
	sizes   []string
	growth  []string // the sizes of a small and of a large graph; nil to leave it out
	shapes  []string
	engines []string
	sets    int // of variables
	rounds  int
	slice   time.Duration // of one measurement
	results string        // the file to write
}

func main() {
	o, err := parse(os.Args[1:])
	if err != nil {
		os.Exit(2) // the flag package has said why
	}
	if err := run(o); err != nil {
		fmt.Fprintf(os.Stderr, "bench: %s\n", err)
		os.Exit(1)
	}
}

func parse(args []string) (options, error) {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	sizes := flags.String("sizes", "hunan,10k,50k", "data sets: hunan (the curated facts), or how many nodes a synthetic graph has, such as 10k or 1m")
	names := flags.String("shapes", strings.Join(shapes.Names, ","), "shapes of request")
	engines := flags.String("engines", "neo4j,sqlite", "engines")
	growth := flags.String("growth", "", "two sizes, such as 10k,10m: also measure how much more a request costs in the large graph")
	o := options{sets: 20}
	flags.IntVar(&o.rounds, "rounds", 5, "rounds; each asks every contender in turn")
	flags.DurationVar(&o.slice, "slice", 2*time.Second, "how long a contender is asked in a round, at 1 and at 16 connections each")
	flags.StringVar(&o.results, "results", "bench/RESULTS.md", "the file to write")
	short := flags.Bool("short", false, "a few seconds for each size: to see that all works and all answers agree, not how fast it is")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	if *short {
		o.sets, o.rounds, o.slice = 5, 1, 20*time.Millisecond
		if !given(flags, "sizes") {
			*sizes = "hunan"
		}
		if !given(flags, "results") {
			o.results = cache("RESULTS-short.md")
		}
	}
	o.sizes, o.shapes, o.engines = strings.Split(*sizes, ","), strings.Split(*names, ","), strings.Split(*engines, ",")
	if *sizes == "" {
		o.sizes = nil // growth alone
	}
	if *growth != "" {
		if o.growth = strings.Split(*growth, ","); len(o.growth) != 2 {
			fmt.Fprintf(os.Stderr, "bench: --growth is two sizes, such as 10k,10m, not %q\n", *growth)
			return o, flag.ErrHelp
		}
	}
	for _, shape := range o.shapes {
		if !slices.Contains(shapes.Names, shape) {
			fmt.Fprintf(os.Stderr, "bench: there is no shape %q; there are %s\n", shape, strings.Join(shapes.Names, ", "))
			return o, flag.ErrHelp
		}
	}
	return o, nil
}

func given(flags *flag.FlagSet, name string) bool {
	found := false
	flags.Visit(func(f *flag.Flag) { found = found || f.Name == name })
	return found
}

// run measures each size by itself. Wrong answers end it with an error, after all is
// measured.
func run(o options) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := build(ctx, o); err != nil {
		return err
	}
	report := &report{options: o, begun: time.Now()}
	var wrong []error
	for _, size := range o.sizes {
		measured, err := measureSize(ctx, o, size)
		if measured != nil {
			report.sizes = append(report.sizes, measured)
		}
		if err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w", size, err))
		}
		if err := report.write(ctx); err != nil {
			return err
		}
	}
	if o.growth != nil {
		var err error
		if report.growth, err = measureGrowth(ctx, o); err != nil {
			wrong = append(wrong, fmt.Errorf("growth: %w", err))
		}
		if err := report.write(ctx); err != nil {
			return err
		}
	}
	fmt.Fprintf(os.Stderr, "see %s\n", o.results)
	return errors.Join(wrong...)
}
