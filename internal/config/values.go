package config

import (
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// text takes any value.
func text(field func(*Config) *string) func(*Config, string) error {
	return func(config *Config, value string) error {
		*field(config) = value
		return nil
	}
}

// oneOf takes one of a few words.
func oneOf(field func(*Config) *string, words ...string) func(*Config, string) error {
	return func(config *Config, value string) error {
		if !slices.Contains(words, value) {
			return fmt.Errorf("%q is not known; it is %s", value, strings.Join(words, " or "))
		}
		*field(config) = value
		return nil
	}
}

// applyReading takes who may read.
func applyReading(config *Config, value string) error {
	var who string
	err := oneOf(func(*Config) *string { return &who }, "open", "closed")(config, value)
	config.Auth.Closed = who == "closed"
	return err
}

// count takes a whole number from 1.
func count(field func(*Config) *int) func(*Config, string) error {
	return func(config *Config, value string) error {
		number, err := strconv.Atoi(value)
		if err != nil || number < 1 {
			return fmt.Errorf("%q is not a whole number from 1", value)
		}
		*field(config) = number
		return nil
	}
}

// address takes host:port, with a port by number.
func address(field func(*Config) *string) func(*Config, string) error {
	return func(config *Config, value string) error {
		_, port, err := net.SplitHostPort(value)
		if err == nil {
			_, err = strconv.ParseUint(port, 10, 16)
		}
		if err != nil {
			return fmt.Errorf("%q is not an address; it is host:port, such as 127.0.0.1:8080, or :8080 for all interfaces", value)
		}
		*field(config) = value
		return nil
	}
}

// applyPprof takes an address that only this machine reaches: profiles tell too much.
func applyPprof(config *Config, value string) error {
	if value == "" {
		return nil
	}
	if err := address(func(c *Config) *string { return &c.Pprof })(config, value); err != nil {
		return err
	}
	host, _, _ := net.SplitHostPort(value) // it is an address by now
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return fmt.Errorf("%q can be reached from elsewhere; it is an address of this machine alone, such as 127.0.0.1:6060", value)
	}
	return nil
}

const storeForms = "sqlite:FILE, sqlite::memory:, or neo4j://, neo4j+s://, bolt:// or bolt+s:// with HOST:PORT"

var neo4jSchemes = []string{"neo4j", "neo4j+s", "bolt", "bolt+s"}

func applyStore(config *Config, value string) error {
	if file, ok := strings.CutPrefix(value, "sqlite:"); ok {
		if file == "" {
			return fmt.Errorf("%q names no file; it is sqlite::memory: or sqlite:FILE, such as sqlite:innograph.db", value)
		}
		config.Store = value
		return nil
	}
	parsed, err := url.Parse(value)
	if err != nil || !slices.Contains(neo4jSchemes, parsed.Scheme) {
		scheme, _, _ := strings.Cut(value, ":") // the rest may hold a password
		return fmt.Errorf("%q is not a kind of store; it is %s", scheme, storeForms)
	}
	if parsed.User != nil {
		return fmt.Errorf("%q holds a user; user and password come from INNOGRAPH_NEO4J_USER and INNOGRAPH_NEO4J_PASSWORD", parsed.Redacted())
	}
	if parsed.Host == "" {
		return fmt.Errorf("%q names no host; it is %s://HOST:PORT, such as %[2]s://localhost:7687", value, parsed.Scheme)
	}
	config.Store = value
	return nil
}

func applyOrigins(config *Config, value string) error {
	for origin := range strings.SplitSeq(value, ",") {
		origin = strings.TrimSpace(origin)
		if origin == "" {
			continue
		}
		parsed, err := url.Parse(origin)
		web := err == nil && (parsed.Scheme == "http" || parsed.Scheme == "https")
		if origin != "*" && (!web || parsed.Host == "" || origin != parsed.Scheme+"://"+parsed.Host) {
			return fmt.Errorf("%q is not an origin; it is scheme://host or scheme://host:port with nothing behind, such as https://example.org, or * for all", origin)
		}
		config.CORSOrigins = append(config.CORSOrigins, origin)
	}
	return nil
}

func applyMaxBody(config *Config, value string) error {
	bytes, err := strconv.ParseInt(value, 10, 64)
	if err != nil || bytes < 1 {
		return fmt.Errorf("%q is not a number of bytes; it is a whole number from 1, such as 1048576", value)
	}
	config.MaxBody = bytes
	return nil
}

func duration(into func(*Config) *time.Duration) func(*Config, string) error {
	return func(config *Config, value string) error {
		given, err := time.ParseDuration(value)
		if err != nil || given <= 0 {
			return fmt.Errorf("%q is not a time; it is a number and a unit above zero, such as 500ms, 10s or 1m30s", value)
		}
		*into(config) = given
		return nil
	}
}

func applyLogLevel(config *Config, value string) error {
	levels := map[string]slog.Level{
		"debug": slog.LevelDebug, "info": slog.LevelInfo, "warn": slog.LevelWarn, "error": slog.LevelError,
	}
	level, ok := levels[value]
	if !ok {
		return fmt.Errorf("%q is not a level; it is debug, info, warn or error", value)
	}
	config.LogLevel = level
	return nil
}
