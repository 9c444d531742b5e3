package metrics_test

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"innograph/internal/metrics"
	"innograph/internal/store"
)

var _ store.Counter = (*metrics.Metrics)(nil)

func scrape(m *metrics.Metrics) string {
	recorder := httptest.NewRecorder()
	m.Handler().ServeHTTP(recorder, httptest.NewRequest("GET", "/metrics", nil))
	return recorder.Body.String()
}

func expect(t *testing.T, text string, lines ...string) {
	t.Helper()
	for _, line := range lines {
		if !strings.Contains(text, line+"\n") {
			t.Errorf("no line %q", line)
		}
	}
}

func TestCounters(t *testing.T) {
	m := metrics.New()
	m.Statement()
	m.Statement()
	m.Other()
	m.Request("Products", "OK", 3*time.Millisecond)
	m.Request("", "LIMIT_EXCEEDED", time.Millisecond)
	expect(t, scrape(m),
		"innograph_store_statements_total 2",
		"innograph_store_other_statements_total 1",
		`innograph_graphql_requests_total{code="OK"} 1`,
		`innograph_graphql_requests_total{code="LIMIT_EXCEEDED"} 1`,
		`innograph_graphql_request_duration_seconds_count{operation="Products"} 1`,
		`innograph_graphql_request_duration_seconds_bucket{operation="Products",le="0.002"} 0`,
		`innograph_graphql_request_duration_seconds_bucket{operation="Products",le="0.004"} 1`,
		`innograph_graphql_request_duration_seconds_count{operation="anonymous"} 1`,
	)
	if text := scrape(m); !strings.Contains(text, "go_goroutines ") {
		t.Error("no figures of the Go runtime")
	}
}

func TestOperationNamesAreBounded(t *testing.T) {
	m := metrics.New()
	for i := range 150 {
		m.Request(fmt.Sprintf("Operation%d", i), "OK", time.Millisecond)
	}
	m.Request("Operation7", "OK", time.Millisecond)
	expect(t, scrape(m),
		`innograph_graphql_request_duration_seconds_count{operation="Operation7"} 2`,
		`innograph_graphql_request_duration_seconds_count{operation="other"} 50`,
	)
}
