//go:build !race

package conform_test

import (
	"encoding/json"
	"runtime"
	"strings"
	"testing"

	"innograph/internal/conform"
	"innograph/internal/store/storetest"
)

// The bounds in bytes of the heap: of how far it may grow while the requests are
// answered, with the client's own copies of them; and of what may stay behind, caches
// included.
const (
	mostAtOnce = 384 << 20
	mostBehind = 32 << 20
)

// TestBadInput sends every request of testdata/bad over the wire. Each is answered with
// its own status and code, on every engine, and none leaves a trace.
func TestBadInput(t *testing.T) {
	all := messages(t)
	if len(all) < 200 {
		t.Errorf("there are %d requests; 200 are the least", len(all))
	}
	model, facts := hunan(t)
	both(t, model, facts, func(t *testing.T, engine *conform.Engine, database storetest.Database) {
		address := serve(t, engine)
		before := digest(t, database)
		start := memory()
		for _, m := range all {
			t.Run(m.name, func(t *testing.T) {
				got, err := m.send(address)
				if err != nil {
					t.Fatal(err)
				}
				check(t, m, got)
			})
		}
		if grown := int64(memory().HeapSys) - int64(start.HeapSys); grown > mostAtOnce {
			t.Errorf("the heap grew by %d MiB", grown>>20)
		}
		runtime.GC()
		if grown := int64(memory().HeapAlloc) - int64(start.HeapAlloc); grown > mostBehind {
			t.Errorf("%d MiB stay behind", grown>>20)
		}
		if after := digest(t, database); after != before {
			t.Errorf("the store is otherwise than before: %+v, it was %+v", after, before)
		}
	})
}

// check holds a reply against what the message wants.
func check(t *testing.T, m message, got reply) {
	t.Helper()
	code := "-"
	if strings.Contains(got.media, "json") {
		code = codeOf(t, got.body)
	}
	if got.status != m.status || code != m.code {
		t.Errorf("got %d %s, want %d %s: %.1000s", got.status, code, m.status, m.code, got.body)
	}
	if len(got.body) > 1<<20 {
		t.Errorf("the answer has %d bytes", len(got.body))
	}
	if text := leaked(string(got.body)); text != "" {
		t.Errorf("the answer tells %q, which is none of a client's business: %s", text, got.body)
	}
}

// codeOf reads an answer: that of its first error, or OK. Every error has one.
func codeOf(t *testing.T, body []byte) string {
	t.Helper()
	var answer struct {
		Data   json.RawMessage
		Errors []struct {
			Message    string
			Extensions struct{ Code string }
		}
	}
	if err := json.Unmarshal(body, &answer); err != nil {
		t.Errorf("the answer is no JSON: %v: %.1000s", err, body)
		return "-"
	}
	for _, e := range answer.Errors {
		if e.Message == "" || e.Extensions.Code == "" {
			t.Errorf("an error without a code or a message: %.1000s", body)
		}
	}
	switch {
	case len(answer.Errors) > 0:
		return answer.Errors[0].Extensions.Code
	case answer.Data == nil:
		return "nothing"
	}
	return "OK"
}

// leaked finds what only a driver, an engine or the Go runtime would say.
func leaked(body string) string {
	for _, text := range []string{
		"SQL logic", "SQLITE_", "sqlite", "no such column", "no such table", "near \\\"", "constraint failed", "too many SQL", "malformed JSON",
		"Neo.", "neo4j", "Neo4j", "Cypher", "Variable `", "Invalid input", "bolt:", "ConnectivityError",
		"goroutine ", ".go:", "runtime error", "panic", "nil pointer", "json: cannot", "strconv.", "sql: ",
	} {
		if strings.Contains(body, text) {
			return text
		}
	}
	return ""
}

func digest(t *testing.T, database storetest.Database) storetest.Digest {
	t.Helper()
	found, err := database.Digest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if found.Rows == 0 {
		t.Fatal("there is nothing in the store")
	}
	return found
}

func memory() runtime.MemStats {
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats
}
