package sqlite_test

import (
	"database/sql"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/catalog"
	"innograph/internal/plan"
	"innograph/internal/sqlite"
)

// What SQLite's JSON functions write of a float, and read of one in a list, is exact.
func TestFloatsAreExact(t *testing.T) {
	w := newWorld(t)
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	statement, err := db.Prepare("SELECT json_array(?1) || json_quote(?1) || ',' || (SELECT value = ?1 FROM json_each(?2))")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = statement.Close() }()
	random := rand.New(rand.NewPCG(1, 2))
	floats := []float64{0, 1, -1, 3, 0.1, 1.0 / 3, math.MaxFloat64, -math.MaxFloat64, math.SmallestNonzeroFloat64, 1 << 53, 1e15, 1e16, 1e21, 123456789.125}
	for range 20_000 {
		if f := math.Float64frombits(random.Uint64()); !math.IsNaN(f) && !math.IsInf(f, 0) {
			floats = append(floats, f, math.Round(random.Float64()*1e6)/1e3)
		}
	}
	for _, f := range floats {
		_, args := sqlite.Compile(&plan.Operation{Roots: []plan.Query{&plan.Connection{Total: true, Set: plan.Set{
			Type: w.Type("Maker"), Where: plan.In{Left: w.value("Maker.score"), Values: []any{f}},
		}}}})
		var text string
		if err := statement.QueryRow(f, args[0]).Scan(&text); err != nil {
			t.Fatal(err)
		}
		array, rest, _ := strings.Cut(strings.TrimPrefix(text, "["), "]")
		quoted, same, _ := strings.Cut(rest, ",")
		for _, spelled := range []string{array, quoted} {
			if read, err := strconv.ParseFloat(spelled, 64); err != nil || read != f {
				t.Errorf("%v is written %s", f, spelled)
			}
		}
		if same != "1" {
			t.Errorf("%v is not read back from %s", f, args[0])
		}
	}
}

// Equal shapes give equal text, whatever the values: engines keep statements by text. (A
// lookup of one id has a shape of its own.)
func TestTextIsTheSameForAllValues(t *testing.T) {
	w := newWorld(t)
	compile := func(text string, values []any, ids []string, limit int) (string, []any) {
		name := w.value("Maker.name")
		page := w.page("Maker", "id")
		page.Limit = limit
		return sqlite.Compile(&plan.Operation{Roots: []plan.Query{
			&plan.Connection{Page: page, Set: plan.Set{Type: w.Type("Maker"), Where: plan.And{
				plan.Match{Left: name, How: plan.StartsWith, Text: text},
				plan.Match{Left: name, How: plan.EndsWith, Text: text},
				plan.Match{Left: name, How: plan.Contains, Text: text},
				plan.Compare{Left: name, Op: plan.Eq, Value: text},
				plan.In{Left: name, Values: values},
			}}},
			&plan.Lookup{Type: w.Type("Maker"), IDs: ids, Row: w.row("Maker", "id")},
		}})
	}
	first, args := compile("secret", []any{"a", "b"}, []string{"m/a", "m/b"}, 3)
	second, _ := compile("", nil, nil, 10)
	if first != second {
		t.Errorf("%s\n%s", first, second)
	}
	if strings.Contains(first, "secret") || len(args) != strings.Count(first, "?") {
		t.Errorf("%s: %d arguments", first, len(args))
	}
}

// Pages in the order of a property take their rows from an index of the type, and stop.
func TestPagesUseIndexes(t *testing.T) {
	w := newWorld(t)
	db := w.bare()
	id, name := w.value("Maker.id"), w.value("Maker.name")
	year := plan.Term{By: w.value("Maker.year"), Nullable: true}
	yearDown := year
	yearDown.Desc = true
	byName := []plan.Term{{By: name}, {By: id}}
	for text, c := range map[string]struct {
		kind  string
		order []plan.Term
		where plan.Predicate
		after plan.Predicate
		want  string // of the query plan
		sorts string // what is allowed to be sorted
	}{
		"by id":                 {"Maker", []plan.Term{{By: id}}, nil, nil, "SCAN n3 USING COVERING INDEX node_Maker_id", ""},
		"by name":               {"Maker", byName, nil, nil, "SCAN n3 USING COVERING INDEX node_Maker_name", ""},
		"by name, back":         {"Maker", plan.Reverse(byName), nil, nil, "SCAN n3 USING COVERING INDEX node_Maker_name", ""},
		"by name, on":           {"Maker", byName, nil, plan.Beyond(byName, []any{"x", "m/a"}), "SEARCH n3 USING COVERING INDEX node_Maker_name (name>?)", ""},
		"by year, missing last": {"Maker", []plan.Term{year, {By: id}}, nil, nil, "SCAN n3 USING COVERING INDEX node_Maker_year", ""},
		"by year down":          {"Maker", []plan.Term{yearDown, {By: id}}, nil, nil, "SCAN n3 USING COVERING INDEX node_Maker_year", "LAST TERM"},
		"by name of things":     {"Thing", byName, nil, nil, "SCAN n3 USING INDEX node_Thing_name", ""},
		"where name starts":     {"Maker", byName, plan.Match{Left: name, How: plan.StartsWith, Text: "x"}, nil, "SEARCH n3 USING COVERING INDEX node_Maker_name (name>? AND name<?)", ""},
		"where year":            {"Maker", []plan.Term{{By: id}}, plan.Compare{Left: year.By, Op: plan.Eq, Value: int64(1)}, nil, "SEARCH n3 USING COVERING INDEX node_Maker_year (year=?)", ""},
		"where id":              {"Maker", byName, plan.Compare{Left: id, Op: plan.Eq, Value: "x"}, nil, "SEARCH n3 USING", "ORDER BY"},
	} {
		statement, args := sqlite.Compile(&plan.Operation{Roots: []plan.Query{&plan.Connection{
			Set:  plan.Set{Type: w.Type(c.kind), Where: c.where},
			Page: &plan.Page{Order: c.order, After: c.after, Limit: 10, Row: w.row("Maker", "id")},
		}}})
		steps := explain(t, db, statement, args)
		if !slices.ContainsFunc(steps, func(step string) bool { return strings.HasPrefix(step, c.want) }) {
			t.Errorf("%s: %s in\n%s", text, c.want, strings.Join(steps, "\n"))
		}
		for _, step := range steps {
			if strings.Contains(step, "TEMP B-TREE") && (c.sorts == "" || !strings.Contains(step, c.sorts)) {
				t.Errorf("%s: %s", text, step)
			}
		}
	}
}

// A hop follows the edges of each node above, few as they are: not what a list of nodes
// or an index of their values would suggest, over and over again.
func TestHopsFollowTheEdges(t *testing.T) {
	w := newWorld(t)
	db := w.bare()
	far := plan.Within{Hop: w.hop("Maker.in"), Where: plan.Compare{Left: w.value("Place.id"), Op: plan.Eq, Value: "p/far"}}
	year := plan.Compare{Left: w.value("Maker.year"), Op: plan.Eq, Value: int64(2001)}
	one := plan.Compare{Left: w.value("Maker.id"), Op: plan.Eq, Value: "m/a"}
	for text, c := range map[string]struct {
		where plan.Predicate
		want  string
	}{
		"within": {far, " USING COVERING INDEX edge_MAKES_in (dst=?)"},
		"value":  {year, " USING COVERING INDEX edge_MAKES_in (dst=?)"},
		"id":     {one, " USING COVERING INDEX edge_MAKES_out (src=?)"}, // from the one that is known
	} {
		statement, args := sqlite.Compile(&plan.Operation{Roots: []plan.Query{&plan.Connection{Total: true, Set: plan.Set{
			Type: w.Type("Item"), Where: plan.Related{Hop: w.hop("Item.madeBy"), Where: c.where},
		}}}})
		steps := explain(t, db, statement, args)
		if !slices.ContainsFunc(steps, func(step string) bool { return strings.HasSuffix(step, c.want) }) {
			t.Errorf("%s: %s in\n%s", text, c.want, strings.Join(steps, "\n"))
		}
	}
}

// bare is a database of the synthetic model with nothing in it.
func (w *world) bare() *sql.DB {
	w.Helper()
	schema, err := sqlite.NewSchema(w.Catalog)
	if err != nil {
		w.Fatal(err)
	}
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		w.Fatal(err)
	}
	w.Cleanup(func() { _ = db.Close() })
	db.SetMaxOpenConns(1)
	for _, table := range schema.Tables {
		execute(w.T, db, table.Create())
	}
	for _, index := range schema.Indexes {
		execute(w.T, db, index.Create)
	}
	return db
}

func execute(t *testing.T, db *sql.DB, text string) {
	t.Helper()
	if _, err := db.Exec(text); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
}

func explain(t *testing.T, db *sql.DB, text string, args []any) []string {
	t.Helper()
	rows, err := db.Query("EXPLAIN QUERY PLAN "+text, args...)
	if err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	defer func() { _ = rows.Close() }()
	var steps []string
	for rows.Next() {
		var id, parent, unused int
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			t.Fatal(err)
		}
		steps = append(steps, detail)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return steps
}

func TestNamesThatCollide(t *testing.T) {
	for text, property := range map[string]string{"case": "NAME: String", "own": "type: String", "fold": "name_fold: String", "key": "N: Int"} {
		c, err := catalog.Parse(&ast.Source{Name: "synthetic.graphql", Input: "type A @node { id: ID! name: String " + property + " }"})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := sqlite.NewSchema(c); err == nil {
			t.Errorf("%s: %q was accepted", text, property)
		}
	}
}
