// Gen makes the public API out of the model in schema/ (go generate ./graph runs it): it
// writes graph/schema.graphql, and has gqlgen generate what executes it.
package main

import (
	"fmt"
	"os"

	"github.com/99designs/gqlgen/api"
	"github.com/99designs/gqlgen/codegen/config"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run generates for the project that the working directory is in.
func run() error {
	cfg, err := config.LoadConfigFromDefaultLocations()
	if err != nil {
		return err
	}
	return api.Generate(cfg, api.AddPlugin(&plugin{config: cfg}))
}
