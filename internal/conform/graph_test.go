//go:build !race

package conform_test

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"innograph/graph"
	"innograph/internal/catalog"
	"innograph/internal/export"
	"innograph/internal/importer"
	"innograph/internal/lines"
	"innograph/internal/lookahead"
	"innograph/internal/neo4jtest"
	"innograph/internal/plan"
	"innograph/internal/store"
	"innograph/internal/store/engines"
)

// TestGraphExport exports the seed from each engine: it is the facts that were loaded, in
// the same bytes, and imported and exported again it still is.
func TestGraphExport(t *testing.T) {
	model, facts := hunan(t)
	var first string
	for i, engine := range open(t) {
		whole := exported(t, model, engine.Store, "")
		if i == 0 {
			first = whole
			sameFacts(t, facts, whole)
		} else if whole != first {
			t.Errorf("%s exports otherwise:\n%s", engine.Name, difference([]byte(first), []byte(whole)))
		}
	}
	for name, address := range map[string]string{embedded: file(t), neo4j: neo4jtest.Empty(t)} {
		if got := exported(t, model, imported(t, model, address, first), ""); got != first {
			t.Errorf("what was imported into %s is exported otherwise:\n%s", name, difference([]byte(first), []byte(got)))
		}
	}
}

// TestGraphExportOfAPart exports entities that meet a filter: with them come the edges
// between them and the sources of both, and nothing else.
func TestGraphExportOfAPart(t *testing.T) {
	model, _ := hunan(t)
	engines := open(t)
	for _, where := range []string{
		`{ locatedIn: { within: { node: { id: { eq: "region/changsha" } } } } }`,
		`{ or: [{ name: { contains: "IGBT" } }, { id: { in: ["enterprise/crrc-times-electric", "region/hunan"] } }] }`,
		`{ id: { eq: "nobody" } }`,
	} {
		part := exported(t, model, engines[0].Store, where)
		for _, engine := range engines[1:] {
			if other := exported(t, model, engine.Store, where); other != part {
				t.Errorf("%s: %s exports otherwise:\n%s", where, engine.Name, difference([]byte(part), []byte(other)))
			}
		}
		checkPart(t, part)
		if got := exported(t, model, imported(t, model, file(t), part), ""); got != part {
			t.Errorf("%s: what was imported is exported otherwise:\n%s", where, difference([]byte(part), []byte(got)))
		}
	}
}

// exported is a graph in the project's own lines.
func exported(t *testing.T, model *catalog.Catalog, from store.Store, where string) string {
	t.Helper()
	g := &export.Graph{Model: model, Store: from}
	if where != "" {
		executable := graph.NewExecutableSchema(graph.Config{Resolvers: &graph.Resolver{}})
		filter, err := lookahead.New(model, executable.Schema(), plan.DefaultLimits).Filter(model.Type("Entity"), where)
		if err != nil {
			t.Fatal(err)
		}
		g.Where = filter
	}
	var out bytes.Buffer
	if _, err := export.ToPath(t.Context(), g, "jsonl", "", &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// file is the address of a store that is not there yet.
func file(t *testing.T) string { return "sqlite:" + filepath.Join(t.TempDir(), "graph.db") }

// imported is a store with such lines in it, and nothing else.
func imported(t *testing.T, model *catalog.Catalog, address, text string) store.Store {
	t.Helper()
	into, err := engines.Open(t.Context(), address, engines.Options{Catalog: model})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := into.Close(); err != nil {
			t.Error(err)
		}
	})
	summary, err := importer.Run(t.Context(), model, into, importer.Options{
		Files: []string{"-"}, Stdin: strings.NewReader(text), Rejected: filepath.Join(t.TempDir(), "rejected"), Progress: quiet{},
	})
	if err != nil {
		t.Fatal(err)
	}
	if summary.Rejected > 0 {
		t.Errorf("%d lines are rejected", summary.Rejected)
	}
	return into
}

// quiet is nobody who wants to know how far an import has come.
type quiet struct{}

func (quiet) Advance(int64, int64, int) {}
func (quiet) Pass(string, string)       {}
func (quiet) Done()                     {}

// sameFacts wants a line for each fact and no other.
func sameFacts(t *testing.T, facts *store.Facts, text string) {
	t.Helper()
	var want []string
	for i := range facts.Nodes {
		want = append(want, string(lines.Node(&facts.Nodes[i])))
	}
	for _, e := range facts.Edges {
		if e.Relation.Undirected {
			e.From, e.To = min(e.From, e.To), max(e.From, e.To)
		}
		want = append(want, string(lines.Edge(&e)))
	}
	slices.Sort(want)
	got := strings.Split(strings.TrimSpace(text), "\n")
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("the facts and their export differ:\n%s", difference([]byte(strings.Join(want, "\n")), []byte(strings.Join(got, "\n"))))
	}
}

// checkPart wants each edge to join two of the entities, and each source to be cited.
func checkPart(t *testing.T, text string) {
	t.Helper()
	var parser lines.Parser
	there, cited := map[string]bool{}, map[string]bool{}
	var ends, sources []string
	for line := range strings.Lines(text) {
		given, err := parser.Parse([]byte(strings.TrimSpace(line)))
		if err != nil {
			t.Fatal(err)
		}
		named, _ := given.Get("sources").([]any)
		for _, source := range named {
			cited[source.(string)] = true
		}
		id, isNode := given.Get("id").(string)
		switch {
		case !isNode:
			ends = append(ends, given.Get("from").(string), given.Get("to").(string))
		case given.Get("type") == nil:
			sources = append(sources, id)
		default:
			there[id] = true
		}
	}
	for _, id := range ends {
		if !there[id] {
			t.Errorf("an edge ends at %s, which is not exported", id)
		}
	}
	for _, id := range sources {
		if !cited[id] {
			t.Errorf("nobody cites %s", id)
		}
	}
	if len(sources) != len(cited) {
		t.Errorf("%d sources are cited, and %d exported", len(cited), len(sources))
	}
}
