package seed

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"innograph/internal/lines"
)

func node(kind, id, rest string) string {
	return fmt.Sprintf(`{"id":%q,"type":%q,"name":"N","sources":["source/a"]%s}`, id, kind, rest)
}

// props is one node of a type with these props.
func props(kind, given string) string {
	return node(kind, strings.ToLower(kind)+"/x", `,"props":{`+given+`}`)
}

func edge(kind, from, to, rest string) string {
	return fmt.Sprintf(`{"type":%q,"from":%q,"to":%q,"sources":["source/a"]%s}`, kind, from, to, rest)
}

const goodSource = `{"id":"source/a","title":"A","publisher":"P","url":"https://example.org/a","language":"en"}`

// Each bad file is refused with its name, the line, what is wrong and what would be right.
func TestReadRefuses(t *testing.T) {
	tests := []struct{ name, file, content, want string }{
		{"no dataset", datasetFile, "", `dataset.json: the file is not there; a data set has dataset.json, sources.jsonl, nodes.jsonl and edges.jsonl`},
		{"no sources", sourcesFile, "", `sources.jsonl: the file is not there; a data set has`},
		{"no nodes", nodesFile, "", `nodes.jsonl: the file is not there`},
		{"no edges", edgesFile, "", `edges.jsonl: the file is not there`},
		{"dataset without name", datasetFile, `{}`, `dataset.json: no "name"`},
		{"dataset of wrong name", datasetFile, `{"name":"x","license":"MIT"}`, `dataset.json: a data set has no "license" (did you mean "licence"?); it has name, version, asOf, licence`},
		{"dataset of wrong date", datasetFile, `{"name":"x","asOf":"2026-13"}`, `dataset.json: "asOf": "2026-13" is not a date`},
		{"dataset with a number", datasetFile, `{"name":"x","version":1}`, `dataset.json: "version" is 1; write a text`},

		{"broken JSON", nodesFile, `{"id":"product/a",}`, `nodes.jsonl:1: broken JSON near byte 18: invalid character ','`},
		{"cut JSON", nodesFile, `{"id":"product/a"`, `nodes.jsonl:1: broken JSON: it ends too early`},
		{"open text", nodesFile, `{"id":"product/a`, `nodes.jsonl:1: broken JSON: it ends too early`},
		{"wrong bracket", nodesFile, `{"sources":["source/a"}`, `nodes.jsonl:1: broken JSON near byte 23`},
		{"no object", nodesFile, `["a"]`, `nodes.jsonl:1: a list where an object {…} belongs`},
		{"two objects", nodesFile, node("Product", "product/a", "") + " {}", `nodes.jsonl:1: more text after the object, at byte`},
		{"NaN", nodesFile, props("Indicator", `"value":NaN`), `nodes.jsonl:1: broken JSON near byte`},
		{"deep", nodesFile, props("Product", `"model":[[[[[1]]]]]`), `nodes.jsonl:1: values nest deeper than 3 levels`},
		{"twice the same member", nodesFile, props("Product", `"year":1,"year":2`), `nodes.jsonl:1: "year" is given twice in one object; keep one`},
		{"byte order mark", nodesFile, "\ufeff" + node("Product", "product/a", ""), `nodes.jsonl:1: a byte order mark; save as UTF-8 without one`},
		{"blank line", nodesFile, node("Product", "product/a", "") + "\n \n" + node("Product", "product/b", ""), `nodes.jsonl:2: nothing here; write one object a line`},
		{"not UTF-8", nodesFile, props("Product", "\"model\":\"\xff\""), `nodes.jsonl:1: not UTF-8`},
		{"lone surrogate", nodesFile, props("Product", `"model":"\ud83d"`), `nodes.jsonl:1: half of a surrogate pair`},
		{"U+0000", nodesFile, props("Product", `"model":"a\u0000"`), `nodes.jsonl:1: the character U+0000 in a text`},
		{"long line", nodesFile, node("Product", "product/a", "") + "\n" + strings.Repeat(" ", lines.Longest+1), `nodes.jsonl:2: the line is longer than 1048576 bytes`},

		{"unknown type", nodesFile, node("Enterprize", "enterprise/x", ""), `nodes.jsonl:1: there is no type "Enterprize" (did you mean "Enterprise"?); the types are Enterprise, `},
		{"no type", nodesFile, `{"id":"product/a","name":"A"}`, `nodes.jsonl:1: there is no type ""; the types are`},
		{"type of interface", nodesFile, node("Entity", "entity/x", ""), `nodes.jsonl:1: there is no type "Entity"`},
		{"source among nodes", nodesFile, node("Source", "source/x", ""), `nodes.jsonl:1: there is no type "Source"`},
		{"type that is no text", nodesFile, `{"type":7}`, `nodes.jsonl:1: "type" is 7; write a text`},
		{"unknown member", nodesFile, node("Product", "product/a", `,"source":[]`), `nodes.jsonl:1: a node has no "source" (did you mean "sources"?); it has id, type, name, nameZh, aliases, props, sources`},
		{"unknown property", nodesFile, props("Product", `"yaer":2023`), `nodes.jsonl:1: props of Product has no "yaer" (did you mean "year"?); it has description, category, model, year, recordClaim`},
		{"property of another type", nodesFile, props("Product", `"city":"Changsha"`), `nodes.jsonl:1: props of Product has no "city"`},
		{"name in props", nodesFile, props("Product", `"name":"x"`), `nodes.jsonl:1: props of Product has no "name"`},
		{"version", nodesFile, props("Product", `"version":2`), `nodes.jsonl:1: props of Product has no "version"`},
		{"measure", nodesFile, props("Product", `"pageRank":0.5`), `nodes.jsonl:1: props of Product has no "pageRank"`},
		{"props that are none", nodesFile, node("Product", "product/a", `,"props":[]`), `nodes.jsonl:1: "props" is a list; write an object {…}`},
		{"no name", nodesFile, `{"id":"product/a","type":"Product","sources":["source/a"]}`, `nodes.jsonl:1: no "name"; every Product has one`},
		{"empty name", nodesFile, `{"id":"product/a","type":"Product","name":" ","sources":["source/a"]}`, `nodes.jsonl:1: "name" is empty; it cannot be left out`},

		{"no id", nodesFile, `{"type":"Product","name":"A","sources":["source/a"]}`, `nodes.jsonl:1: no "id"; write one of the form product/<slug>`},
		{"id of another type", nodesFile, node("Product", "technology/a", ""), `nodes.jsonl:1: the id "technology/a" is none of type Product: those begin with product/`},
		{"id without slug", nodesFile, node("Product", "product/", ""), `nodes.jsonl:1: the id "product/" has a slug that is none: after product/ come small ASCII letters`},
		{"id with capitals", nodesFile, node("Product", "product/AES100", ""), `nodes.jsonl:1: the id "product/AES100" has a slug that is none`},
		{"id with Chinese", nodesFile, node("Product", "product/三一", ""), `nodes.jsonl:1: the id "product/三一" has a slug that is none`},
		{"long id", nodesFile, node("Product", "product/"+strings.Repeat("x", 193), ""), `is 201 characters long; at most 200`},
		{"same id", nodesFile, node("Product", "product/a", "") + "\n" + node("Product", "product/a", ""), `nodes.jsonl:2: the id "product/a" is taken by line 1`},
		{"same source", sourcesFile, goodSource + "\n" + goodSource, `sources.jsonl:2: the id "source/a" is taken by line 1`},

		{
			"same number", nodesFile,
			node("Patent", "patent/a", `,"props":{"number":"US1"}`) + "\n" + node("Patent", "patent/b", `,"props":{"number":"US1"}`),
			`nodes.jsonl:2: the number "US1" is that of line 1; no two nodes have the same`,
		},
		{
			"same number, of no characters", nodesFile,
			node("Patent", "patent/a", `,"props":{"number":""}`) + "\n" + node("Patent", "patent/b", `,"props":{"number":""}`),
			`nodes.jsonl:2: the number "" is that of line 1; no two nodes have the same`,
		},
		{
			"same id elsewhere, of another type", nodesFile,
			node("Enterprise", "enterprise/a", `,"props":{"rorId":"https://ror.org/00b1hj613"}`) + "\n" + node("Institution", "institution/b", `,"props":{"rorId":"https://ror.org/00b1hj613"}`),
			`nodes.jsonl:2: the rorId "https://ror.org/00b1hj613" is that of line 1`,
		},
		{
			"same symbol", nodesFile,
			node("Classification", "classification/a", `,"props":{"scheme":"CPC","symbol":"G06"}`) + "\n" +
				node("Classification", "classification/b", `,"props":{"scheme":"IPC","symbol":"G06"}`) + "\n" +
				node("Classification", "classification/c", `,"props":{"scheme":"CPC","symbol":"G06"}`),
			`nodes.jsonl:3: the symbol "G06" is that of line 1; no two nodes have the same in one scheme`,
		},

		{"text for a number", nodesFile, props("Product", `"year":"2023"`), `nodes.jsonl:1: "year" is "2023"; write a whole number, without quotes`},
		{"fraction", nodesFile, props("Product", `"year":2023.5`), `nodes.jsonl:1: "year" is 2023.5; write a whole number, in digits alone`},
		{"beyond Int", nodesFile, props("Product", `"year":2147483648`), `nodes.jsonl:1: "year" is 2147483648; it must be from -2147483648 to 2147483647`},
		{"beyond Long", nodesFile, props("Project", `"budgetCny":9007199254740992`), `nodes.jsonl:1: "budgetCny" is 9007199254740992; it must be from -9007199254740991 to 9007199254740991`},
		{"far beyond Long", nodesFile, props("Project", `"budgetCny":99999999999999999999`), `nodes.jsonl:1: "budgetCny" is 99999999999999999999; it must be from`},
		{"beyond Float", nodesFile, props("Indicator", `"value":1e999`), `nodes.jsonl:1: "value" is 1e999, which a 64-bit float cannot hold`},
		{"text for a Float", nodesFile, props("Indicator", `"value":"1"`), `nodes.jsonl:1: "value" is "1"; write a number, without quotes`},
		{"number for a text", nodesFile, props("Product", `"model":100`), `nodes.jsonl:1: "model" is 100; write a text in quotes`},
		{"long text", nodesFile, props("Product", `"model":"`+strings.Repeat("长", 641)+`"`), `nodes.jsonl:1: "model" is 641 characters long; at most 640`},
		{"unknown value", nodesFile, props("Patent", `"kind":"INVENTON"`), `nodes.jsonl:1: "kind" is "INVENTON", no PatentKind (did you mean "INVENTION"?); it is one of INVENTION, UTILITY_MODEL, DESIGN`},
		{"bad date", nodesFile, props("Event", `"heldOn":"2023-02-29"`), `nodes.jsonl:1: "heldOn" is no date: "2023-02-29" is not a date of the calendar; write YYYY, YYYY-MM or YYYY-MM-DD`},
		{"bad date of a source", sourcesFile, strings.Replace(goodSource, `"en"`, `"en","publishedOn":"26.06.2023"`, 1), `sources.jsonl:1: "publishedOn" is no date`},
		{"aliases that are no list", nodesFile, node("Product", "product/a", `,"aliases":"A"`), `nodes.jsonl:1: "aliases" is "A"; write a list of texts`},
		{"alias that is no text", nodesFile, node("Product", "product/a", `,"aliases":["A",{}]`), `nodes.jsonl:1: "aliases" at place 2 is an object; write a text in quotes`},
		{"source without title", sourcesFile, strings.Replace(goodSource, `"title":"A",`, "", 1), `sources.jsonl:1: no "title"; every source has one`},
		{"source with a type", sourcesFile, strings.Replace(goodSource, `"title"`, `"type":"Source","title"`, 1), `sources.jsonl:1: a source has no "type"`},

		{"unsourced node", nodesFile, `{"id":"product/a","type":"Product","name":"A"}`, `nodes.jsonl:1: no source: name at least one in "sources"; every Product says who states it`},
		{"unknown source", nodesFile, `{"id":"product/a","type":"Product","name":"A","sources":["source/aa"]}`, `nodes.jsonl:1: there is no source "source/aa" (did you mean "source/a"?)`},
		{"node for a source", nodesFile, node("Product", "product/a", "") + "\n" + `{"id":"product/b","type":"Product","name":"B","sources":["product/a"]}`, `nodes.jsonl:2: there is no source "product/a"`},
		{"source twice", nodesFile, `{"id":"product/a","type":"Product","name":"A","sources":["source/a","source/a"]}`, `nodes.jsonl:1: the source "source/a" is named twice; keep one`},
		{"sources that are no list", nodesFile, `{"id":"product/a","type":"Product","name":"A","sources":"source/a"}`, `nodes.jsonl:1: "sources" is "source/a"; write a list of ids of sources.jsonl`},
		{"source that is no id", nodesFile, `{"id":"product/a","type":"Product","name":"A","sources":[1]}`, `nodes.jsonl:1: "sources" holds 1; write ids of sources.jsonl`},
		{"unsourced edge", edgesFile, `{"type":"USES","from":"product/a","to":"technology/a"}`, `edges.jsonl:1: no source: name at least one in "sources"; every USES says who states it`},
		{"unsourced edge to a region", edgesFile, `{"type":"LOCATED_IN","from":"product/a","to":"region/a"}`, `edges.jsonl:1: no source`},

		{"unknown relation", edgesFile, edge("USE", "product/a", "technology/a", ""), `edges.jsonl:1: there is no relation "USE" (did you mean "USES"?); the relations are CITES, `},
		{"evidence as an edge", edgesFile, edge("STATED_IN", "product/a", "source/a", ""), `edges.jsonl:1: there is no relation "STATED_IN"`},
		{"no start", edgesFile, edge("USES", "product/aa", "technology/a", ""), `edges.jsonl:1: "from" is "product/aa", but there is no such node (did you mean "product/a"?)`},
		{"no end", edgesFile, `{"type":"USES","from":"product/a","sources":["source/a"]}`, `edges.jsonl:1: no "to"; write the id of the node at that end`},
		{"other way round", edgesFile, edge("USES", "technology/a", "product/a", ""), `edges.jsonl:1: USES does not lead from Technology to Product but the other way round; swap from and to`},
		{"wrong end", edgesFile, edge("USES", "product/a", "region/a", ""), `edges.jsonl:1: USES does not lead from Product to Region; from Product it leads to Technology`},
		{"wrong start", edgesFile, edge("USES", "region/a", "technology/a", ""), `edges.jsonl:1: USES does not start at Region; it starts at Product`},
		{"end that is a source", edgesFile, edge("USES", "product/a", "source/a", ""), `edges.jsonl:1: USES does not lead from Product to Source`},
		{"unknown edge property", edgesFile, edge("DEVELOPS", "enterprise/a", "product/a", `,"props":{"rule":"x"}`), `edges.jsonl:1: props of DEVELOPS has no "rule" (did you mean "role"?); it has role`},
		{"property on a bare edge", edgesFile, edge("USES", "product/a", "technology/a", `,"props":{"year":1}`), `edges.jsonl:1: props of USES has no "year"; it has none`},
		{"unknown member of an edge", edgesFile, edge("USES", "product/a", "technology/a", `,"id":"x"`), `edges.jsonl:1: an edge has no "id"`},
		{"confidence above 1", edgesFile, edge("USES", "product/a", "technology/a", `,"confidence":1.5`), `edges.jsonl:1: "confidence" is 1.5; it must be from 0 to 1`},
		{"confidence that is no number", edgesFile, edge("USES", "product/a", "technology/a", `,"confidence":"high"`), `edges.jsonl:1: "confidence" is "high"; write a number`},
		{"key that is no text", edgesFile, edge("USES", "product/a", "technology/a", `,"key":1`), `edges.jsonl:1: "key" is 1; write a text in quotes`},
		{"same edge", edgesFile, edge("USES", "product/a", "technology/a", "") + "\n" + edge("USES", "product/a", "technology/a", `,"key":""`), `edges.jsonl:2: line 1 has this edge: the same type, from, to and key`},
		{"undirected edge from both ends", edgesFile, edge("PARTNERS_WITH", "enterprise/b", "enterprise/a", `,"key":"1"`) + "\n" + edge("PARTNERS_WITH", "enterprise/a", "enterprise/b", `,"key":"1"`), `edges.jsonl:2: line 1 has this edge from its other end; PARTNERS_WITH has no direction`},
	}
	c := model(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			facts, err := Read(c, files(map[string]string{test.file: test.content}))
			if facts != nil {
				t.Error("facts are given in spite of the error")
			}
			problems, ok := errors.AsType[*Problems](err)
			if !ok {
				t.Fatalf("%v, want *Problems", err)
			}
			if found, _, _ := strings.Cut(problems.Error(), "\n"); !strings.Contains(found, test.want) {
				t.Errorf("told\n  %s\nwant\n  %s", problems, test.want)
			}
		})
	}
}

// Directed edges may run both ways, and parallel ones are told apart by their keys.
func TestReadAllowsEdgesThatOnlyLookAlike(t *testing.T) {
	_, err := Read(model(t), files(map[string]string{edgesFile: strings.Join([]string{
		edge("SUPPLIES", "enterprise/a", "enterprise/b", ""),
		edge("SUPPLIES", "enterprise/b", "enterprise/a", ""),
		edge("SUPPLIES", "enterprise/a", "enterprise/b", `,"key":"2"`),
		edge("PARTNERS_WITH", "enterprise/a", "enterprise/b", ""),
	}, "\r\n") + "\r\n"}))
	if err != nil {
		t.Error(err)
	}
}

// All problems of all files are told together, in their order, up to twenty.
func TestReadTellsAllProblemsAtOnce(t *testing.T) {
	bad := strings.TrimSuffix(strings.Repeat(edge("USES", "product/z", "technology/y", "")+"\n", 15), "\n")
	given := files(map[string]string{
		sourcesFile: goodSource + "\n{",
		nodesFile:   props("Product", `"yaer":1,"model":2`),
		edgesFile:   bad,
	})
	_, err := Read(model(t), given)
	lines := strings.Split(err.Error(), "\n")
	if len(lines) != most+1 || lines[most] != "… and 13 more" {
		t.Fatalf("%d lines, the last %q; want 20 and how many more", len(lines), lines[len(lines)-1])
	}
	for i, begin := range []string{"sources.jsonl:2: ", `nodes.jsonl:1: props of Product has no "yaer"`, `nodes.jsonl:1: "model" is 2`, "edges.jsonl:1: ", "edges.jsonl:1: ", "edges.jsonl:2: "} {
		if !strings.HasPrefix(lines[i], begin) {
			t.Errorf("line %d is %q, want one that begins with %q", i+1, lines[i], begin)
		}
	}
	if _, again := Read(model(t), given); again.Error() != err.Error() {
		t.Errorf("the second reading tells\n%v\nthe first told\n%v", again, err)
	}
}
