package config

import (
	"fmt"
	"strings"
)

// Help is the text of --help: each setting with its flag, its variable, its default
// and its meaning.
func Help() string {
	var out strings.Builder
	out.WriteString("Innograph answers GraphQL over a graph of innovation facts.\n\n" +
		"Usage: innograph [flags]\n" +
		"       innograph import …  brings data into the store: see innograph import --help\n\n" +
		"A flag wins over its environment variable.\n\n")
	for _, setting := range settings {
		if !setting.secret {
			fmt.Fprintf(&out, "  --%s %s  (%s)\n", setting.name, setting.shape, setting.variable())
			out.WriteString("        " + setting.meaning)
			if setting.preset != "" {
				out.WriteString(" [" + setting.preset + "]")
			}
			out.WriteString("\n")
		}
	}
	out.WriteString("\nBy the environment alone, since flags show in process lists:\n\n")
	for _, setting := range settings {
		if setting.secret {
			fmt.Fprintf(&out, "  %-26s %s\n", setting.variable(), setting.meaning)
		}
	}
	return out.String()
}
