package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"innograph/bench/shapes"
)

// ours is the contender that the others are compared with.
const ours = "innograph"

// contender is a way to answer the shapes: the server, or a rival.
type contender struct {
	name   string
	engine string
	file   string                               // of its text in a shape's folder
	start  func(store string) []string          // the command
	env    []string                             // of the command
	prefix string                               // of its address, where it prints it
	path   func(shape string) string            // of its address
	body   func(text string, variables any) any // of a request
	served func(ctx context.Context) error      // makes it ready to be started
}

// cache is a file in the ignored folder.
func cache(name string) string { return filepath.Join(".cache/bench", name) }

var contenders = []contender{
	innograph("neo4j"),
	{
		name: "@neo4j/graphql", engine: "neo4j", file: shapes.Neo4jGraphQL,
		start: func(store string) []string {
			return []string{"node", "bench/rivals/neo4j-graphql/server.mjs", "--store", store}
		},
		env:    []string{"NODE_ENV=production"},
		prefix: "http://", path: func(string) string { return "/" }, body: graphqlBody,
		served: func(ctx context.Context) error {
			return command(ctx, "npm", "ci", "--prefix", "bench/rivals/neo4j-graphql", "--ignore-scripts", "--silent")
		},
	},
	written("natural", "neo4j", shapes.Natural),
	written("lean", "neo4j", shapes.Lean),
	innograph("sqlite"),
	written("sql", "sqlite", shapes.SQL),
}

func innograph(engine string) contender {
	return contender{
		name: ours, engine: engine, file: shapes.Innograph,
		start: func(store string) []string {
			return []string{cache(ours), "--addr", "127.0.0.1:0", "--store", store, "--log-level", "warn"}
		},
		prefix: "http://", path: func(string) string { return "" }, body: graphqlBody, // it prints the whole address
		served: func(ctx context.Context) error { return goBuild(ctx, ours, ".") },
	}
}

// written is a hand-written rival.
func written(name, engine, file string) contender {
	return contender{
		name: name, engine: engine, file: file,
		start:  func(store string) []string { return []string{cache(name), "--store", store} },
		prefix: "http://", path: func(shape string) string { return "/" + shape },
		body:   func(_ string, variables any) any { return variables },
		served: func(ctx context.Context) error { return goBuild(ctx, name, "./bench/rivals/"+name) },
	}
}

func graphqlBody(text string, variables any) any {
	return map[string]any{"query": text, "variables": variables}
}

func goBuild(ctx context.Context, name, folder string) error {
	return command(ctx, "go", "build", "-o", cache(name), folder)
}

func command(ctx context.Context, name string, args ...string) error {
	out, err := exec.CommandContext(ctx, name, args...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, out)
	}
	return nil
}

// build makes every contender ready to be started.
func build(ctx context.Context, o options) error {
	if err := os.MkdirAll(cache(""), 0o750); err != nil {
		return err
	}
	for _, c := range contenders {
		if slices.Contains(o.engines, c.engine) {
			if err := c.served(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

var parameter = regexp.MustCompile(`[$:]([a-zA-Z]+)\b`)

// requests are the bodies that ask for a shape, one for each set of variables, of which
// it gets those that its text names.
func (c contender) requests(shape string, variables []map[string]any) ([][]byte, error) {
	text := shapes.Text(shape, c.file)
	var bodies [][]byte
	for _, all := range variables {
		named := map[string]any{}
		for _, found := range parameter.FindAllStringSubmatch(text, -1) {
			if value, ok := all[found[1]]; ok {
				named[found[1]] = value
			}
		}
		body, err := json.Marshal(c.body(text, named))
		if err != nil {
			return nil, err
		}
		bodies = append(bodies, body)
	}
	return bodies, nil
}
