// Innograph serves a knowledge graph of industrial innovation as a GraphQL API.
//
//	go run . [--addr 127.0.0.1:8080] [--store sqlite:innograph.db] [--seed hunan]
//
// See --help, and README.md.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"runtime/debug"
	"sync"
	"syscall"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"innograph/graph"
	"innograph/internal/analysis"
	"innograph/internal/auth"
	"innograph/internal/catalog"
	"innograph/internal/config"
	"innograph/internal/fault"
	"innograph/internal/feed"
	"innograph/internal/lookahead"
	"innograph/internal/measure"
	"innograph/internal/metrics"
	"innograph/internal/mutate"
	"innograph/internal/store"
	"innograph/internal/store/engines"
	"innograph/internal/web"
	"innograph/internal/write"
	"innograph/schema"
	"innograph/seed"
)

func main() {
	if len(os.Args) > 1 {
		switch os.Args[1] {
		case "import":
			os.Exit(importing(os.Args[2:]))
		case "export":
			os.Exit(exporting(os.Args[2:]))
		}
	}
	settings, err := config.Parse(os.Args[1:], os.LookupEnv)
	switch {
	case errors.Is(err, config.ErrHelp):
		fmt.Print(config.Help())
		return
	case err != nil:
		fmt.Fprintf(os.Stderr, "%s\n\nSee --help for what can be set.\n", err)
		os.Exit(2)
	}
	if err := run(settings); err != nil {
		if failed, ok := errors.AsType[*fault.Error](err); ok && failed.Unwrap() != nil {
			settings.Logger(os.Stderr).Error("cannot go on", "cause", failed.Unwrap())
		}
		fmt.Fprintf(os.Stderr, "innograph: %s\n", err)
		os.Exit(1)
	}
}

// collectAt is how much the heap may grow before it is collected, in percent. What lives
// in it is little, since the graph is the store's; by Go's own 100 it would be collected
// dozens of times a second, for a tenth of all time. GOGC in the environment wins.
const collectAt = 400

// run serves until the process is told to stop, and then lets the answers under way finish.
func run(settings config.Config) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(collectAt)
	}
	log := settings.Logger(os.Stderr)
	model, err := catalog.Load(schema.Files)
	if err != nil {
		return err
	}
	admission, err := auth.New(ctx, settings.Auth)
	if err != nil {
		return err
	}
	figures := metrics.New()
	opened, err := engines.Open(ctx, settings.Store, engines.Options{
		Catalog: model, Counter: figures, Timeout: settings.Timeout,
		User: settings.Neo4j.User, Password: settings.Neo4j.Password, Database: settings.Neo4j.Database,
	})
	if err != nil {
		return err
	}
	defer func() { _ = opened.Close() }()
	if err := fill(ctx, opened, model, settings.Seed, log); err != nil {
		return err
	}

	if settings.Pprof != "" {
		if err := profile(ctx, settings.Pprof, log); err != nil {
			return err
		}
	}

	changes, err := feed.Open(ctx, model, opened, feed.Options{Logger: log})
	if err != nil {
		return err
	}
	defer inBackground(ctx, changes.Run)()
	keeper := measure.Keeper{Store: opened, Last: changes.Last, Calm: settings.MeasureAfter, Log: log}
	defer inBackground(ctx, keeper.Run)()

	executable := graph.NewExecutableSchema(graph.Config{Resolvers: &graph.Resolver{}})
	compiler := lookahead.New(model, executable.Schema(), settings.Limits).Following(changes)
	engine := graph.NewEngine(graph.Parts{
		Compiler:  compiler,
		Store:     opened,
		Analyses:  analysis.New(model, opened),
		Mutations: mutate.New(model, write.New(model, changes)),
		Feed:      changes,

		ExportRows: settings.ExportRows,
	})
	handler := web.New(web.Options{
		Schema:      executable,
		Extensions:  []graphql.HandlerExtension{engine},
		SDL:         graph.SDL,
		Auth:        admission,
		Ready:       opened.Ready,
		Exports:     engine.Exports(),
		CORSOrigins: settings.CORSOrigins,
		MaxBody:     settings.MaxBody,
		MaxTokens:   settings.MaxTokens,
		Timeout:     settings.Timeout,
		Stopping:    ctx,
		Metrics:     figures,
		Log:         log,
	})
	defer handler.Wait()
	return serve(ctx, web.NewServer(settings.Addr, handler, settings.Timeout, log), log)
}

// inBackground begins to work. The function that it gives ends that, and waits for it.
func inBackground(ctx context.Context, work func(context.Context)) (end func()) {
	ctx, cancel := context.WithCancel(ctx)
	var group sync.WaitGroup
	group.Go(func() { work(ctx) })
	return func() {
		cancel()
		group.Wait()
	}
}

// fill loads the seed into a store that is empty.
func fill(ctx context.Context, into store.Store, model *catalog.Catalog, name string, log *slog.Logger) error {
	if name == config.SeedNone {
		return nil
	}
	empty, err := into.Empty(ctx)
	if err != nil || !empty {
		return err
	}
	facts, err := seed.Read(model, seed.Hunan())
	if err != nil {
		return err
	}
	log.Info("loading the seed", "seed", name, "nodes", len(facts.Nodes), "edges", len(facts.Edges))
	if err := into.Load(ctx, facts); err != nil {
		return err
	}
	debug.FreeOSMemory() // the facts are the store's now
	return nil
}

// profile serves profiles beside the API, until the program ends.
func profile(ctx context.Context, addr string, log *slog.Logger) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w. Choose another address with --pprof", addr, err)
	}
	log.Info("profiles are served", "at", fmt.Sprintf("http://%s/debug/pprof/", listener.Addr()))
	go func() {
		log.Error("profiles are no longer served", "cause", web.NewProfiler(addr, log).Serve(listener))
	}()
	return nil
}

// grace is how long answers under way may take once the server is told to stop.
const grace = 15 * time.Second

func serve(ctx context.Context, server *http.Server, log *slog.Logger) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", server.Addr)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w. Choose another address with --addr", server.Addr, err)
	}
	fmt.Printf("Innograph is ready: explorer and GraphiQL at http://%s/, the API at http://%[1]s/graphql\n", listener.Addr())
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	log.Info("stopping: answers under way are finished first")
	late, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	return server.Shutdown(late)
}
