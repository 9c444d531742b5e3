package config_test

import (
	"strings"
	"testing"
)

func TestLogger(t *testing.T) {
	for args, want := range map[string]string{
		"--log-level warn":                   "level=WARN msg=second",
		"--log-level warn --log-format json": `"level":"WARN","msg":"second"`,
	} {
		settings, err := parse(t, args, nil)
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		log := settings.Logger(&out)
		log.Info("first")
		log.Warn("second")
		if got := out.String(); !strings.Contains(got, want) || strings.Contains(got, "first") {
			t.Errorf("%s: %q", args, got)
		}
	}
}
