package sqlite_test

import (
	"fmt"
	"strings"
	"testing"

	"innograph/internal/plan"
)

// ids gives the ids of the nodes of a type that a condition lets through, joined.
func (w *world) ids(kind string, where plan.Predicate) string {
	w.Helper()
	answer := w.answer(&plan.Connection{Set: plan.Set{Type: w.Type(kind), Where: where}, Page: w.page(kind, "id")})
	return strings.NewReplacer("[", "", "]", "", `"`, "", "m/", "", "i/", "", "p/", "", "s/", "", ",", " ").Replace(answer)
}

func TestPredicates(t *testing.T) {
	w := newWorld(t)
	name, year, score := w.value("Maker.name"), w.value("Maker.year"), w.value("Maker.score")
	active, size, aliases := w.value("Maker.active"), w.value("Maker.size"), w.value("Maker.aliases").Property
	folded := plan.Value{Property: name.Property, Fold: true}
	compare := func(left plan.Expr, op plan.Op, value any) plan.Predicate {
		return plan.Compare{Left: left, Op: op, Value: value}
	}
	match := func(how plan.Place, text string) plan.Predicate { return plan.Match{Left: name, How: how, Text: text} }
	not := func(p plan.Predicate) plan.Predicate { return plan.Not{Of: p} }
	for text, c := range map[string]struct {
		where plan.Predicate
		want  string
	}{
		"nothing":                 {nil, "a b c d e f"},
		"empty and":               {plan.And{}, "a b c d e f"},
		"empty or":                {plan.Or{}, ""},
		"not empty or":            {not(plan.Or{}), "a b c d e f"},
		"and":                     {plan.And{compare(size, plan.Eq, "BIG"), compare(year, plan.Eq, int64(2001))}, "a c"},
		"or in and":               {plan.And{compare(size, plan.Eq, "BIG"), plan.Or{compare(year, plan.Eq, int64(2010)), compare(score, plan.Lt, 0.2)}}, "a e"},
		"eq":                      {compare(year, plan.Eq, int64(2001)), "a c"},
		"ne needs a value":        {compare(year, plan.Ne, int64(2001)), "d e"},
		"not eq does not":         {not(compare(year, plan.Eq, int64(2001))), "b d e f"},
		"not ne":                  {not(compare(year, plan.Ne, int64(2001))), "a b c f"},
		"not not":                 {not(not(compare(year, plan.Eq, int64(2001)))), "a c"},
		"not and with missing":    {not(plan.And{compare(year, plan.Eq, int64(2001)), compare(score, plan.Gt, 0.0)}), "b c d e f"},
		"lt":                      {compare(year, plan.Lt, int64(2001)), "d"},
		"lte":                     {compare(year, plan.Lte, int64(2001)), "a c d"},
		"gt":                      {compare(year, plan.Gt, int64(2001)), "e"},
		"gte":                     {compare(year, plan.Gte, int64(2001)), "a c e"},
		"float eq":                {compare(score, plan.Eq, 1.0/3), "e"},
		"float eq whole":          {compare(score, plan.Eq, 3.0), "b"},
		"float negative":          {compare(score, plan.Lt, 0.0), "d"},
		"boolean":                 {compare(active, plan.Eq, false), "b f"},
		"boolean ne":              {compare(active, plan.Ne, false), "a d"},
		"string by code point":    {compare(name, plan.Gt, "三"), "d e f"},
		"string beyond UTF-16":    {compare(name, plan.Gt, "Ａlpha"), "e"},
		"string awkward":          {compare(name, plan.Eq, awkward), "c"},
		"case matters":            {compare(name, plan.Eq, "alpha"), ""},
		"fold":                    {compare(folded, plan.Eq, "alpha"), "a f"},
		"contains":                {match(plan.Contains, "a"), "a b c f"},
		"contains awkward":        {match(plan.Contains, `"mma\ 'q'`), "c"},
		"contains wildcard":       {match(plan.Contains, "%"), ""},
		"contains Chinese":        {match(plan.Contains, "一重"), "d"},
		"contains empty":          {match(plan.Contains, ""), "a b c d e f"},
		"startsWith":              {match(plan.StartsWith, "Al"), "a"},
		"startsWith exact":        {match(plan.StartsWith, "Alpha"), "a"},
		"startsWith longer":       {match(plan.StartsWith, "Alphaa"), ""},
		"startsWith emoji":        {match(plan.StartsWith, "😀"), "e"},
		"startsWith empty":        {match(plan.StartsWith, ""), "a b c d e f"},
		"startsWith last rune":    {match(plan.StartsWith, "\U0010FFFF"), ""},
		"endsWith":                {match(plan.EndsWith, "lpha"), "a f"},
		"endsWith whole":          {match(plan.EndsWith, "beta"), "b"},
		"endsWith longer":         {match(plan.EndsWith, "xbeta"), ""},
		"endsWith Chinese":        {match(plan.EndsWith, "重工"), "d"},
		"endsWith empty":          {match(plan.EndsWith, ""), "a b c d e f"},
		"match fold":              {plan.Match{Left: folded, How: plan.StartsWith, Text: "al"}, "a f"},
		"match empty on missing":  {plan.Match{Left: size, How: plan.EndsWith, Text: ""}, "a b c e"},
		"starts empty on missing": {plan.Match{Left: size, How: plan.StartsWith, Text: ""}, "a b c e"},
		"not match":               {not(match(plan.Contains, "a")), "d e"},
		"in":                      {plan.In{Left: year, Values: []any{int64(1999), int64(2010)}}, "d e"},
		"in strings":              {plan.In{Left: name, Values: []any{awkward, "三一重工", "?"}}, "c d"},
		"in floats":               {plan.In{Left: score, Values: []any{1.0 / 3, 1e300, 3.0}}, "b e f"},
		"in booleans":             {plan.In{Left: active, Values: []any{true}}, "a d"},
		"in nothing":              {plan.In{Left: year}, ""},
		"not in":                  {plan.In{Left: year, Values: []any{int64(1999)}, Negated: true}, "a c e"},
		"not in nothing":          {plan.In{Left: year, Negated: true}, "a c d e"},
		"not not in":              {not(plan.In{Left: year, Values: []any{int64(1999)}, Negated: true}), "b d f"},
		"missing":                 {plan.Missing{Left: year}, "b f"},
		"not missing":             {not(plan.Missing{Left: year}), "a c d e"},
		"has any":                 {plan.HasAny{Property: aliases, Values: []string{"Alef", "😀"}}, "a c"},
		"has any awkward":         {plan.HasAny{Property: aliases, Values: []string{`"`}}, "e"},
		"has none of nothing":     {plan.HasAny{Property: aliases}, ""},
		"not has any":             {not(plan.HasAny{Property: aliases, Values: []string{"A"}}), "b c d e f"},
		"empty list":              {plan.Empty{Property: aliases}, "b d f"},
		"not empty list":          {not(plan.Empty{Property: aliases}), "a c e"},
	} {
		if got := w.ids("Maker", c.where); got != c.want {
			t.Errorf("%s: got %q, want %q", text, got, c.want)
		}
	}
}

func TestPredicatesOnRelations(t *testing.T) {
	w := newWorld(t)
	id := func(kind, id string) plan.Predicate {
		return plan.Compare{Left: w.value(kind + ".id"), Op: plan.Eq, Value: id}
	}
	role := func(value string) plan.Predicate {
		return plan.Compare{Left: w.value("MAKES.role"), Op: plan.Eq, Value: value}
	}
	related := func(path string, where plan.Predicate) plan.Predicate {
		return plan.Related{Hop: w.hop(path), Where: where}
	}
	degree := func(path string, where plan.Predicate, op plan.Op, n int64) plan.Predicate {
		return plan.Compare{Left: plan.Degree{Hop: w.hop(path), Where: where}, Op: op, Value: n}
	}
	within := func(path string, where plan.Predicate) plan.Predicate {
		return plan.Within{Hop: w.hop(path), Where: where}
	}
	vouched := func(where plan.Predicate) plan.Predicate { return plan.Related{Hop: plan.Hop{}, Where: where} }
	for text, c := range map[string]struct {
		kind  string
		where plan.Predicate
		want  string
	}{
		"some":                    {"Maker", related("Maker.makes", nil), "a b c"},
		"none":                    {"Maker", plan.Not{Of: related("Maker.makes", nil)}, "d e f"},
		"some by node":            {"Maker", related("Maker.makes", id("Item", "i/3")), "b c"},
		"some by edge":            {"Maker", related("Maker.makes", role("lead")), "a c"},
		"some by both":            {"Maker", related("Maker.makes", plan.And{role("lead"), id("Item", "i/3")}), "c"},
		"all":                     {"Maker", plan.Not{Of: related("Maker.makes", plan.Not{Of: role("lead")})}, "c d e f"},
		"backwards":               {"Item", related("Item.madeBy", id("Maker", "m/a")), "1 2"},
		"two deep":                {"Item", related("Item.madeBy", related("Maker.makes", id("Item", "i/2"))), "1 2"},
		"undirected, from start":  {"Maker", related("Maker.allies", id("Maker", "m/a")), "b c"},
		"undirected, from end":    {"Maker", related("Maker.allies", id("Maker", "m/c")), "a"},
		"undirected, itself":      {"Maker", related("Maker.allies", id("Maker", "m/d")), "d"},
		"selective":               {"Place", related("Place.places", nil), "land ring"},
		"not selective":           {"Place", related("Place.holds", nil), "city far land ring"},
		"selective, by id":        {"Place", related("Place.places", id("Maker", "m/b")), ""},
		"some by ids":             {"Maker", related("Maker.makes", plan.In{Left: w.value("Item.id"), Values: []any{"i/2", "i/3"}}), "a b c"},
		"some by either id":       {"Maker", related("Maker.makes", plan.Or{id("Item", "i/2"), role("supplier")}), "a b"},
		"some by one of two ids":  {"Maker", related("Maker.makes", plan.Or{id("Item", "i/2"), id("Item", "i/9")}), "a"},
		"none by id":              {"Maker", plan.Not{Of: related("Maker.makes", id("Item", "i/1"))}, "c d e f"},
		"by type":                 {"Place", related("Place.holds", plan.OfType{Types: w.Type("Item").Members}), "city"},
		"by no type":              {"Place", plan.OfType{}, ""},
		"count":                   {"Maker", degree("Maker.makes", nil, plan.Eq, 3), "a"},
		"count nothing":           {"Maker", degree("Maker.makes", nil, plan.Eq, 0), "d e f"},
		"count where":             {"Maker", degree("Maker.makes", role("lead"), plan.Gte, 2), "a"},
		"count undirected":        {"Maker", degree("Maker.allies", nil, plan.Eq, 3), "a"},
		"count self-loop once":    {"Maker", degree("Maker.allies", nil, plan.Eq, 1), "c d"},
		"count selective":         {"Place", degree("Place.places", nil, plan.Eq, 2), "land"},
		"count sources":           {"Maker", degree("Maker.sources", nil, plan.Eq, 2), "a"},
		"within one step":         {"Maker", within("Maker.in", id("Place", "p/city")), "a"},
		"within any step":         {"Maker", within("Maker.in", id("Place", "p/ring")), "a b"},
		"within one's own cycle":  {"Place", within("Place.in", id("Place", "p/land")), "city land ring"},
		"not within itself":       {"Place", within("Place.in", id("Place", "p/city")), ""},
		"within a cycle":          {"Item", within("Item.partOf", id("Item", "i/3")), "1 2 3 4"},
		"within nothing":          {"Item", within("Item.partOf", id("Item", "i/4")), ""},
		"within anything":         {"Maker", within("Maker.in", nil), "a b c"},
		"not within":              {"Maker", plan.Not{Of: within("Maker.in", id("Place", "p/ring"))}, "c d e f"},
		"within beneath a hop":    {"Item", related("Item.madeBy", within("Maker.in", id("Place", "p/far"))), "3"},
		"within beneath a within": {"Maker", within("Maker.in", within("Place.in", id("Place", "p/land"))), "a b"},
		"stated by":               {"Maker", related("Maker.sources", id("Source", "s/2")), "a c d"},
		"edge stated by":          {"Maker", related("Maker.makes", vouched(id("Source", "s/2"))), "a b c"},
		"edge stated by any":      {"Maker", related("Maker.makes", vouched(nil)), "a b c"},
		"edge stated by two": {"Maker", related("Maker.makes",
			plan.Compare{Left: plan.Degree{}, Op: plan.Eq, Value: int64(2)}), "a"},
	} {
		if got := w.ids(c.kind, c.where); got != c.want {
			t.Errorf("%s: got %q, want %q", text, got, c.want)
		}
	}
}

// SQLite refuses expressions deeper than 1000 and more than 32,766 parameters.
func TestManyConditionsAndValues(t *testing.T) {
	w := newWorld(t)
	var or plan.Or
	var and plan.And
	values := make([]any, 40_000)
	for i := range values {
		values[i] = fmt.Sprintf("x/%d", i)
		if i < 1200 {
			or = append(or, plan.Compare{Left: w.value("Maker.id"), Op: plan.Eq, Value: values[i]})
			and = append(and, plan.Compare{Left: w.value("Maker.id"), Op: plan.Ne, Value: values[i]})
		}
	}
	or[1199], values[39_999] = plan.Compare{Left: w.value("Maker.id"), Op: plan.Eq, Value: "m/b"}, "m/c"
	if got := w.ids("Maker", plan.And{or, and}); got != "b" {
		t.Errorf("many conditions: got %q", got)
	}
	if got := w.ids("Maker", plan.In{Left: w.value("Maker.id"), Values: values}); got != "c" {
		t.Errorf("many values: got %q", got)
	}
}
