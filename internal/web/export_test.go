package web_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"innograph/internal/auth"
	"innograph/internal/fault"
	"innograph/internal/web"
)

// exporting has exports that write so many lines of 100 bytes, and then end so.
func exporting(lines int, end error) func(*web.Options) {
	write := func(_ context.Context, _ *graphql.OperationContext, to web.Document) error {
		for i := range lines {
			if _, err := fmt.Fprintf(to, "{\"line\":%90d}\n", i); err != nil {
				return err
			}
		}
		return end
	}
	return func(o *web.Options) {
		o.Exports = map[string]web.Export{"text/csv": {Write: write}, "application/jsonl": {Write: write, Lines: true}}
	}
}

const asked = "GET /graphql?query={hello}\nAccept: "

func TestExport(t *testing.T) {
	s := newSetup(exporting(3000, nil))
	got := s.ask(asked + "text/csv")
	if body := got.Body.String(); got.Code != http.StatusOK || strings.Count(body, "\n") != 3000 || !strings.HasSuffix(body, "2999}\n") {
		t.Errorf("status %d, %d bytes", got.Code, len(body))
	}
	for name, want := range map[string]string{"Content-Type": "text/csv; charset=utf-8", "Cache-Control": "no-store"} {
		if given := got.Header().Get(name); given != want {
			t.Errorf("%s: %q", name, given)
		}
	}
	if log := s.log.String(); !strings.Contains(log, `"bytes":300000`) || !strings.Contains(log, `"code":"OK"`) {
		t.Error(log)
	}
}

// Who names an export gets it, unless something else is liked more.
func TestExportIsNegotiated(t *testing.T) {
	s := newSetup(exporting(1, nil))
	for accept, want := range map[string]string{
		"text/csv":                                     "text/csv",
		"TEXT/CSV; charset=utf-8":                      "text/csv",
		"application/jsonl, text/csv":                  "application/jsonl",
		"text/csv;q=0.5, application/jsonl":            "text/csv",
		"text/csv, */*":                                "text/csv",
		"text/csv, application/json":                   "application/json",
		"text/csv, application/json;q=0.9":             "text/csv",
		"text/csv;q=0.8, application/json":             "application/json",
		"text/csv;q=0, */*":                            "application/json",
		"text/*":                                       "application/json", // refused
		"*/*":                                          "application/json",
		"text/html, application/xml;q=0.9, */*;q=0.8":  "application/json",
		"text/csv, application/graphql-response+json":  "application/graphql-response+json",
		"application/graphml+xml, application/json":    "application/json",
		"application/jsonl;q=0.4, application/*;q=0.1": "application/jsonl",
	} {
		got, _, _ := strings.Cut(s.ask(asked+accept).Header().Get("Content-Type"), ";")
		if got != want {
			t.Errorf("%s: %s", accept, got)
		}
	}
}

// What is wrong before anything was sent is an answer as any other, with its status.
func TestExportIsRefused(t *testing.T) {
	tooMany := fault.New(fault.LimitExceeded, "Too many.")
	for _, c := range []struct {
		name, message string
		end           error
		lines, status int
		code          string
	}{
		{"before the first line", asked + "text/csv", tooMany, 0, http.StatusBadRequest, "LIMIT_EXCEEDED"},
		{"behind lines that are still here", asked + "text/csv", tooMany, 10, http.StatusBadRequest, "LIMIT_EXCEEDED"},
		{"without a store", asked + "text/csv", fault.New(fault.StoreUnavailable, "Not now."), 0, http.StatusServiceUnavailable, "STORE_UNAVAILABLE"},
		{"for a reason of our own", asked + "text/csv", errors.New("secret"), 0, http.StatusInternalServerError, "INTERNAL_ERROR"},
		{"what is no operation", "GET /graphql?query={nothing}\nAccept: text/csv", nil, 1, http.StatusBadRequest, "GRAPHQL_VALIDATION_FAILED"},
		{"no query", "GET /graphql\nAccept: text/csv", nil, 1, http.StatusBadRequest, "BAD_USER_INPUT"},
		{"a mutation", "POST /graphql\nContent-Type: application/json\nAccept: text/csv\n\n" + `{"query":"mutation { touch }"}`, nil, 1, http.StatusBadRequest, "BAD_USER_INPUT"},
		{"a subscription", "GET /graphql?query=subscription{counted}\nAccept: text/csv", nil, 1, http.StatusBadRequest, "BAD_USER_INPUT"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := newSetup(exporting(c.lines, c.end)).ask(c.message)
			if got.Code != c.status || !strings.Contains(got.Body.String(), `"code":"`+c.code+`"`) || strings.Contains(got.Body.String(), "secret") {
				t.Errorf("status %d: %s", got.Code, got.Body)
			}
			if media := got.Header().Get("Content-Type"); !strings.HasPrefix(media, "application/graphql-response+json") {
				t.Error(media)
			}
		})
	}
}

func TestExportIsForReaders(t *testing.T) {
	closed, err := auth.New(t.Context(), auth.Options{Closed: true, Tokens: "reader r secret-of-the-tests"})
	if err != nil {
		t.Fatal(err)
	}
	got := newSetup(exporting(1, nil), func(o *web.Options) { o.Auth = closed }).ask(asked + "text/csv")
	if got.Code != http.StatusUnauthorized {
		t.Errorf("status %d: %s", got.Code, got.Body)
	}
}

// What fails in the middle is seen: the connection breaks off, and the last line says why.
func TestExportBreaksOff(t *testing.T) {
	for _, packed := range []bool{false, true} {
		server := httptest.NewServer(newSetup(exporting(3000, fault.New(fault.StoreUnavailable, "Gone."))))
		for media, last := range map[string]string{
			"text/csv":          "2999}",
			"application/jsonl": `{"error":{"message":"Gone.","extensions":{"code":"STORE_UNAVAILABLE"}}}`,
		} {
			request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+"/graphql?query={hello}", nil)
			if err != nil {
				t.Fatal(err)
			}
			request.Header.Set("Accept", media)
			client := &http.Client{Transport: &http.Transport{DisableCompression: !packed}}
			response, err := client.Do(request)
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(response.Body)
			if err == nil {
				t.Errorf("%s ends as if it were whole", media)
			}
			if got := strings.TrimSpace(string(body)); !strings.HasSuffix(got, last) {
				t.Errorf("%s ends with %q", media, got[max(0, len(got)-100):])
			}
			if err := response.Body.Close(); err != nil {
				t.Error(err)
			}
			client.CloseIdleConnections()
		}
		server.Close()
	}
}

// A store that gives nothing in the operation's time is not waited for.
func TestExportStalls(t *testing.T) {
	stalled := func(o *web.Options) {
		o.Timeout = time.Millisecond
		o.Exports = map[string]web.Export{"text/csv": {Write: func(ctx context.Context, _ *graphql.OperationContext, _ web.Document) error {
			<-ctx.Done()
			return context.Cause(ctx)
		}}}
	}
	got := newSetup(stalled).ask(asked + "text/csv")
	if got.Code != http.StatusGatewayTimeout || !strings.Contains(got.Body.String(), "TIMEOUT") {
		t.Errorf("status %d: %s", got.Code, got.Body)
	}
}
