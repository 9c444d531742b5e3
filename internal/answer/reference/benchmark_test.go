package reference_test

import (
	"os"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"

	"innograph/graph"
	"innograph/internal/answer"
	"innograph/internal/lookahead"
	"innograph/internal/plan"
	"innograph/internal/store"
)

// most is how many allocations the encoder may make for a hundred rows of six fields.
const most = 30

// forms are the two in which cells come.
var forms = map[string]func(*store.Raw) any{
	"JSON text": func(raw *store.Raw) any { return raw }, // as SQLite gives them
	"Go values": value,                                   // as Neo4j's driver does
}

func TestEncoderAllocatesLittle(t *testing.T) {
	for form, change := range forms {
		t.Run(form, func(t *testing.T) {
			root, cells := hundred(t, change)
			got := testing.AllocsPerRun(10, func() { _, _ = root.Encode(cells) })
			t.Logf("%.0f allocations", got)
			if got > most {
				t.Errorf("%.0f allocations for 100 rows of 6 fields; %d are the limit", got, most)
			}
		})
	}
}

// BenchmarkEncode writes a hundred rows of six fields. The executor's figures are those
// that the reference measures of itself, from an operation that is parsed and validated;
// its tree costs it about one lookup in a map a field.
func BenchmarkEncode(b *testing.B) {
	for form, change := range forms {
		b.Run("from "+form, func(b *testing.B) {
			root, cells := hundred(b, change)
			b.ReportAllocs()
			for b.Loop() {
				if encoded, _ := root.Encode(cells); encoded == nil {
					b.Fatal("no answer")
				}
			}
		})
	}
	b.Run("gqlgen's executor", func(b *testing.B) {
		asked := hundredRows(b)
		from := tree(b, embedded, asked)
		gqlgen.execute(b, asked, from, 100) // to warm up
		answer := gqlgen.execute(b, asked, from, b.N)
		b.ReportAllocs()
		b.ReportMetric(float64(answer.Nanoseconds)/float64(b.N), "ns/op")
		b.ReportMetric(float64(answer.Allocations)/float64(b.N), "allocs/op")
		b.ReportMetric(float64(answer.Bytes)/float64(b.N), "B/op")
	})
}

func hundredRows(t testing.TB) operation {
	t.Helper()
	query, err := os.ReadFile("testdata/operations/hundred.graphql")
	if err != nil {
		t.Fatal(err)
	}
	return operation{query: string(query)}
}

// hundred gives the layout and the cells of the answer to hundred.graphql.
func hundred(t testing.TB, change func(*store.Raw) any) (*answer.Root, any) {
	t.Helper()
	executable := graph.NewExecutableSchema(graph.Config{Resolvers: &graph.Resolver{}})
	asked, errs := executor.New(executable).CreateOperationContext(
		graphql.StartOperationTrace(t.Context()), &graphql.RawParams{Query: hundredRows(t).query})
	if errs != nil {
		t.Fatal(errs)
	}
	prepared, refused := lookahead.New(model, executable.Schema(), plan.DefaultLimits).Prepare(asked)
	if refused != nil {
		t.Fatal(refused)
	}
	cells, err := changed{embedded, change}.Read(t.Context(), prepared.Plan)
	if err != nil {
		t.Fatal(err)
	}
	return &prepared.Roots[0], cells[0]
}
