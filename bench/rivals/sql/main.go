// Command sql is what the embedded engine is measured against: a minimal Go server that
// sends one hand-written statement for each shape with the same driver to the same file.
// SQLite itself makes the JSON; the server only copies it.
package main

import (
	"context"
	"database/sql"
	"log"
	"regexp"
	"runtime"
	"strings"

	_ "modernc.org/sqlite" // the driver

	"innograph/bench/rivals/serve"
	"innograph/bench/shapes"
)

func main() {
	store, addr := serve.Flags()
	db, err := sql.Open("sqlite", "file:"+strings.TrimPrefix(store, "sqlite:")+"?_pragma=query_only(true)&_pragma=mmap_size(0)&_pragma=cache_size(-16384)")
	if err != nil {
		log.Fatal(err)
	}
	connections := max(4, runtime.GOMAXPROCS(0))
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	serve.Run(addr, shapes.SQL, func(_, text string) (serve.Answer, error) {
		statement, err := db.PrepareContext(context.Background(), text)
		if err != nil {
			return nil, err
		}
		names := parameters(text)
		return func(ctx context.Context, variables map[string]any) ([]byte, error) {
			args := make([]any, len(names))
			for i, name := range names {
				args[i] = sql.Named(name, variables[name])
			}
			var data sql.RawBytes
			rows, err := statement.QueryContext(ctx, args...)
			if err != nil {
				return nil, err
			}
			defer func() { _ = rows.Close() }() // what it would say is in rows.Err
			if !rows.Next() {
				return []byte("null"), rows.Err()
			}
			if err := rows.Scan(&data); err != nil {
				return nil, err
			}
			return append([]byte(nil), data...), rows.Err()
		}, nil
	})
}

// parameters are the names of a statement's parameters, each once.
func parameters(text string) []string {
	var names []string
	seen := map[string]bool{}
	for _, found := range regexp.MustCompile(`:([a-zA-Z]+)`).FindAllStringSubmatch(text, -1) {
		if !seen[found[1]] {
			seen[found[1]] = true
			names = append(names, found[1])
		}
	}
	return names
}
