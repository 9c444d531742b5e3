package config

import (
	"strconv"
	"strings"
	"time"

	"innograph/internal/plan"
)

// A setting is one thing that can be set, by a flag and by an environment variable.
type setting struct {
	name    string // of the flag; the variable's name follows from it
	shape   string // of its value, in --help
	preset  string // the default
	meaning string
	secret  bool // no flag: by the environment alone

	// apply checks a value and puts it into the configuration. Its error shows the
	// value and says what would be right.
	apply func(config *Config, value string) error
}

// variable is the environment variable that sets the same.
func (s setting) variable() string {
	return "INNOGRAPH_" + strings.ToUpper(strings.ReplaceAll(s.name, "-", "_"))
}

var limits = plan.DefaultLimits

var settings = []setting{
	{name: "addr", shape: "HOST:PORT", preset: "127.0.0.1:8080",
		meaning: "where to listen; port 0 takes any free one",
		apply:   address(func(c *Config) *string { return &c.Addr })},
	{name: "store", shape: "STORE", preset: "sqlite:innograph.db",
		meaning: "where the graph is kept: " + storeForms,
		apply:   applyStore},
	{name: "seed", shape: "SEED", preset: SeedHunan,
		meaning: "what an empty store is filled with: hunan (the curated facts) or none",
		apply:   oneOf(func(c *Config) *string { return &c.Seed }, SeedHunan, SeedNone)},

	{name: "neo4j-user", secret: true, meaning: "user for Neo4j",
		apply: text(func(c *Config) *string { return &c.Neo4j.User })},
	{name: "neo4j-password", secret: true, meaning: "password for Neo4j",
		apply: text(func(c *Config) *string { return &c.Neo4j.Password })},
	{name: "neo4j-database", secret: true, meaning: "database of Neo4j, when not the server's default",
		apply: text(func(c *Config) *string { return &c.Neo4j.Database })},

	{name: "tokens", secret: true, meaning: "bearer tokens, each as ROLE NAME TOKEN with ; between them; roles: reader, editor, admin",
		apply: text(func(c *Config) *string { return &c.Auth.Tokens })},
	{name: "tokens-file", shape: "FILE", preset: "",
		meaning: "file of bearer tokens, a line each: ROLE NAME TOKEN",
		apply:   text(func(c *Config) *string { return &c.Auth.TokensFile })},
	{name: "jwt-issuer", shape: "URL", preset: "",
		meaning: "who signs the JWTs that are taken as bearer tokens; none are taken by default",
		apply:   text(func(c *Config) *string { return &c.Auth.JWT.Issuer })},
	{name: "jwt-audience", shape: "NAME", preset: "",
		meaning: "whom JWTs must be made for: one of their claim aud",
		apply:   text(func(c *Config) *string { return &c.Auth.JWT.Audience })},
	{name: "jwt-keys", shape: "FILE", preset: "",
		meaning: "the issuer's public keys as a JSON Web Key Set; by default the issuer is asked for them",
		apply:   text(func(c *Config) *string { return &c.Auth.JWT.Keys })},
	{name: "jwt-role", shape: "CLAIM", preset: "role",
		meaning: "the claim of a JWT that names the role",
		apply:   text(func(c *Config) *string { return &c.Auth.JWT.RoleClaim })},
	{name: "reading", shape: "OPEN", preset: "open",
		meaning: "who may read: open (everyone) or closed (whoever has a role)",
		apply:   applyReading},

	{name: "cors-origins", shape: "ORIGIN,…", preset: "",
		meaning: "origins whose pages may ask, such as https://example.org; none by default",
		apply:   applyOrigins},

	{name: "max-depth", shape: "N", preset: strconv.Itoa(limits.Depth),
		meaning: "most levels of fields in an operation",
		apply:   count(func(c *Config) *int { return &c.Limits.Depth })},
	{name: "max-connections", shape: "N", preset: strconv.Itoa(limits.Connections),
		meaning: "most connections in an operation",
		apply:   count(func(c *Config) *int { return &c.Limits.Connections })},
	{name: "max-aliases", shape: "N", preset: strconv.Itoa(limits.Aliases),
		meaning: "most aliases in one selection",
		apply:   count(func(c *Config) *int { return &c.Limits.Aliases })},
	{name: "max-filter-terms", shape: "N", preset: strconv.Itoa(limits.FilterTerms),
		meaning: "most conditions in all filters of an operation",
		apply:   count(func(c *Config) *int { return &c.Limits.FilterTerms })},
	{name: "max-filter-depth", shape: "N", preset: strconv.Itoa(limits.FilterDepth),
		meaning: "most levels of one filter",
		apply:   count(func(c *Config) *int { return &c.Limits.FilterDepth })},
	{name: "max-nodes", shape: "N", preset: strconv.Itoa(limits.Nodes),
		meaning: "most nodes that an operation could return, by its page sizes",
		apply:   count(func(c *Config) *int { return &c.Limits.Nodes })},
	{name: "max-export-rows", shape: "N", preset: "1000000",
		meaning: "most rows of an export over HTTP",
		apply:   count(func(c *Config) *int { return &c.ExportRows })},
	{name: "max-tokens", shape: "N", preset: "10000",
		meaning: "most tokens in an operation's text",
		apply:   count(func(c *Config) *int { return &c.MaxTokens })},
	{name: "max-body", shape: "BYTES", preset: strconv.Itoa(1 << 20),
		meaning: "largest body of a request",
		apply:   applyMaxBody},
	{name: "timeout", shape: "DURATION", preset: "10s",
		meaning: "longest time for an operation, such as 10s or 1m30s",
		apply:   duration(func(c *Config) *time.Duration { return &c.Timeout })},
	{name: "measure-after", shape: "DURATION", preset: "2s",
		meaning: "how long nothing is written before pageRank, degree and community are computed anew",
		apply:   duration(func(c *Config) *time.Duration { return &c.MeasureAfter })},

	{name: "log-level", shape: "LEVEL", preset: "info",
		meaning: "least level that is logged: debug, info, warn or error",
		apply:   applyLogLevel},
	{name: "log-format", shape: "FORMAT", preset: LogText,
		meaning: "form of the log: text or json",
		apply:   oneOf(func(c *Config) *string { return &c.LogFormat }, LogText, LogJSON)},

	{name: "pprof", shape: "HOST:PORT", preset: "",
		meaning: "where to serve profiles of the program, for this machine alone, such as 127.0.0.1:6060; nowhere by default",
		apply:   applyPprof},
}
