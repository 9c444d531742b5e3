// Package config turns the command line and the environment into the server's
// configuration. A flag wins over its variable, and a variable over the default.
// Everything that can be set stands in one table (settings.go): flags, variables,
// defaults and --help all come from there.
package config

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"time"

	"innograph/internal/auth"
	"innograph/internal/plan"
)

// Config is all that the server needs to know before it starts.
type Config struct {
	Addr  string // host:port to listen on
	Store string // sqlite:FILE, sqlite::memory:, or an address of Neo4j
	Seed  string // what an empty store is filled with: SeedHunan or SeedNone
	Neo4j Neo4j

	Auth auth.Options // who may ask, and who may write

	CORSOrigins []string // that a browser's other pages may ask from; none: closed

	Limits     plan.Limits
	ExportRows int           // of an export over HTTP
	MaxBody    int64         // bytes of a request's body
	MaxTokens  int           // of an operation's text
	Timeout    time.Duration // of an operation

	MeasureAfter time.Duration // without writes, before measures are computed anew

	LogLevel  slog.Level
	LogFormat string // LogText or LogJSON

	Pprof string // host:port of this machine to serve profiles at; empty: nowhere
}

// Neo4j is how to sign in, from the environment alone: flags show in process lists.
type Neo4j struct {
	User, Password string
	Database       string // empty: the server's default
}

// The values of Config.Seed.
const (
	SeedHunan = "hunan"
	SeedNone  = "none"
)

// The values of Config.LogFormat.
const (
	LogText = "text"
	LogJSON = "json"
)

// ErrHelp is returned by Parse when help was asked for; Help gives it.
var ErrHelp = flag.ErrHelp

// Parse reads the arguments (without the program's name) and the variables that lookup
// finds, as os.LookupEnv does. An empty variable counts as unset. The error names every
// value that is wrong, where it came from, and what would be right.
func Parse(args []string, lookup func(string) (string, bool)) (Config, error) {
	config, rest, err := ParseCommand("innograph", args, lookup, func(*flag.FlagSet) {})
	if err == nil && len(rest) > 0 {
		return Config{}, fmt.Errorf("unexpected argument %q: everything is set by flags (--help lists them)", rest[0])
	}
	return config, err
}

// ParseCommand is Parse for a command that has flags of its own, which it declares, and
// arguments behind the flags, which are given back.
func ParseCommand(name string, args []string, lookup func(string) (string, bool), declare func(*flag.FlagSet)) (Config, []string, error) {
	flags := flag.NewFlagSet(name, flag.ContinueOnError)
	declare(flags)
	given, err := parseFlags(flags, args)
	if err != nil {
		return Config{}, nil, err
	}
	var config Config
	var wrong []error
	for _, setting := range settings {
		value, origin := setting.preset, "default of --"+setting.name
		if text, ok := lookup(setting.variable()); ok && text != "" {
			value, origin = text, setting.variable()
		}
		if text, ok := given[setting.name]; ok {
			value, origin = text, "--"+setting.name
		}
		if err := setting.apply(&config, value); err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w", origin, err))
		}
	}
	return config, flags.Args(), errors.Join(wrong...)
}

// parseFlags gives the text of each flag on the command line; the settings judge it.
func parseFlags(flags *flag.FlagSet, args []string) (map[string]string, error) {
	given := map[string]string{}
	flags.SetOutput(io.Discard)
	for _, setting := range settings {
		if setting.secret {
			continue
		}
		flags.Func(setting.name, setting.meaning, func(value string) error {
			given[setting.name] = value
			return nil
		})
	}
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return nil, ErrHelp
	case err != nil:
		return nil, fmt.Errorf("%w (--help lists all flags)", err)
	}
	return given, nil
}
