package main

import (
	"fmt"
	"strings"
)

// grown are the shapes whose cost should not grow with the graph.
var grown = []string{"point", "page", "deep", "nested"}

// writeGrowth shows what the server takes for a request over one connection in each
// synthetic graph, and how many times that of the smallest one it is in the largest.
func (r *report) writeGrowth(out *strings.Builder) {
	var sizes []*sizeResult
	for _, size := range r.sizes {
		if size.dataset.graph != nil {
			sizes = append(sizes, size)
		}
	}
	if len(sizes) < 2 {
		return
	}
	out.WriteString("\n## Growth\n\nThe median request to " + ours + " over one connection, in synthetic graphs of so many nodes.\n\n| shape | engine |")
	for _, size := range sizes {
		fmt.Fprintf(out, " %s |", size.dataset.size)
	}
	out.WriteString(" growth |\n|---|---|" + strings.Repeat("--:|", len(sizes)+1) + "\n")
	for _, engine := range r.options.engines {
		for _, shape := range grown {
			if line, ok := growth(sizes, shape, engine); ok {
				fmt.Fprintf(out, "| %s | %s |%s\n", shape, engine, line)
			}
		}
	}
}

// growth is a line of the table; false where a size has no figure.
func growth(sizes []*sizeResult, shape, engine string) (string, bool) {
	var line strings.Builder
	var first, last float64
	for i, size := range sizes {
		found := size.find(shape, engine, ours)
		if found == nil {
			return "", false
		}
		median := found.at[1].p50
		fmt.Fprintf(&line, " %s |", ms(median))
		last = float64(median)
		if i == 0 {
			first = last
		}
	}
	fmt.Fprintf(&line, " %.2f |", last/first)
	return line.String(), true
}
