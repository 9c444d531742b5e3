package published

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dustin/go-humanize"
	"go.uber.org/goleak"

	"innograph/internal/catalog"
	"innograph/internal/importer"
	"innograph/internal/mapping"
	"innograph/internal/neo4jtest"
	"innograph/internal/store"
	"innograph/internal/store/engines"
	"innograph/mappings"
	"innograph/schema"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m, neo4jtest.Running()) }

// root is the project's folder, seen from this one.
const root = "../../.."

// dataSet is published data, with the mapping for it.
type dataSet struct {
	mapping string
	files   []string // patterns in the folder of published data
}

var dataSets = []dataSet{
	{"ror", []string{"ror-organizations/*.gz"}},
	{"openalex", []string{"openalex-geoscience-works/*.csv", "openalex-geoscience-works/*.gz"}},
	{"patentsview", []string{"patentsview-nvidia/*.csv", "patentsview-nvidia/*.gz"}},
	{"openspg", []string{"openspg-supplychain/*.csv"}},
	{"uspto", []string{"uspto-bibliographic-xml/*.xml"}},
}

// paths finds the files. Without them there is nothing to test, which is a failure.
func (d dataSet) paths(t *testing.T) []string {
	t.Helper()
	folder := os.Getenv("INNOGRAPH_TEST_DATA")
	if folder == "" {
		folder = filepath.Join(root, "..", "shared", "data", "real")
	}
	var all []string
	for _, pattern := range d.files {
		found, err := filepath.Glob(filepath.Join(folder, pattern))
		if err != nil {
			t.Fatal(err)
		}
		if len(found) == 0 {
			t.Fatalf("there is no %s in %s: the published data belongs there, or where INNOGRAPH_TEST_DATA says", pattern, folder)
		}
		all = append(all, found...)
	}
	return all
}

// world is where the data sets are imported, one after the other.
type world struct {
	*testing.T
	model *catalog.Catalog
	store store.Store
}

func open(t *testing.T, address string) *world {
	t.Helper()
	model, err := catalog.Load(schema.Files)
	if err != nil {
		t.Fatal(err)
	}
	s, err := engines.Open(t.Context(), address, engines.Options{Catalog: model, Counter: uncounted{}, Timeout: 5 * time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return &world{t, model, s}
}

// imports imports a data set as `innograph import` does.
func (w *world) imports(d dataSet) *importer.Summary {
	w.Helper()
	content, err := mappings.Read(d.mapping)
	if err != nil {
		w.Fatal(err)
	}
	m, err := mapping.Read(w.model, d.mapping+".yaml", content)
	if err != nil {
		w.Fatal(err)
	}
	rejected := filepath.Join(w.TempDir(), "rejected.jsonl")
	summary, err := importer.Run(w.Context(), w.model, w.store, importer.Options{
		Files: d.paths(w.T), Mapping: m, Rejected: rejected, Progress: quiet{},
	})
	if err != nil {
		w.Fatal(err)
	}
	return summary
}

// told checks that the documentation tells these counts.
func told(t *testing.T, d dataSet, s *importer.Summary) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "docs", "import.md"))
	if err != nil {
		t.Fatal(err)
	}
	n := func(count int) string { return humanize.Comma(int64(count)) }
	row := fmt.Sprintf("| `%s` | %s | %s | %s | %s | %s |\n", d.mapping, n(s.Rows), n(s.Created), n(s.Linked), n(s.LeftOut), n(s.Rejected))
	if !strings.Contains(string(text), row) {
		t.Errorf("docs/import.md lacks the row\n%s", row)
	}
}

// Each data set imports whole, with the counts that the documentation tells, and once
// more changes nothing.
func TestAllOnTheEmbeddedEngine(t *testing.T) {
	w := open(t, "sqlite:"+filepath.Join(t.TempDir(), "a.db"))
	for _, d := range dataSets {
		told(t, d, w.imports(d))
	}
	for _, d := range dataSets {
		if again := w.imports(d); again.Changed() {
			t.Errorf("%s again: %+v", d.mapping, again)
		}
	}
}

// On Neo4j the same is tested with the data sets that are small.
func TestSomeOnNeo4j(t *testing.T) {
	embedded := open(t, "sqlite:"+filepath.Join(t.TempDir(), "a.db"))
	w := open(t, neo4jtest.Empty(t))
	for _, d := range []dataSet{dataSets[1], dataSets[3], dataSets[4]} {
		want, got := embedded.imports(d), w.imports(d)
		if got.Tally != want.Tally {
			t.Errorf("%s: got %+v, want %+v", d.mapping, got.Tally, want.Tally)
		}
		if again := w.imports(d); again.Changed() {
			t.Errorf("%s again: %+v", d.mapping, again)
		}
	}
}

type uncounted struct{}

func (uncounted) Statement() {}
func (uncounted) Other()     {}

type quiet struct{}

func (quiet) Advance(int64, int64, int) {}
func (quiet) Pass(string, string)       {}
func (quiet) Done()                     {}
