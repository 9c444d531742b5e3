package config

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// The README's table says of each setting what --help says.
func TestReadme(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, setting := range settings {
		flag, preset := "`--"+setting.name+"`", "`"+setting.preset+"`"
		if setting.secret {
			flag = ""
		}
		if setting.preset == "" {
			preset = ""
		}
		row := fmt.Sprintf("| %s | `%s` | %s | %s |\n", flag, setting.variable(), preset, setting.meaning)
		if !strings.Contains(string(text), row) {
			t.Errorf("README.md lacks the row\n%s", row)
		}
	}
}
