package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"innograph/internal/catalog"
	"innograph/internal/config"
	"innograph/internal/fault"
	"innograph/internal/importer"
	"innograph/internal/mapping"
	"innograph/internal/store"
	"innograph/internal/store/engines"
	"innograph/mappings"
	"innograph/schema"
)

// How the import ends, for scripts. docs/import.md lists these.
const (
	importedAll  = 0
	importFailed = 1
	importUsage  = 2
	importedSome = 3 // rows were rejected
)

// importUse is the text of `innograph import --help`.
const importUse = `Usage: innograph import [--mapping NAME|FILE] [--dry-run] [--bulk] [--rejected FILE] [--store STORE] [flags] FILE…

Brings data into a store, which may be in use. A FILE may be compressed with gzip; - is
standard input. Without a mapping the files are the project's own JSON Lines.

  --mapping NAME|FILE  what the files mean: %s, or a file of your own
  --dry-run            check all, and write nothing
  --bulk               faster, while whoever reads waits longer; for files of a size with what
                       is there already, or larger. A store that the import makes is filled
                       like this without being told
  --rejected FILE      where rejected rows go [the first FILE's name and .rejected.jsonl]

All flags of the server can be given too; --store, --seed and --log-level matter here.
Ends with 0 when all is written, 1 when it failed, 2 when it was not asked for rightly, 3
when some rows were rejected. An import that was cut off goes on when it is started again.
`

// importTimeout is the longest that a transaction of an import may take.
const importTimeout = 10 * time.Minute

// importing is `innograph import`. It gives the exit code.
func importing(args []string) int {
	var named string
	var o importer.Options
	settings, files, err := config.ParseCommand("innograph import", args, os.LookupEnv, func(flags *flag.FlagSet) {
		flags.StringVar(&named, "mapping", "", "")
		flags.BoolVar(&o.DryRun, "dry-run", false, "")
		flags.BoolVar(&o.Bulk, "bulk", false, "")
		flags.StringVar(&o.Rejected, "rejected", "", "")
	})
	if errors.Is(err, config.ErrHelp) {
		_, _ = fmt.Fprintf(os.Stdout, importUse, strings.Join(mappings.Names(), ", "))
		return importedAll
	}
	if err != nil {
		_, _ = fmt.Fprintf(os.Stderr, "%s\n\nSee innograph import --help.\n", err)
		return importUsage
	}
	o.Files, o.Stdin = files, os.Stdin
	return ended(importInto(settings, named, o))
}

// ended tells what came of an import.
func ended(summary *importer.Summary, err error) int {
	if summary != nil {
		summary.Print(os.Stdout)
	}
	switch _, wrong := errors.AsType[*importer.UsageError](err); {
	case wrong:
		_, _ = fmt.Fprintf(os.Stderr, "innograph import: %s\n", err)
		return importUsage
	case errors.Is(err, context.Canceled):
		_, _ = fmt.Fprintln(os.Stderr, "innograph import: stopped. The same command goes on where this one was.")
		return importFailed
	case err != nil:
		if failed, ok := errors.AsType[*fault.Error](err); ok && failed.Unwrap() != nil {
			err = fmt.Errorf("%w (%w)", err, failed.Unwrap())
		}
		_, _ = fmt.Fprintf(os.Stderr, "innograph import: %s\n", err)
		return importFailed
	case summary.Rejected > 0:
		return importedSome
	}
	return importedAll
}

func importInto(settings config.Config, named string, o importer.Options) (*importer.Summary, error) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	log := settings.Logger(os.Stderr)
	model, err := catalog.Load(schema.Files)
	if err != nil {
		return nil, err
	}
	if named != "" {
		if o.Mapping, err = readMapping(model, named); err != nil {
			return nil, &importer.UsageError{Err: err}
		}
	}
	options := engines.Options{
		Catalog: model, Counter: uncounted{}, Timeout: importTimeout,
		User: settings.Neo4j.User, Password: settings.Neo4j.Password, Database: settings.Neo4j.Database,
	}
	opened, err := engines.Open(ctx, settings.Store, options)
	if err != nil {
		return nil, err
	}
	defer func() { _ = opened.Close() }() // what was committed is safe
	empty, err := opened.Empty(ctx)
	if err != nil {
		return nil, err
	}
	to := opened
	if empty && o.DryRun {
		// What the store would begin with is kept in memory meanwhile.
		if to, err = engines.Open(ctx, "sqlite::memory:", options); err != nil {
			return nil, err
		}
		defer func() { _ = to.Close() }() // nothing of it is to stay
	}
	if empty {
		o.Bulk = true
		if err := begin(ctx, to, model, settings.Seed, log); err != nil {
			return nil, err
		}
	}
	o.Progress = importer.NewProgress(os.Stderr, log)
	return importer.Run(ctx, model, to, o)
}

// begin makes a graph where there is none: of the seed, or without facts, so that the server
// does not take what was imported for what a cut-off load has left.
func begin(ctx context.Context, into store.Store, model *catalog.Catalog, name string, log *slog.Logger) error {
	if name != config.SeedNone {
		return fill(ctx, into, model, name, log)
	}
	return into.Load(ctx, &store.Facts{Dataset: store.Dataset{Name: "Imported facts"}})
}

// readMapping reads a mapping that comes with the program, or a file.
func readMapping(model *catalog.Catalog, named string) (*mapping.Mapping, error) {
	content, err := mappings.Read(named)
	file := named + ".yaml"
	if err != nil {
		if filepath.Ext(named) == "" && filepath.Base(named) == named {
			return nil, fmt.Errorf("there is no mapping %q; there are %s; a file of your own ends in .yaml", named, strings.Join(mappings.Names(), ", "))
		}
		if content, err = os.ReadFile(named); err != nil {
			return nil, fmt.Errorf("the mapping cannot be read: %w", err)
		}
		file = named
	}
	return mapping.Read(model, file, content)
}

// uncounted is a counter for a program without figures.
type uncounted struct{}

func (uncounted) Statement() {}
func (uncounted) Other()     {}
