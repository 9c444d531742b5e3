package neo4jstore

import (
	"strings"
	"testing"

	"innograph/internal/catalog"
	"innograph/internal/plan"
)

func TestNeo4jRead(t *testing.T) {
	w := empty(t)
	if err := w.Load(t.Context(), w.facts()); err != nil {
		t.Fatal(reason(err))
	}
	for name, test := range map[string]func(*world, *testing.T){
		"rows": rows, "pages": pages, "edges": edges, "summaries": summaries, "predicates": predicates,
		"negations": negations, "strings": codePoints, "expand": expand, "meet": meet, "one statement": oneStatement,
	} {
		t.Run(name, func(t *testing.T) { test(w, t) })
	}
}

func rows(w *world, t *testing.T) {
	all := w.row("Maker", "id", "name", "aliases", "version", "year", "score", "active", "size", "text")
	w.want(t, `[[["m/a",["m/a","三一",["A","😀"],1,2001,0.5,true,"BIG",null]]]]`, w.of("Maker", "m/a", all))
	w.want(t, `[[["m/e",["m/e","𠀀",[],1,null,null,null,null,null]]]]`, w.of("Maker", "m/e", all))
	w.want(t, `[[],[],[]]`, w.of("Maker", "i/1", all), w.of("Maker", "m/unknown", all), &plan.Lookup{Type: w.Type("Maker"), Row: all})

	named := w.row("Thing", "name")
	named.Named, named.Common = true, []plan.Column{w.value("Thing.id")}
	w.want(t, `[[["i/2",["i/2","Item","two"]]]]`, w.of("Thing", "i/2", named))

	// Both kinds have IN_PLACE edges; each shape reads its own.
	items := w.below("Item.in", w.row("Place", "id"))
	makers := w.below("Maker.in", w.row("Place", "name"))
	shapes := &plan.Row{Type: w.Type("Thing"), Common: []plan.Column{w.value("Thing.id")}, Named: true, Shapes: []plan.Shape{
		{Types: w.Type("Maker").Members, Columns: []plan.Column{w.value("Maker.size"), makers}},
		{Types: w.Type("Place").Members},
		{Types: w.Type("Item").Members, Columns: []plan.Column{items}},
	}}
	for id, want := range map[string]string{
		"m/a":    `[[["m/a",["m/a","Maker",["BIG",[[["City"]]]]]]]]`,
		"i/1":    `[[["i/1",["i/1","Item",[[[["p/ring"]]]]]]]]`,
		"p/city": `[[["p/city",["p/city","Place",[]]]]]`,
	} {
		w.want(t, want, w.of("Node", id, shapes))
	}
	w.want(t, `[["Synthetic",null,"2026-11",null,10,12]]`, &plan.Dataset{Parts: []plan.DatasetPart{
		plan.DatasetName, plan.DatasetVersion, plan.DatasetAsOf, plan.DatasetLicence, plan.DatasetNodes, plan.DatasetEdges,
	}})
}

func pages(w *world, t *testing.T) {
	year := w.value("Maker.year")
	page := func(order ...plan.Term) *plan.Connection {
		c := w.where("Maker", nil)
		c.Page.Order = append(order, c.Page.Order...)
		return c
	}
	for _, c := range []struct {
		by   plan.Term
		want string
	}{
		{plan.Term{By: year, Nullable: true}, `[[[["m/c"],["m/a"],["m/d"],["m/b"],["m/e"]]]]`},
		{plan.Term{By: year, Nullable: true, Desc: true}, `[[[["m/a"],["m/d"],["m/c"],["m/b"],["m/e"]]]]`},
		{plan.Term{By: year, Nullable: true, NullsFirst: true}, `[[[["m/b"],["m/e"],["m/c"],["m/a"],["m/d"]]]]`},
		{plan.Term{By: year, Nullable: true, NullsFirst: true, Desc: true}, `[[[["m/b"],["m/e"],["m/a"],["m/d"],["m/c"]]]]`},
		{plan.Term{By: plan.Degree{Hop: w.hop("Maker.makes")}, Desc: true}, `[[[["m/a"],["m/b"],["m/c"],["m/d"],["m/e"]]]]`},
	} {
		w.want(t, c.want, page(c.by))
	}
	cut := page()
	cut.Page.Limit = 2
	cut.Page.After = plan.Compare{Left: w.value("Maker.id"), Op: plan.Gt, Value: "m/a"}
	cut.Page.Preceding = plan.Not{Of: cut.Page.After}
	cut.Page.Following = plan.Compare{Left: w.value("Maker.id"), Op: plan.Gt, Value: "m/e"}
	cut.Total = true
	w.want(t, `[[[["m/b"],["m/c"]],true,false,5]]`, cut)
	cut.Page.Limit, cut.Page.Before = 20, plan.Compare{Left: w.value("Maker.id"), Op: plan.Lt, Value: "m/d"}
	w.want(t, `[[[["m/b"],["m/c"]],true,false,5]]`, cut)
}

func edges(w *world, t *testing.T) {
	edge := w.row("Item", "id", plan.EdgeKey{}, w.value("MAKES.role"), plan.Value{Property: catalog.Confidence, Edge: true},
		&plan.Sources{Limit: 9, Row: w.row("Source", "id")})
	// Three parallel edges, by key; a key sorts by code point too.
	w.want(t, `[[["m/a",[[[["i/1","","lead",0.5,[["s/1"],["s/2"]]],["i/1","Ａ",null,null,[["s/1"]]],["i/1","😀",null,null,[["s/1"]]]]]]]]]`,
		w.of("Maker", "m/a", w.row("Maker", w.below("Maker.makes", edge))))
	// An undirected edge from both ends, a loop once.
	for id, want := range map[string]string{"m/a": `[["m/a"],["m/b"]]`, "m/b": `[["m/a"]]`} {
		allies := w.below("Maker.allies", w.row("Maker", "id"))
		w.want(t, `[[["`+id+`",[[`+want+`]]]]]`, w.of("Maker", id, w.row("Maker", allies)))
	}
	// Of all that is in the ring, the places alone.
	w.want(t, `[[["p/ring",[[[["p/land"]]],[[["i/1"],["p/land"]]]]]]]`, w.of("Place", "p/ring",
		w.row("Place", w.below("Place.places", w.row("Place", "id")), w.below("Place.holds", w.row("Thing", "id")))))
	evidence := &plan.Sources{Via: w.hop("Maker.sources"), Limit: 1, Row: w.row("Source", "title")}
	w.want(t, `[[["m/a",[[["One"]]]]]]`, w.of("Maker", "m/a", w.row("Maker", evidence)))
	w.want(t, `[[["m/e",[[]]]]]`, w.of("Maker", "m/e", w.row("Maker", evidence)))
}

func summaries(w *world, t *testing.T) {
	all := []plan.Function{plan.Count, plan.Min, plan.Max}
	aggregate := func(path string, functions ...plan.Function) plan.Aggregate {
		return plan.Aggregate{Property: w.value(path).Property, Functions: functions}
	}
	root := &plan.Connection{
		Set: plan.Set{Type: w.Type("Maker")},
		Aggregates: []plan.Aggregate{
			aggregate("Maker.year", append(all, plan.Sum)...), aggregate("Maker.name", all...),
			aggregate("Maker.score", all...), aggregate("Maker.size", plan.Max),
		},
		Facets: []plan.Facet{
			{Property: w.value("Maker.year").Property, Limit: 1}, {Property: w.value("Maker.size").Property, Limit: 9},
			{Property: w.value("Maker.name").Property, Limit: 9}, {Via: new(w.hop("Maker.makes")), Limit: 9},
		},
	}
	w.want(t, `[[[[3,1999,2001,[0,6001]],[5,"三一","𠀀"],[2,0.5,2],["SMALL"]],[[2001,2]],[["BIG",2],["SMALL",1]],`+
		`[["三一",1],["ퟻx",1],["Ａx",1],["😀x",1],["𠀀",1]],[["i/1",2],["i/2",1]]]]`, root)
	root.Set.Where = plan.Missing{Left: w.value("Maker.name")}
	root.Facets = root.Facets[:1]
	w.want(t, `[[[[0,null,null,[null,null]],[0,null,null],[0,null,null],[null]],[]]]`, root)
	w.want(t, `[[[["MAKER",5],["PLACE",3],["ITEM",2]]]]`,
		&plan.Connection{Set: plan.Set{Type: w.Type("Thing")}, Facets: []plan.Facet{{ByType: true, Limit: 9}}})

	// By edge the total, by node all else; and figures below figures.
	inner := w.below("Item.madeBy", nil)
	inner.Total, inner.Aggregates = true, []plan.Aggregate{aggregate("Maker.id", plan.Count)}
	inner.Facets = []plan.Facet{{Via: new(w.hop("Maker.makes")), Limit: 9, Row: w.row("Item", "name")}}
	outer := w.below("Maker.makes", nil)
	outer.Total, outer.Aggregates = true, []plan.Aggregate{aggregate("Item.year", plan.Count, plan.Sum)}
	outer.Facets = []plan.Facet{{Via: new(w.hop("Item.madeBy")), Limit: 1, Row: w.row("Maker", "id", w.below("Maker.makes", w.row("Item", "id", inner)))}}
	i1 := `["i/1",[4,[[2]],[["i/1",2,["one"]],["i/2",1,["two"]]]]]`
	w.want(t, `[[["m/a",[[3,[[1,[0,2020]]],[["m/a",1,["m/a",[[`+i1+`,`+i1+`,`+i1+`]]]]]]]]]]`, w.of("Maker", "m/a", w.row("Maker", outer)))
}

func predicates(w *world, t *testing.T) {
	year, size, name := w.value("Maker.year"), w.value("Maker.size"), w.value("Maker.name")
	aliases := w.Type("Maker").Property("aliases")
	makes, allies, in := w.hop("Maker.makes"), w.hop("Maker.allies"), w.hop("Maker.in")
	is := func(path, value string) plan.Predicate {
		return plan.Compare{Left: w.value(path), Op: plan.Eq, Value: value}
	}
	for _, c := range []struct {
		condition plan.Predicate
		want      string
	}{
		{plan.And{}, `["m/a"],["m/b"],["m/c"],["m/d"],["m/e"]`},
		{plan.Or{}, ``},
		{plan.And{plan.Or{is("Maker.id", "m/a"), is("Maker.id", "m/b")}, plan.Compare{Left: year, Op: plan.Gte, Value: int64(2000)}}, `["m/a"]`},
		{plan.Compare{Left: year, Op: plan.Ne, Value: int64(2001)}, `["m/c"]`},
		{plan.Compare{Left: w.value("Maker.score"), Op: plan.Lte, Value: 0.5}, `["m/a"]`},
		{plan.Compare{Left: w.value("Maker.active"), Op: plan.Eq, Value: false}, `["m/b"]`},
		{plan.Compare{Left: plan.Degree{Hop: makes}, Op: plan.Gt, Value: int64(2)}, `["m/a"]`},
		{plan.Compare{Left: plan.Degree{Hop: makes, Where: is("MAKES.role", "lead")}, Op: plan.Eq, Value: int64(1)}, `["m/a"]`},
		{plan.In{Left: year, Values: []any{int64(1999), int64(1)}}, `["m/c"]`},
		{plan.In{Left: year, Values: []any{int64(1999)}, Negated: true}, `["m/a"],["m/d"]`},
		{plan.In{Left: size, Values: []any{}}, ``},
		{plan.In{Left: size, Values: []any{}, Negated: true}, `["m/a"],["m/b"],["m/c"]`},
		{plan.Missing{Left: year}, `["m/b"],["m/e"]`},
		{plan.HasAny{Property: aliases, Values: []string{emoji, "none"}}, `["m/a"]`},
		{plan.HasAny{Property: aliases}, ``},
		{plan.Empty{Property: aliases}, `["m/b"],["m/c"],["m/d"],["m/e"]`},
		{plan.Match{Left: name, How: plan.StartsWith, Text: ""}, `["m/a"],["m/b"],["m/c"],["m/d"],["m/e"]`},
		{plan.Match{Left: w.value("Maker.text"), How: plan.Contains, Text: "g t"}, `["m/b"]`},
		{plan.Related{Hop: makes}, `["m/a"],["m/b"]`},
		{plan.Related{Hop: makes, Where: plan.And{is("Item.name", "two"), plan.Compare{Left: plan.EdgeKey{}, Op: plan.Eq, Value: ""}}}, `["m/b"]`},
		{plan.Related{Hop: makes, Where: plan.Related{Where: is("Source.id", "s/2")}}, `["m/a"]`},
		{plan.Related{Hop: makes, Where: plan.Compare{Left: plan.Degree{}, Op: plan.Eq, Value: int64(2)}}, `["m/a"]`},
		{plan.Related{Hop: allies, Where: is("Maker.id", "m/a")}, `["m/a"],["m/b"]`},
		{plan.Within{Hop: in}, `["m/a"]`},
		{plan.Within{Hop: in, Where: is("Place.id", "p/ring")}, `["m/a"]`},
		{plan.Within{Hop: in, Where: is("Place.id", "p/elsewhere")}, ``},
	} {
		w.want(t, `[[[`+c.want+`]]]`, w.where("Maker", c.condition))
	}
	// In a ring everything is within itself; a place before it is not.
	within := plan.Within{Hop: w.hop("Place.in"), Where: is("Place.id", "p/ring")}
	w.want(t, `[[[["p/city"],["p/land"],["p/ring"]]]]`, w.where("Place", within))
	within.Where = is("Place.id", "p/city")
	w.want(t, `[[[]]]`, w.where("Place", within))
	types := plan.OfType{Types: append(w.Type("Item").Members, w.Type("Place"))}
	w.want(t, `[[[["i/1"],["i/2"],["p/city"],["p/land"],["p/ring"]]],[[]]]`, w.where("Thing", types), w.where("Thing", plan.OfType{}))
}

// negations asks for each condition and for its opposite: together they are all makers,
// though years and sizes are missing.
func negations(w *world, t *testing.T) {
	year, size := w.value("Maker.year"), w.value("Maker.size")
	late := plan.Compare{Left: year, Op: plan.Gt, Value: int64(2000)}
	big := plan.In{Left: size, Values: []any{"BIG"}}
	aliases := w.Type("Maker").Property("aliases")
	for _, c := range []struct {
		condition plan.Predicate
		not       string
	}{
		{late, `["m/b"],["m/c"],["m/e"]`},
		{plan.Not{Of: late}, `["m/a"],["m/d"]`},
		{plan.Compare{Left: w.value("Maker.id"), Op: plan.Lte, Value: "m/c"}, `["m/d"],["m/e"]`},
		{plan.And{late, big}, `["m/b"],["m/c"],["m/d"],["m/e"]`},
		{plan.Or{late, big}, `["m/b"],["m/e"]`},
		{plan.Or{plan.And{late, plan.Not{Of: big}}, plan.Missing{Left: year}}, `["m/a"],["m/c"]`},
		{plan.In{Left: size, Values: []any{"BIG"}, Negated: true}, `["m/a"],["m/c"],["m/d"],["m/e"]`},
		{plan.Match{Left: w.value("Maker.text"), How: plan.Contains, Text: "long"}, `["m/a"],["m/c"],["m/d"],["m/e"]`},
		{plan.HasAny{Property: aliases, Values: []string{"A"}}, `["m/b"],["m/c"],["m/d"],["m/e"]`},
		{plan.Empty{Property: aliases}, `["m/a"]`},
		{plan.Missing{Left: size}, `["m/a"],["m/b"],["m/c"]`},
		{plan.OfType{Types: w.Type("Maker").Members}, ``},
		{plan.Related{Hop: w.hop("Maker.makes"), Where: late}, `["m/b"],["m/c"],["m/d"],["m/e"]`},
		{plan.And{}, ``},
		{plan.Or{}, `["m/a"],["m/b"],["m/c"],["m/d"],["m/e"]`},
	} {
		if related, ok := c.condition.(plan.Related); ok {
			related.Where = plan.Compare{Left: w.value("MAKES.role"), Op: plan.Eq, Value: "lead"}
			c.condition = related
		}
		w.want(t, `[[[`+c.not+`]]]`, w.where("Maker", plan.Not{Of: c.condition}))
	}
}

// codePoints compares and sorts strings that UTF-16 and UTF-8 sort differently.
func codePoints(w *world, t *testing.T) {
	name := w.value("Maker.name")
	folded := name
	folded.Fold = true
	byName := func(condition plan.Predicate, desc bool) *plan.Connection {
		c := w.where("Maker", condition)
		c.Page.Order = append([]plan.Term{{By: name, Desc: desc}}, c.Page.Order...)
		return c
	}
	w.want(t, `[[[["m/a"],["m/b"],["m/c"],["m/d"],["m/e"]]]]`, byName(nil, false))
	w.want(t, `[[[["m/e"],["m/d"],["m/c"],["m/b"],["m/a"]]]]`, byName(nil, true))
	w.want(t, `[[[["m/d"],["m/e"]]]]`, byName(plan.Compare{Left: name, Op: plan.Gte, Value: emoji}, false))
	w.want(t, `[[[["m/a"],["m/b"]]]]`, byName(plan.Compare{Left: name, Op: plan.Lt, Value: wide}, false))
	w.want(t, `[[[["m/d"]]]]`, byName(plan.Match{Left: name, How: plan.StartsWith, Text: emoji}, false))
	w.want(t, `[[[["m/e"]]]]`, byName(plan.Match{Left: name, How: plan.EndsWith, Text: rare}, false))
	w.want(t, `[[[["m/c"]]]]`, byName(plan.Compare{Left: folded, Op: plan.Eq, Value: "ax"}, false))
	w.want(t, `[[[]]]`, byName(plan.Compare{Left: name, Op: plan.Eq, Value: "ax"}, false))

	// Without an index Neo4j compares in yet another way.
	for op, want := range map[plan.Op]string{plan.Lt: `["m/a"],["m/b"]`, plan.Gt: ``} {
		role := plan.Compare{Left: w.value("MAKES.role"), Op: op, Value: emoji}
		w.want(t, `[[[`+want+`]]]`, w.where("Maker", plan.Related{Hop: w.hop("Maker.makes"), Where: role}))
		key := plan.And{plan.Compare{Left: plan.EdgeKey{}, Op: op, Value: emoji}, plan.Compare{Left: plan.EdgeKey{}, Op: plan.Ne, Value: ""}}
		want, _, _ = strings.Cut(want, ",")
		w.want(t, `[[[`+want+`]]]`, w.where("Maker", plan.Related{Hop: w.hop("Maker.makes"), Where: key}))
	}
}

func expand(w *world, t *testing.T) {
	steps := []plan.Step{
		{Relation: w.Relation("MAKES"), Direction: catalog.Out},
		{Relation: w.Relation("ALLIED"), Direction: catalog.Both},
		{Relation: w.Relation("IN_PLACE"), Direction: catalog.In},
	}
	w.want(t, `[[[0,"m/a","i/1","Item","one","",["s/2","s/1"]],[0,"m/a","i/1","Item","one","Ａ",["s/1"]],[0,"m/a","i/1","Item","one","😀",["s/1"]],`+
		`[1,"m/a","m/a","Maker","三一","",["s/1"]],[1,"m/a","m/b","Maker","ퟻx","",["s/1"]],[2,"p/land","p/city","Place","City","",["s/1"]]]]`,
		&plan.Expand{From: []string{"p/land", "m/a", "m/unknown"}, Steps: steps, Limit: 6})

	read := []plan.Value{w.value("MAKES.role"), {Property: catalog.Confidence, Edge: true}, w.value("Thing.version")}
	w.want(t, `[[[0,"m/a","i/1","Item","one","",["s/2","s/1"],"lead",0.5,1]]]`,
		&plan.Expand{From: []string{"m/a"}, Steps: steps, Reads: read, Limit: 1})
	w.want(t, `[[[0,"m/b","i/1","Item","one","",["s/1"],"Ａ",null,1],[0,"m/b","i/2","Item","two","",["s/1"],null,null,1],`+
		`[1,"m/b","m/a","Maker","三一","",["s/1"],null,null,1]]]`,
		&plan.Expand{From: []string{"m/b"}, Steps: steps, Reads: read, Limit: 6})
}

func meet(w *world, t *testing.T) {
	steps := []plan.Step{
		{Relation: w.Relation("MAKES"), Direction: catalog.Out}, {Relation: w.Relation("MAKES"), Direction: catalog.In},
		{Relation: w.Relation("ALLIED"), Direction: catalog.Both},
	}
	for want, groups := range map[string][2][]string{
		// Two makers meet in what both make, and in each other; one is its own ally.
		`[[[0,"m/a","i/1","Item","one","",["s/2","s/1"]],[0,"m/a","i/1","Item","one","Ａ",["s/1"]],[0,"m/a","i/1","Item","one","😀",["s/1"]],` +
			`[0,"m/b","i/1","Item","one","",["s/1"]],[2,"m/a","m/a","Maker","三一","",["s/1"]],[2,"m/b","m/a","Maker","三一","",["s/1"]],` +
			`[2,"m/a","m/b","Maker","ퟻx","",["s/1"]]]]`: {{"m/a", "m/unknown"}, {"m/a", "m/b"}},
		// A maker is beside an item.
		`[[[0,"m/b","i/2","Item","two","",["s/1"]],[1,"i/2","m/b","Maker","ퟻx","",["s/1"]]]]`: {{"m/b"}, {"i/2"}},
		// A maker is between the two.
		`[[[1,"i/2","m/b","Maker","ퟻx","",["s/1"]],[2,"m/a","m/b","Maker","ퟻx","",["s/1"]]]]`: {{"m/a"}, {"i/2"}},
		`[[]]`: {{"m/e"}, {"i/2"}},
	} {
		w.want(t, want, &plan.Meet{Groups: groups, Steps: steps, Limit: 9})
	}
}

func oneStatement(w *world, t *testing.T) {
	before, others := w.statements.Load(), w.other.Load()
	w.want(t, `[[[["m/e"]]],[["i/1",[]]],["Synthetic"]]`,
		w.where("Maker", plan.Compare{Left: w.value("Maker.id"), Op: plan.Eq, Value: "m/e"}),
		w.of("Item", "i/1", w.row("Item")), &plan.Dataset{Parts: []plan.DatasetPart{plan.DatasetName}})
	if sent := w.statements.Load() - before; sent != 1 {
		t.Errorf("%d statements for one operation", sent)
	}
	if w.other.Load() != others {
		t.Error("other statements beside it")
	}
}
