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
	"syscall"

	"innograph/graph"
	"innograph/internal/catalog"
	"innograph/internal/config"
	"innograph/internal/export"
	"innograph/internal/fault"
	"innograph/internal/lookahead"
	"innograph/internal/plan"
	"innograph/internal/store/engines"
	"innograph/schema"
)

// exportUse is the text of `innograph export --help`.
const exportUse = `Usage: innograph export [--format FORMAT] [--where FILTER] [--output PATH] [--store STORE] [flags]

Writes the graph of a store, which may be in use, or a part of it.

  --format FORMAT  jsonl (the project's own lines, which import reads again), csv (tables)
                   or graphml [jsonl]
  --where FILTER   only entities that meet it, with the edges between them and the sources
                   they cite: what stands behind "where:" in a query of entities, such as
                   '{ locatedIn: { within: { node: { id: { eq: "region/changsha" } } } } }'
  --output PATH    a file, or, with a slash at its end, a folder: for sources, nodes and edges
                   apart, as csv needs it [standard output]

All flags of the server can be given too; --store, --seed and --log-level matter here.
Ends with 0 when all is written, 1 when it failed, 2 when it was not asked for rightly.
`

// exporting is `innograph export`. It gives the exit code.
func exporting(args []string) int {
	var format, where, output string
	settings, rest, err := config.ParseCommand("innograph export", args, os.LookupEnv, func(flags *flag.FlagSet) {
		flags.StringVar(&format, "format", "jsonl", "")
		flags.StringVar(&where, "where", "", "")
		flags.StringVar(&output, "output", "", "")
	})
	formats := []string{"jsonl", "csv", "graphml"}
	switch {
	case errors.Is(err, config.ErrHelp):
		_, _ = fmt.Fprint(os.Stdout, exportUse)
		return 0
	case err != nil:
	case len(rest) > 0:
		err = fmt.Errorf("unexpected argument %q: where to write is said by --output", rest[0])
	case !slices.Contains(formats, format):
		err = fmt.Errorf("--format: %q is not known; it is %s", format, strings.Join(formats, ", "))
	case format == "csv" && !strings.HasSuffix(output, "/"):
		err = errors.New("--output: csv is three tables; give a folder, such as --output graph/")
	case format == "graphml" && strings.HasSuffix(output, "/"):
		err = fmt.Errorf("--output: graphml is one file; leave out the slash at the end of %q", output)
	}
	if err != nil {
		_, _ = fmt.Fprintf(os.Stderr, "%s\n\nSee innograph export --help.\n", err)
		return 2
	}
	counts, err := exportFrom(settings, format, where, output)
	if wrong, ok := errors.AsType[*wrongFilter](err); ok {
		_, _ = fmt.Fprintf(os.Stderr, "innograph export: --where: %s\n", wrong)
		return 2
	}
	if err != nil {
		if failed, ok := errors.AsType[*fault.Error](err); ok && failed.Unwrap() != nil {
			err = fmt.Errorf("%w (%w)", err, failed.Unwrap())
		}
		_, _ = fmt.Fprintf(os.Stderr, "innograph export: %s\n", err)
		return 1
	}
	_, _ = fmt.Fprintf(os.Stderr, "%d entities, %d edges and %d sources are written.\n", counts.Nodes, counts.Edges, counts.Sources)
	return 0
}

// wrongFilter is a filter that is none.
type wrongFilter struct{ error }

func exportFrom(settings config.Config, format, where, output string) (counts export.Counts, err error) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	model, err := catalog.Load(schema.Files)
	if err != nil {
		return counts, err
	}
	from := &export.Graph{Model: model}
	if where != "" {
		if from.Where, err = filter(model, settings.Limits, where); err != nil {
			return counts, &wrongFilter{err}
		}
	}
	opened, err := engines.Open(ctx, settings.Store, engines.Options{
		Catalog: model, Counter: uncounted{}, Timeout: settings.Timeout,
		User: settings.Neo4j.User, Password: settings.Neo4j.Password, Database: settings.Neo4j.Database,
	})
	if err != nil {
		return counts, err
	}
	defer func() { _ = opened.Close() }() // it was only read
	if err := fill(ctx, opened, model, settings.Seed, settings.Logger(os.Stderr)); err != nil {
		return counts, err
	}
	from.Store = opened
	return export.ToPath(ctx, from, format, output, os.Stdout)
}

// filter reads the filter of an export.
func filter(model *catalog.Catalog, limits plan.Limits, where string) (plan.Predicate, error) {
	executable := graph.NewExecutableSchema(graph.Config{Resolvers: &graph.Resolver{}})
	return lookahead.New(model, executable.Schema(), limits).Filter(model.Type("Entity"), where)
}
