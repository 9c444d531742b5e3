package config_test

import (
	"errors"
	"log/slog"
	"reflect"
	"strings"
	"testing"
	"time"

	"innograph/internal/auth"
	"innograph/internal/config"
	"innograph/internal/plan"
)

func parse(t *testing.T, args string, env map[string]string) (config.Config, error) {
	t.Helper()
	return config.Parse(strings.Fields(args), func(name string) (string, bool) {
		value, ok := env[name]
		return value, ok
	})
}

var defaults = config.Config{
	Addr:         "127.0.0.1:8080",
	Store:        "sqlite:innograph.db",
	Seed:         config.SeedHunan,
	Limits:       plan.DefaultLimits,
	MaxBody:      1 << 20,
	ExportRows:   1_000_000,
	MaxTokens:    10_000,
	Timeout:      10 * time.Second,
	MeasureAfter: 2 * time.Second,
	Auth:         auth.Options{JWT: auth.JWT{RoleClaim: "role"}},
	LogLevel:     slog.LevelInfo,
	LogFormat:    config.LogText,
}

func TestSources(t *testing.T) {
	cases := []struct {
		name string
		args string
		env  map[string]string
		want func(*config.Config)
	}{
		{"defaults", "", nil, func(*config.Config) {}},
		{"a variable wins over the default", "", map[string]string{"INNOGRAPH_ADDR": ":9000"},
			func(c *config.Config) { c.Addr = ":9000" }},
		{"a flag wins over the variable", "--addr=:9001", map[string]string{"INNOGRAPH_ADDR": ":9000"},
			func(c *config.Config) { c.Addr = ":9001" }},
		{"an empty variable is unset", "", map[string]string{"INNOGRAPH_SEED": ""}, func(*config.Config) {}},
		{"every kind of value",
			"--store neo4j+s://example.org:7687 --seed none --cors-origins https://a.example,http://b.example:3000 " +
				"--max-depth 3 --max-nodes 7 --max-export-rows 7 --max-tokens 9 --max-body 11 --timeout 1m30s --measure-after 3s --log-level debug --log-format json --pprof [::1]:6060 " +
				"--reading closed --tokens-file t --jwt-issuer i --jwt-audience a --jwt-keys k --jwt-role r",
			map[string]string{"INNOGRAPH_TOKENS": "admin x y", "INNOGRAPH_NEO4J_USER": "u", "INNOGRAPH_NEO4J_PASSWORD": "p", "INNOGRAPH_NEO4J_DATABASE": "d"},
			func(c *config.Config) {
				c.Store, c.Seed = "neo4j+s://example.org:7687", config.SeedNone
				c.Neo4j = config.Neo4j{User: "u", Password: "p", Database: "d"}
				c.CORSOrigins = []string{"https://a.example", "http://b.example:3000"}
				c.Limits.Depth, c.Limits.Nodes = 3, 7
				c.ExportRows, c.MaxTokens, c.MaxBody, c.Timeout, c.MeasureAfter = 7, 9, 11, 90*time.Second, 3*time.Second
				c.LogLevel, c.LogFormat = slog.LevelDebug, config.LogJSON
				c.Pprof = "[::1]:6060"
				c.Auth = auth.Options{Tokens: "admin x y", TokensFile: "t", Closed: true, JWT: auth.JWT{Issuer: "i", Audience: "a", Keys: "k", RoleClaim: "r"}}
			}},
		{"a store in memory", "--store sqlite::memory:", nil, func(c *config.Config) { c.Store = "sqlite::memory:" }},
		{"any origin", "--cors-origins *", nil, func(c *config.Config) { c.CORSOrigins = []string{"*"} }},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			want := defaults
			c.want(&want)
			got, err := parse(t, c.args, c.env)
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("got  %+v\nwant %+v", got, want)
			}
		})
	}
}

func TestWrongValues(t *testing.T) {
	cases := []struct {
		args string
		env  map[string]string
		want string // the whole message
	}{
		{"--store postgres://u:secret@h/db", nil,
			`--store: "postgres" is not a kind of store; it is sqlite:FILE, sqlite::memory:, or neo4j://, neo4j+s://, bolt:// or bolt+s:// with HOST:PORT`},
		{"", map[string]string{"INNOGRAPH_STORE": "neo4j://u:secret@h:7687"},
			`INNOGRAPH_STORE: "neo4j://u:xxxxx@h:7687" holds a user; user and password come from INNOGRAPH_NEO4J_USER and INNOGRAPH_NEO4J_PASSWORD`},
		{"--store bolt://", nil, `--store: "bolt://" names no host; it is bolt://HOST:PORT, such as bolt://localhost:7687`},
		{"--store sqlite:", nil, `--store: "sqlite:" names no file; it is sqlite::memory: or sqlite:FILE, such as sqlite:innograph.db`},
		{"--seed henan", nil, `--seed: "henan" is not known; it is hunan or none`},
		{"--addr 8080", nil, `--addr: "8080" is not an address; it is host:port, such as 127.0.0.1:8080, or :8080 for all interfaces`},
		{"--addr :99999", nil, `--addr: ":99999" is not an address; it is host:port, such as 127.0.0.1:8080, or :8080 for all interfaces`},
		{"--max-depth 0", nil, `--max-depth: "0" is not a whole number from 1`},
		{"--max-body 1MB", nil, `--max-body: "1MB" is not a number of bytes; it is a whole number from 1, such as 1048576`},
		{"--timeout 10", nil, `--timeout: "10" is not a time; it is a number and a unit above zero, such as 500ms, 10s or 1m30s`},
		{"--cors-origins https://a.example/", nil,
			`--cors-origins: "https://a.example/" is not an origin; it is scheme://host or scheme://host:port with nothing behind, such as https://example.org, or * for all`},
		{"--pprof :6060", nil, `--pprof: ":6060" can be reached from elsewhere; it is an address of this machine alone, such as 127.0.0.1:6060`},
		{"--pprof localhost", nil, `--pprof: "localhost" is not an address; it is host:port, such as 127.0.0.1:8080, or :8080 for all interfaces`},
		{"--log-level loud", nil, `--log-level: "loud" is not a level; it is debug, info, warn or error`},
		{"--colour red", nil, "flag provided but not defined: -colour (--help lists all flags)"},
		{"--neo4j-password x", nil, "flag provided but not defined: -neo4j-password (--help lists all flags)"},
		{"serve", nil, `unexpected argument "serve": everything is set by flags (--help lists them)`},
		{"--seed x", map[string]string{"INNOGRAPH_MAX_TOKENS": "many"},
			"--seed: \"x\" is not known; it is hunan or none\nINNOGRAPH_MAX_TOKENS: \"many\" is not a whole number from 1"},
	}
	for _, c := range cases {
		t.Run(c.want, func(t *testing.T) {
			if _, err := parse(t, c.args, c.env); err == nil || err.Error() != c.want {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

func TestHelp(t *testing.T) {
	if _, err := parse(t, "--help", nil); !errors.Is(err, config.ErrHelp) {
		t.Fatalf("--help gives %v", err)
	}
	help := config.Help()
	for _, want := range []string{
		"--addr HOST:PORT  (INNOGRAPH_ADDR)\n        where to listen; port 0 takes any free one [127.0.0.1:8080]",
		"--max-filter-terms N  (INNOGRAPH_MAX_FILTER_TERMS)",
		"INNOGRAPH_NEO4J_PASSWORD   password for Neo4j",
	} {
		if !strings.Contains(help, want) {
			t.Errorf("no %q in\n%s", want, help)
		}
	}
	if strings.Contains(help, "--neo4j") {
		t.Error("a secret has a flag")
	}
}
