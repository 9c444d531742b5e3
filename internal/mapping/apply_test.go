package mapping

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"innograph/internal/lines"
)

// made gives what a rule makes of a row: the node's id and values, or the problems.
func made(t *testing.T, rule, row string) []string {
	t.Helper()
	m, err := Read(model(t), "a.yaml", []byte(`
sources: {id: source/a, title: A, publisher: P, url: https://example.org/a, language: en}
tables:
  - files: a.jsonl
    lists: {item: '{items}', cut: {of: '{text}', split: ';'}}
    nodes:
      it: `+rule))
	if err != nil {
		t.Fatal(err)
	}
	given, err := (&lines.Parser{Depth: 9}).Parse([]byte(row))
	if err != nil {
		t.Fatal(err)
	}
	nodes, problems := m.Tables[0].Nodes(given)
	var out []string
	for _, n := range nodes {
		text := n.ID
		for _, p := range n.Type.Properties {
			if value, ok := n.Values[p.Name]; ok && p.Name != "name" {
				text += fmt.Sprintf(" %s=%v", p.Name, value)
			}
		}
		out = append(out, text)
	}
	return append(out, problems...)
}

func TestApply(t *testing.T) {
	const patent = "{type: Patent, id: 'patent/x', set: {name: n, "
	for _, c := range []struct{ rule, row, want string }{
		{"{type: Product, id: 'product/{id|slug}', set: {name: n, year: '{y}', model: 'a{m}b{k?}'}}", `{"id":"Größe & Co., Ltd.","y":1999,"m":"1"}`, "product/gr-e-co-ltd model=a1b year=1999"},
		{"{type: Product, id: 'product/{id|hash}', set: {name: n, model: '{a.b}'}}", `{"id":"三一","a":[{"b":""},{"b":"x"},{"b":"y"}]}`, "product/965e86a53e8a8799 model=x"},
		{"{type: Product, id: 'product/{id|last:/|cut:a|remove:-_|upper|lower|first:.}', set: {name: n}}", `{"id":"x/ab-c_d.e"}`, "product/bcd"},
		{"{type: Product, id: 'product/{id|unpad}', set: {name: n}}", `{"id":"0070"}`, "product/70"},
		{"{type: Product, id: 'product/{id|unpad}', set: {name: n}}", `{"id":"000"}`, "product/0"},
		{"{type: Product, id: 'product/{id}', set: {name: n}}", `{"id":"A"}`, `it: no id: the id "product/A" has a slug that is none: after product/ come small ASCII letters, digits, and - . _.`},
		{"{type: Product, id: 'product/{id}', set: {name: n}}", `{"id":null}`, "it: no id: what it is made of is missing: product/{id}."},
		{"{type: Product, id: 'product/x', set: {name: '{n}'}}", `{"n":" "}`, `it: no "name"; every Product has one.`},
		{"{type: Product, id: 'product/x', set: {name: n, year: '{y}'}}", `{"y":"1999.5"}`, `it: "year" is 1999.5; write a whole number, in digits alone.`},
		{"{type: Product, id: 'product/x', set: {name: n, aliases: ['{a.v}', '{b}', '{c}']}}", `{"a":[{"v":"1"},{"v":"2"}],"b":"1","c":"3"}`, "product/x aliases=[1 2 3]"},
		{"{type: Product, id: 'product/x', set: {name: n, aliases: {of: '{a}', split: ','}}}", `{"a":"1, 2,,1"}`, "product/x aliases=[1 2]"},
		{"{type: Product, id: 'product/x', set: {name: n, model: {of: ['{a}', '{b}', '{c}']}}}", `{"b":"2","c":"3"}`, "product/x model=2"},
		{"{type: Product, id: 'product/x', set: {name: n, description: {of: '{a.p}', join: ' '}}}", `{"a":[{"p":"1"},{"p":["2","3"]}]}`, "product/x description=1 2 3"},
		{"{type: Product, id: 'product/x', set: {name: n, model: '{a[k=zh].v}', category: '{a[k!=zh].v}'}}", `{"a":[{"k":"en","v":"1"},{"k":"zh","v":"2"},{"v":"3"}]}`, "product/x category=1 model=2"},
		{patent + "kind: {of: '{k}', map: {b: INVENTION, a: DESIGN}}}}", `{"k":["a","b"]}`, "patent/x kind=INVENTION"},
		{patent + "kind: {of: '{k}', map: {b: INVENTION}, else: none}}}", `{"k":"c"}`, "patent/x"},
		{patent + "kind: {of: '{k}', map: {b: INVENTION}, else: DESIGN}}}", `{}`, "patent/x"},
		{patent + "kind: {of: '{k}', map: {b: INVENTION}}}}", `{"k":"c"}`, `it: "kind" is "c", which the mapping does not know; it knows b.`},
		{patent + "filedOn: '{d|date:YYYYMMDD}'}}", `{"d":"20240229"}`, "patent/x filedOn=2024-02-29"},
		{patent + "filedOn: '{d|date:YYYYMMDD}'}}", `{"d":"19861200"}`, "patent/x filedOn=1986-12"},
		{patent + "filedOn: '{d|date:YYYYMMDD}'}}", `{"d":"19860000"}`, "patent/x filedOn=1986"},
		{patent + "filedOn: '{d|date:DD.MM.YYYY}'}}", `{"d":"26.06.2023"}`, "patent/x filedOn=2023-06-26"},
		{patent + "filedOn: '{d|date:YYYYMMDD}'}}", `{"d":"2023"}`, `it: "filedOn" date of d: "2023" is no date of the form YYYYMMDD.`},
		{"{type: Product, each: item, id: 'product/{item.id}', when: {item.use: {given: true, not: [no, never]}}, set: {name: n}}", `{"items":[{"id":"a","use":"yes"},{"id":"b","use":"no"},{"id":"c"}]}`, "product/a"},
		{"{type: Product, each: cut, id: 'product/{cut}', set: {name: n}}", `{"text":"a; b;;c"}`, "product/a|product/b|product/c"},
		{"{type: Product, id: product/x, when: {a: [1, 2], 'b|lower': yes, c: {matches: '^x'}, d: {given: false}}, set: {name: n}}", `{"a":[3,2],"b":"YES","c":"xy"}`, "product/x"},
		{"{type: Product, id: product/x, when: {a: {not: 2}}, set: {name: n}}", `{"a":[3,2]}`, ""},
		{"{type: Project, id: project/x, set: {name: n, budgetCny: '{b}'}}", `{"b":"9007199254740993"}`, `it: "budgetCny" is 9007199254740993; it must be from -9007199254740991 to 9007199254740991.`},
	} {
		want := strings.Split(c.want, "|")
		if c.want == "" {
			want = nil
		}
		if got := made(t, c.rule, c.row); !slices.Equal(got, want) {
			t.Errorf("%s of %s\ngives %q\nwant  %q", c.rule, c.row, got, want)
		}
	}
}
