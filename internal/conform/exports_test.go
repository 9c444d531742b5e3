package conform_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"innograph/internal/conform"
)

// exportCases are folders, each with an operation and the documents that it gives, one
// for each format that is asked for. What is refused gives an answer as JSON instead.
const exportCases = "../../testdata/exports"

var exportTypes = map[string]string{"csv": "text/csv", "jsonl": "application/jsonl", "graphml": "application/graphml+xml"}

// TestExports asks every engine for every export: the same bytes from all.
func TestExports(t *testing.T) {
	engines := open(t)
	files, err := filepath.Glob(exportCases + "/*/want.*")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		folder, format := filepath.Dir(file), strings.TrimPrefix(filepath.Ext(file), ".")
		t.Run(filepath.Base(folder)+"/"+format, func(t *testing.T) {
			query, err := os.ReadFile(filepath.Join(folder, "query.graphql"))
			if err != nil {
				t.Fatal(err)
			}
			for i, engine := range engines {
				got := document(t, engine, string(query), exportTypes[format])
				if *update && i == 0 {
					if err := os.WriteFile(file, got, 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				if !bytes.Equal(got, want) {
					t.Errorf("%s gives otherwise than %s:\n%s", engine.Name, file, difference(want, got))
				}
			}
		})
	}
}

// What a search left out is said in a header, and nothing where it left out nothing.
func TestExportsSayWhatWasCut(t *testing.T) {
	engine := open(t)[0]
	for query, want := range map[string]string{
		`{ neighbourhood(of: "enterprise/zoomlion") { nodes { entity { id } } } }`:           "",
		`{ neighbourhood(of: "enterprise/zoomlion", first: 3) { nodes { entity { id } } } }`: "were left out; `first` says how many are wanted.",
	} {
		request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/graphql?query="+url.QueryEscape(query), nil)
		request.Header.Set("Accept", "text/csv")
		recorder := httptest.NewRecorder()
		engine.ServeHTTP(recorder, request)
		cut := recorder.Header().Values("Innograph-Cut")
		if want == "" && len(cut) > 0 || want != "" && (len(cut) != 1 || !strings.HasSuffix(cut[0], want)) {
			t.Errorf("%s: %q", query, cut)
		}
	}
}

// document asks for a document. It must have the media type that it was asked for in, or be
// refused with a status that says so.
func document(t *testing.T, engine *conform.Engine, query, media string) []byte {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": query})
	if err != nil {
		t.Fatal(err)
	}
	request := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/graphql", bytes.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", media)
	recorder := httptest.NewRecorder()
	engine.ServeHTTP(recorder, request)
	given, _, _ := strings.Cut(recorder.Header().Get("Content-Type"), ";")
	refused := bytes.HasPrefix(recorder.Body.Bytes(), []byte(`{"errors":`))
	refusal := http.StatusBadRequest
	if bytes.Contains(recorder.Body.Bytes(), []byte(`"code":"NOT_FOUND"`)) {
		refusal = http.StatusNotFound
	}
	switch {
	case !refused && (recorder.Code != http.StatusOK || given != media):
		t.Errorf("%s: status %d, %s", engine.Name, recorder.Code, given)
	case refused && (recorder.Code != refusal || given != "application/graphql-response+json"):
		t.Errorf("%s refuses with status %d, %s", engine.Name, recorder.Code, given)
	}
	return recorder.Body.Bytes()
}
