package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"
)

// report is what is written to the file.
type report struct {
	options options
	begun   time.Time
	sizes   []*sizeResult
	growth  []growth // nil if it was not measured
}

func (r *report) write(ctx context.Context) error {
	var out strings.Builder
	fmt.Fprintf(&out, "# Benchmarks\n\nWritten by `make bench` on %s; see [README.md](README.md) for what is measured and how to read it.\n\n", r.begun.UTC().Format(time.DateOnly))
	fmt.Fprintf(&out, "- %s\n- %s %s/%s, Node.js %s, Neo4j %s, @neo4j/graphql %s\n- %d rounds of %s for each contender, after one that is not counted, at 1 and at 16 connections, one contender after the other in every round\n\n",
		machine(), runtime.Version(), runtime.GOOS, runtime.GOARCH, version(ctx, "node", "--version"),
		version(ctx, "sed", "-n", `s/^version=\([^ ]*\).*/\1/p`, "scripts/neo4j/run"),
		version(ctx, "node", "-p", "require('./bench/rivals/neo4j-graphql/package.json').dependencies['@neo4j/graphql']"),
		r.options.rounds, r.options.slice)
	out.WriteString("Machines are noisy: compare the figures of one table only. `ratio` is the rival's throughput in terms of ours: 0.25 is a quarter of it.\n")
	for _, size := range r.sizes {
		size.write(&out)
	}
	r.writeGrowth(&out)
	return os.WriteFile(r.options.results, []byte(out.String()), 0o600)
}

func (s *sizeResult) write(out *strings.Builder) {
	fmt.Fprintf(out, "\n## %s\n\n", capital(s.dataset.title))
	out.WriteString("| shape | contender | bytes | requests/s, 16 | ratio | CPU ms | p50 | p95 | p99 | requests/s, 1 | ratio | p50 |\n")
	out.WriteString("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n")
	for _, row := range s.rows {
		mine := s.find(row.shape, row.engine, ours)
		many, one := row.at[16], row.at[1]
		fmt.Fprintf(out, "| %s | %s, %s | %d | %.0f | %.2f | %.2f | %s | %s | %s | %.0f | %.2f | %s |\n",
			row.shape, row.contender, row.engine, row.size,
			many.rate, many.rate/mine.at[16].rate, many.cpu, ms(many.p50), ms(many.p95), ms(many.p99),
			one.rate, one.rate/mine.at[1].rate, ms(one.p50))
	}
	out.WriteString("\nMemory of the processes in MB, idle and at most: ")
	var parts []string
	for _, c := range contenders {
		if m, ok := s.memory[c.title()]; ok {
			parts = append(parts, fmt.Sprintf("%s %d, %d", c.title(), m[0], m[1]))
		}
	}
	out.WriteString(strings.Join(parts, "; ") + ".\n")
}

// find is the row of a contender; nil where it was not measured.
func (s *sizeResult) find(shape, engine, contender string) *row {
	for i := range s.rows {
		if r := &s.rows[i]; r.shape == shape && r.engine == engine && r.contender == contender {
			return r
		}
	}
	return nil
}

func ms(d time.Duration) string {
	return fmt.Sprintf("%.2f ms", float64(d)/float64(time.Millisecond))
}

func capital(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

// machine says on what was measured, as far as the system tells.
func machine() string {
	name := "unknown processor"
	if info, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		for line := range strings.Lines(string(info)) {
			if key, value, _ := strings.Cut(line, ":"); strings.TrimSpace(key) == "model name" {
				name = strings.TrimSpace(value)
			}
		}
	}
	return fmt.Sprintf("%s, %d cores, shared by the clients, the servers and the engine", name, runtime.NumCPU())
}

// version is what a command prints.
func version(ctx context.Context, name string, args ...string) string {
	out, err := exec.CommandContext(ctx, name, args...).Output()
	if err != nil {
		return "unknown"
	}
	return strings.TrimSpace(string(out))
}
