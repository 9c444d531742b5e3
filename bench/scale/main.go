// Command scale says what each analysis costs with its default limits, through the whole
// server, on a store that holds a graph of any size: from the entity of a type that has
// the most edges, and from others. It needs the measures, to know which those are.
//
//	go run ./bench/load --nodes 1000000 --edges 5000000 --measures --store sqlite:.cache/synthetic.db
//	go run ./bench/scale --store sqlite:.cache/synthetic.db
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime/pprof"
	"slices"
	"strings"
	"syscall"
	"time"

	"innograph/internal/catalog"
	"innograph/internal/conform"
	"innograph/schema"
)

func main() {
	address := flag.String("store", "sqlite:.cache/synthetic.db", "the store's `address`, as the server takes it")
	runs := flag.Int("runs", 3, "how often each is asked; the median counts")
	only := flag.String("only", "", "the analysis to measure; all where it is empty")
	verbose := flag.Bool("verbose", false, "say what was cut")
	profile := flag.String("profile", "", "write a CPU profile to this `file`")
	flag.Parse()
	if *profile != "" {
		file, err := os.Create(*profile)
		if err == nil {
			err = pprof.StartCPUProfile(file)
		}
		if err != nil {
			fmt.Fprintf(os.Stderr, "scale: %s\n", err)
			os.Exit(1)
		}
		defer pprof.StopCPUProfile()
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := measure(ctx, *address, *runs, *only, *verbose); err != nil {
		fmt.Fprintf(os.Stderr, "scale: %s\n", err)
	}
}

func measure(ctx context.Context, address string, runs int, only string, verbose bool) error {
	model, err := catalog.Load(schema.Files)
	if err != nil {
		return err
	}
	server, err := conform.Open(ctx, "scale", address, model)
	if err != nil {
		return err
	}
	defer func() { _ = server.Store.Close() }() // it was only read from
	fmt.Println("| analysis | from | median | CPU | statements | cut |\n|---|---|---|---|---|---|")
	for _, c := range cases {
		if only != "" && !strings.HasPrefix(c.name, only) {
			continue
		}
		starts, err := startsOf(ctx, server, c.from)
		if err != nil {
			return err
		}
		for _, s := range starts {
			f, err := ask(ctx, server, c.query, s, runs)
			if err != nil {
				return fmt.Errorf("%s from %s: %w", c.name, s.id, err)
			}
			fmt.Printf("| %s | %s (%d edges) | %d ms | %d ms | %d | %s |\n", c.name, s.what, s.degree, f.median.Milliseconds(), f.cpu.Milliseconds(), f.statements, f.cut)
			if verbose {
				fmt.Println(s.id, f.sentences)
			}
		}
	}
	return nil
}

// figures are what one analysis cost.
type figures struct {
	median     time.Duration
	cpu        time.Duration // of this process, all threads: on a busy machine it tells more than the time
	statements int
	cut        string
	sentences  []string
}

func ask(ctx context.Context, server *conform.Engine, query string, s start, runs int) (figures, error) {
	variables, err := json.Marshal(map[string]string{"id": s.id, "other": s.other})
	if err != nil {
		return figures{}, err
	}
	var f figures
	times, cpu := make([]time.Duration, runs), make([]time.Duration, runs)
	for i := range times {
		begin, before := time.Now(), used()
		answer, err := server.Ask(ctx, query, variables)
		if err != nil {
			return figures{}, err
		}
		times[i], cpu[i] = time.Since(begin), used()-before
		f.statements = answer.Statements
		if f.cut, f.sentences, err = cutOf(answer.Response); err != nil {
			return figures{}, err
		}
	}
	slices.Sort(times)
	slices.Sort(cpu)
	f.median, f.cpu = times[runs/2], cpu[runs/2]
	return f, nil
}

// used is the CPU time that this process has used.
func used() time.Duration {
	var usage syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &usage) // fails for an unknown argument only
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// cutOf tells whether limits left out anything, or were met before there was an answer.
func cutOf(response json.RawMessage) (cut string, sentences []string, err error) {
	var answer struct {
		Data   struct{ A json.RawMessage }
		Errors []struct{ Message string }
	}
	if err := json.Unmarshal(response, &answer); err != nil {
		return "", nil, err
	}
	if len(answer.Errors) > 0 {
		return "refused", []string{answer.Errors[0].Message}, nil
	}
	type part struct{ Cut []string }
	var one part
	if json.Unmarshal(answer.Data.A, &one) != nil {
		var list []part
		if err := json.Unmarshal(answer.Data.A, &list); err != nil {
			return "", nil, err
		}
		if len(list) > 0 {
			one = list[0]
		}
	}
	if len(one.Cut) > 0 {
		return "yes", one.Cut, nil
	}
	return "no", nil, nil
}
