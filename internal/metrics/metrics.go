// Package metrics counts what the server does, for Prometheus.
package metrics

import (
	"net/http"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Metrics has a registry of its own, so that several servers can live in one process.
// It is a store.Counter. All methods may be called from many goroutines.
type Metrics struct {
	registry   *prometheus.Registry
	statements prometheus.Counter
	others     prometheus.Counter
	requests   *prometheus.CounterVec
	durations  *prometheus.HistogramVec
	streams    prometheus.Gauge
	names      names
}

// New registers everything that is counted.
func New() *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		statements: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "innograph_store_statements_total",
			Help: "Statements sent to the store for GraphQL operations.",
		}),
		others: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "innograph_store_other_statements_total",
			Help: "Statements sent to the store for anything else: schema, seed, readiness.",
		}),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "innograph_graphql_requests_total",
			Help: "Requests to /graphql, by the code of their first error, or OK.",
		}, []string{"code"}),
		durations: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name:    "innograph_graphql_request_duration_seconds",
			Help:    "Time from a request to its answer, by operation name.",
			Buckets: prometheus.ExponentialBuckets(0.0005, 2, 15), // 0.5 ms to 8 s
		}, []string{"operation"}),
		streams: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "innograph_graphql_streams",
			Help: "Operations whose answers come one by one that are under way: subscriptions, and what else goes over WebSockets or as server-sent events.",
		}),
	}
	m.registry.MustRegister(m.statements, m.others, m.requests, m.durations, m.streams,
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Statement counts a statement sent to the store for a GraphQL operation.
func (m *Metrics) Statement() { m.statements.Inc() }

// Other counts a statement sent to the store for anything else.
func (m *Metrics) Other() { m.others.Inc() }

// Request counts a request to /graphql that was answered. The operation is the name in
// its text, empty for none; the code is that of its first error, or OK.
func (m *Metrics) Request(operation, code string, took time.Duration) {
	m.requests.WithLabelValues(code).Inc()
	m.durations.WithLabelValues(m.names.label(operation)).Observe(took.Seconds())
}

// Stream counts an operation whose answers come one by one, until end is called.
func (m *Metrics) Stream() (end func()) {
	m.streams.Inc()
	return m.streams.Dec
}

// Handler serves the figures in Prometheus's text format.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}

// maxNames bounds the label "operation": clients choose the names, and each one costs
// a histogram here and a set of series in Prometheus.
const maxNames = 100

// names are the operation names seen so far, up to maxNames.
type names struct {
	mu    sync.Mutex
	known map[string]bool
}

// label is the name itself for the first maxNames of them, and "other" for the rest.
func (n *names) label(name string) string {
	if name == "" {
		return "anonymous"
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.known[name] {
		return name
	}
	if len(n.known) == maxNames {
		return "other"
	}
	if n.known == nil {
		n.known = map[string]bool{}
	}
	n.known[name] = true
	return name
}
