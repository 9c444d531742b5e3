package sqlite_test

import (
	"testing"

	"innograph/internal/plan"
)

func TestRows(t *testing.T) {
	w := newWorld(t)
	maker := w.Type("Maker")
	one := func(row *plan.Row, kind, id string) plan.Query {
		return &plan.Lookup{Type: w.Type(kind), IDs: []string{id, "x/unknown"}, Row: row}
	}
	all := []any{"id", "name", "aliases", "year", "score", "budget", "active", "size"}
	w.want(`[[["m/a",["m/a","Alpha",["A","Alef"],2001,0.1,9007199254740991,true,"BIG"]]]]`, one(w.row("Maker", all...), "Maker", "m/a"))
	w.want(`[[["m/f",["m/f","Ａlpha",[],null,1.0e+300,null,false,null]]]]`, one(w.row("Maker", all...), "Maker", "m/f"))
	w.want(`[[["m/d",["三一重工",-1.0e-07,-5]]]]`, one(w.row("Maker", "name", "score", "budget"), "Maker", "m/d"))

	// The same with a list beside, where every cell is spelled as text.
	sources := &plan.Sources{Via: w.hop("Maker.sources"), Limit: 10, Row: w.row("Source", "id", "title")}
	w.want(`[[["m/a",["m/a","Alpha",["A","Alef"],2001,0.1,9007199254740991,true,"BIG",[["s/1","One"],["s/2","二 \\ \"two\" 😀"]]]]]]`,
		one(w.row("Maker", append(all, sources)...), "Maker", "m/a"))
	w.want(`[[["m/f",["m/f","Ａlpha",[],null,1.0e+300,null,false,null,[]]]]]`, one(w.row("Maker", append(all, sources)...), "Maker", "m/f"))
	few := &plan.Sources{Via: w.hop("Maker.sources"), Limit: 1, Row: w.row("Source", "id")}
	w.want(`[[["m/c",["Ga\"mma\\ 'q' </a>\n\u0001",[["s/2"]]]]]]`, one(w.row("Maker", "name", few), "Maker", "m/c"))

	// Common cells, the type's name, and shapes.
	named := w.row("Maker", "name")
	named.Named, named.Common = true, w.columns("Maker", "id")
	w.want(`[[["m/b",["m/b","Maker","beta"]]]]`, one(named, "Maker", "m/b"))
	thing := &plan.Row{Type: w.Type("Thing"), Common: w.columns("Thing", "name"), Named: true, Shapes: []plan.Shape{
		{Types: maker.Members, Columns: w.columns("Maker", "size", w.below("Maker.makes", w.page("Item", "id")))},
		{Types: w.Type("Item").Members, Columns: w.columns("Item", "year")},
		{Types: w.Type("Place").Members},
	}}
	w.want(`[[["i/1",["one","Item",[2020]]],["m/a",["Alpha","Maker",["BIG",[[["i/1"],["i/1"],["i/2"]]]]]],["p/far",["Far","Place",[]]]]]`,
		&plan.Lookup{Type: w.Type("Thing"), IDs: []string{"m/a", "i/1", "p/far", "s/1"}, Row: thing})
	w.want(`[[["s/1",[]]]]`, one(w.row("Source"), "Source", "s/1"))
	w.want(`[[]]`, one(w.row("Maker", "id"), "Maker", "i/1")) // of another type
	w.want(`[[]]`, &plan.Lookup{Type: maker, Row: w.row("Maker", "id")})
}

func TestManyColumns(t *testing.T) {
	w := newWorld(t)
	var what []any
	for range 1200 { // more than a function takes arguments
		what = append(what, "year")
	}
	flat := &plan.Lookup{Type: w.Type("Item"), IDs: []string{"i/4"}, Row: w.row("Item", what...)}
	cells, err := w.store.Read(t.Context(), &plan.Operation{Roots: []plan.Query{flat}})
	if err != nil {
		t.Fatal(unwrapped(err))
	}
	row := cells[0].([]any)[0].([]any)[1].([]any)
	if len(row) != 1200 || spell(row[1199:]) != "[2021]" {
		t.Errorf("%d cells", len(row))
	}
}

func TestSeveralRoots(t *testing.T) {
	w := newWorld(t)
	w.want(`[]`)
	w.want(`[["Synthetic",null,"2026-11",null,14,21],[["i/1",["one"]]],[]]`,
		&plan.Dataset{Parts: []plan.DatasetPart{plan.DatasetName, plan.DatasetVersion, plan.DatasetAsOf, plan.DatasetLicence, plan.DatasetNodes, plan.DatasetEdges}},
		&plan.Lookup{Type: w.Type("Item"), IDs: []string{"i/1"}, Row: w.row("Item", "name")},
		&plan.Connection{Set: plan.Set{Type: w.Type("Item")}})
}

func TestConnectionParts(t *testing.T) {
	w := newWorld(t)
	lead := plan.Compare{Left: w.value("MAKES.role"), Op: plan.Eq, Value: "lead"}
	year := plan.Compare{Left: w.value("Item.year"), Op: plan.Eq, Value: int64(2020)}
	beyond := func(id string) plan.Predicate {
		return plan.Compare{Left: w.value("Item.id"), Op: plan.Gte, Value: id}
	}
	item := plan.Set{Type: w.Type("Item")}
	some := plan.Set{Type: w.Type("Item"), Where: year}
	w.want(`[[2]]`, &plan.Connection{Set: some, Total: true})
	page := w.page("Item", "id")
	page.Limit, page.More = 1, true
	page.Preceding, page.Following = beyond("i/3"), beyond("i/4")
	w.want(`[[[["i/1"],["i/3"]],true,false,2]]`, &plan.Connection{Set: some, Page: page, Total: true})
	w.want(`[[[["i/1"],["i/2"]],true,true,4]]`, &plan.Connection{Set: item, Page: page, Total: true})
	page = w.page("Item", "id")
	page.Following = beyond("i/9")
	page.Limit = 0
	w.want(`[[[],false]]`, &plan.Connection{Set: item, Page: page})

	// Below a node, and with what the edge says.
	edge := &plan.Sources{Limit: 10, Row: w.row("Source", "id")}
	makes := w.below("Maker.makes", w.page("Item", "id"))
	makes.Page.Row.Common = []plan.Column{plan.EdgeKey{}, w.value("MAKES.role"), w.value("MAKES.confidence"), edge}
	makes.Total = true
	makes.Aggregates = []plan.Aggregate{{Property: w.value("Item.year").Property, Functions: []plan.Function{plan.Count}}}
	makers := &plan.Connection{Set: plan.Set{Type: w.Type("Maker")}, Page: w.page("Maker", "id", makes)}
	makers.Page.Limit = 4
	w.want(`[[[["m/a",[[["","lead",0.5,[["s/1"],["s/2"]],"i/1"],["2",null,null,[["s/1"]],"i/1"],["","lead",null,[["s/1"]],"i/2"]],3,[[1]]]],`+
		`["m/b",[[["","supplier",null,[["s/2"]],"i/1"],["",null,0.9,[["s/2"]],"i/3"]],2,[[2]]]],`+
		`["m/c",[[["","lead",null,[["s/2"]],"i/3"]],1,[[1]]]],["m/d",[[],0,[[0]]]]]]]`, makers)

	// A condition on edges narrows all parts; the same relation may stand twice.
	leads := w.below("Maker.makes", w.page("Item", "id"))
	leads.Set.Where = lead
	leads.Total = true
	followers := w.below("Maker.makes", w.page("Item", "id"))
	followers.Set.Where = plan.Not{Of: lead}
	w.want(`[[["m/a",[[[["i/1"],["i/2"]],2],[[["i/1"]]]]]]]`,
		&plan.Lookup{Type: w.Type("Maker"), IDs: []string{"m/a"}, Row: w.row("Maker", leads, followers)})

	// The row that only tells that there is more is not read.
	makers = &plan.Connection{Set: plan.Set{Type: w.Type("Maker")}, Page: w.page("Maker", "id", w.below("Maker.makes", w.page("Item", "id")))}
	makers.Page.Limit, makers.Page.More = 1, true
	w.want(`[[[["m/a",[[["i/1"],["i/1"],["i/2"]]]],null]]]`, makers)
}

func TestUndirectedAndSelective(t *testing.T) {
	w := newWorld(t)
	allies := func() *plan.Connection {
		c := w.below("Maker.allies", w.page("Maker", "id", w.value("ALLIED.note"), plan.EdgeKey{}))
		c.Total = true
		return c
	}
	w.want(`[[["m/a",[[[["m/b","first",""],["m/b",null,"k2"],["m/c",null,""]],3]]],["m/b",[[[["m/a","first",""],["m/a",null,"k2"]],2]]],`+
		`["m/d",[[[["m/d","itself",""]],1]]]]]`,
		&plan.Lookup{Type: w.Type("Maker"), IDs: []string{"m/a", "m/b", "m/d"}, Row: w.row("Maker", allies())})
	places, holds := w.below("Place.places", w.page("Place", "id")), w.below("Place.holds", w.page("Thing", "id"))
	places.Total, holds.Total = true, true
	w.want(`[[["p/land",[[[["p/city"],["p/ring"]],2],[[["m/b"],["p/city"],["p/ring"]],3]]]]]`,
		&plan.Lookup{Type: w.Type("Place"), IDs: []string{"p/land"}, Row: w.row("Place", places, holds)})
}

func TestSupports(t *testing.T) {
	w := newWorld(t)
	h := w.hop("Source.supports")
	supports := &plan.Connection{Set: plan.Set{Type: w.Type("Thing"), Via: &h}, Page: w.page("Thing", "id"), Total: true}
	w.want(`[[["s/2",[[[["m/a"],["m/c"],["m/d"]],3]]]]]`,
		&plan.Lookup{Type: w.Type("Source"), IDs: []string{"s/2"}, Row: w.row("Source", supports)})
}

func TestAggregates(t *testing.T) {
	w := newWorld(t)
	all := []plan.Function{plan.Count, plan.Min, plan.Max}
	figures := func(kind, name string, functions ...plan.Function) plan.Aggregate {
		return plan.Aggregate{Property: w.value(kind + "." + name).Property, Functions: functions}
	}
	makers := &plan.Connection{Set: plan.Set{Type: w.Type("Maker")}, Aggregates: []plan.Aggregate{
		figures("Maker", "year", plan.Sum, plan.Count, plan.Min, plan.Max),
		figures("Maker", "budget", plan.Sum),
		figures("Maker", "name", all...),
		figures("Maker", "score", all...),
		figures("Maker", "size", all...),
		figures("Maker", "active", all...),
	}}
	w.want(`[[[[[0,8011],4,1999,2010],[[2097151,4294967291]],[6,"Alpha","😀 emoji"],[5,-1.0e-07,1.0e+300],[4,"BIG","SMALL"],[4,false,true]]]]`, makers)
	makers.Set.Where = plan.Or{}
	w.want(`[[[[[null,null],0,null,null],[[null,null]],[0,null,null],[0,null,null],[0,null,null],[0,null,null]]]]`, makers)

	// Parallel edges lead to one node.
	makes := w.below("Maker.makes", nil)
	makes.Aggregates = []plan.Aggregate{figures("Item", "id", plan.Count), figures("Item", "year", plan.Sum)}
	w.want(`[[["m/a",[[[[2],[[0,2020]]]]]],["m/d",[[[[0],[[null,null]]]]]]]]`,
		&plan.Lookup{Type: w.Type("Maker"), IDs: []string{"m/a", "m/d"}, Row: w.row("Maker", makes)})
}

func TestFacets(t *testing.T) {
	w := newWorld(t)
	by := func(name string) plan.Facet {
		return plan.Facet{Property: w.value("Maker." + name).Property, Limit: 10}
	}
	via := func(path string, limit int, row *plan.Row) plan.Facet {
		h := w.hop(path)
		return plan.Facet{Via: &h, Limit: limit, Row: row}
	}
	two := by("year")
	two.Limit = 2
	below := w.below("Item.madeBy", nil)
	below.Total = true
	w.want(`[[[["BIG",3],["SMALL",1]],[[2001,2],[1999,1],[2010,1]],[[2001,2],[1999,1]],[[false,2],[true,2]],`+
		`[[-1.0e-07,1],[0.1,1],[0.33333333333333332,1],[3.0,1],[1.0e+300,1]],`+
		`[["i/1",2],["i/3",2],["i/2",1]],[["i/1",2,["one",[3]]],["i/3",2,["three",[2]]]]]]`,
		&plan.Connection{Set: plan.Set{Type: w.Type("Maker")}, Facets: []plan.Facet{
			by("size"), by("year"), two, by("active"), by("score"),
			via("Maker.makes", 10, nil), via("Maker.makes", 2, w.row("Item", "name", below)),
		}})
	w.want(`[[[["MAKER",6],["ITEM",4],["PLACE",4]]]]`,
		&plan.Connection{Set: plan.Set{Type: w.Type("Thing")}, Facets: []plan.Facet{{ByType: true, Limit: 10}}})
	// By hierarchy, undirected and selective relations, and under a condition.
	w.want(`[[[["m/a",2],["m/b",1],["m/c",1],["m/d",1]]],[[["p/land",2],["p/ring",1]]]]`,
		&plan.Connection{Set: plan.Set{Type: w.Type("Maker")}, Facets: []plan.Facet{via("Maker.allies", 10, nil)}},
		&plan.Connection{
			Set:    plan.Set{Type: w.Type("Place"), Where: plan.Compare{Left: w.value("Place.id"), Op: plan.Ne, Value: "p/far"}},
			Facets: []plan.Facet{via("Place.in", 10, nil)},
		})
	// Below a node: parallel edges count once.
	makes := w.below("Maker.makes", nil)
	makes.Facets = []plan.Facet{{Property: w.value("Item.name").Property, Limit: 10}, via("Item.madeBy", 10, nil)}
	w.want(`[[["m/a",[[[["one",1],["two",1]],[["m/a",2],["m/b",1]]]]]]]`,
		&plan.Lookup{Type: w.Type("Maker"), IDs: []string{"m/a"}, Row: w.row("Maker", makes)})
}
