package mapping

import (
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"innograph/internal/catalog"
	"innograph/internal/lines"
	"innograph/internal/rows"
	"innograph/internal/write"
)

// Read reads a mapping and checks it against the model. The error is Problems when the
// mapping is at fault.
func Read(model *catalog.Catalog, file string, content []byte) (*Mapping, error) {
	root, err := document(file, content)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(content)
	r := &reader{model: model, file: file, mapping: &Mapping{
		Name:   strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)),
		Digest: hex.EncodeToString(sum[:]),
	}}
	top := place{root, ""}
	fields := r.fields(top, "sources", "tables")
	for _, at := range r.items(fields["sources"]) {
		r.source(at)
	}
	if len(r.mapping.Sources) == 0 {
		r.problem(top, `no "sources": every fact names who states it`)
	}
	for _, at := range r.items(fields["tables"]) {
		r.table(at)
	}
	if len(r.mapping.Tables) == 0 {
		r.problem(top, `no "tables": say what the rows of the files mean`)
	}
	if len(r.problems) > 0 {
		return nil, r.problems
	}
	return r.mapping, nil
}

// reader reads one mapping.
type reader struct {
	model    *catalog.Catalog
	file     string
	mapping  *Mapping
	problems Problems
}

// source reads a source that vouches for facts: its properties side by side.
func (r *reader) source(at place) {
	of := r.model.Source()
	known := writable(of.Properties)
	fields := r.fields(at, append([]string{"id"}, known...)...)
	source := write.Node{Type: of, Values: map[string]any{}}
	source.ID, _ = r.required(at, fields, "id")
	if source.ID != "" {
		if err := lines.CheckID(of, source.ID); err != nil {
			r.problem(fields["id"], "%v", err)
		}
	}
	for _, name := range known {
		p := of.Property(name)
		value, given := fields[name]
		if !given {
			if p.NonNull {
				r.problem(at, "no %q; every source has one", name)
			}
			continue
		}
		if text, ok := r.text(value); ok {
			found, err := convert(p, text)
			if err != nil {
				r.problem(value, "%v", err)
			}
			source.Values[name] = found
		}
	}
	r.mapping.Sources = append(r.mapping.Sources, source)
}

// required gives a text that must be there.
func (r *reader) required(at place, fields map[string]place, name string) (string, bool) {
	value, given := fields[name]
	if !given {
		r.problem(at, "no %q", name)
		return "", false
	}
	return r.text(value)
}

func (r *reader) table(at place) {
	fields := r.fields(at, "files", "skip", "format", "delimiter", "record", "when", "source", "lists", "nodes", "edges")
	t := &Table{Files: r.texts(fields["files"]), when: r.conditions(fields["when"])}
	if len(t.Files) == 0 {
		r.problem(at, `no "files": say which files the table is for, such as patent.csv`)
	}
	for _, glob := range t.Files {
		if _, err := filepath.Match(glob, ""); err != nil {
			r.problem(fields["files"], "%s is no pattern for names of files; * stands for anything, ? for one character", lines.Shown(glob))
		}
	}
	r.mapping.Tables = append(r.mapping.Tables, t)
	if skip, given := fields["skip"]; given {
		t.Skip, _ = r.text(skip)
		r.refuse(fields, "a table that is skipped", "format", "delimiter", "record", "when", "source", "lists", "nodes", "edges")
		return
	}
	t.Format = r.format(at, fields, t.Files)
	t.source = r.vouching(at, fields)
	t.lists = r.lists(fields["lists"])
	nodes := r.members(fields["nodes"])
	for _, m := range nodes {
		if n := r.node(m, t.lists); n != nil {
			t.nodes = append(t.nodes, n)
		}
	}
	for _, edge := range r.items(fields["edges"]) {
		if e := r.edge(edge, t.nodes); e != nil {
			t.edges = append(t.edges, e)
		}
	}
	if len(nodes) == 0 {
		r.problem(at, `no "nodes": a table without them gives nothing`)
	}
}

// format is told, or follows from the names of the files.
func (r *reader) format(at place, fields map[string]place, files []string) rows.Format {
	var format rows.Format
	if kind, given := fields["format"]; given {
		text, _ := r.text(kind)
		format.Kind = rows.Kind(text)
		if text != "" && !slices.Contains(rows.Kinds, text) {
			r.problem(kind, "there is no format %s%v; the formats are %v", lines.Shown(text), lines.Nearest{Typed: text, Known: rows.Kinds}, rows.Kinds)
		}
	} else if len(files) > 0 {
		kind, err := rows.KindOf(files[0])
		if err != nil {
			r.problem(fields["files"], `%v; or say it in "format"`, err)
		}
		format.Kind = kind
	}
	if delimiter, given := fields["delimiter"]; given {
		text, _ := r.text(delimiter)
		if utf8.RuneCountInString(text) != 1 || format.Kind != rows.CSV {
			r.problem(delimiter, "%s is none; it is one character, for CSV only", lines.Shown(text))
		}
		format.Delimiter, _ = utf8.DecodeRuneInString(text)
	} else if len(files) > 0 && strings.HasSuffix(files[0], ".tsv") {
		format.Delimiter = '\t'
	}
	record, given := fields["record"]
	switch {
	case given:
		format.Record, _ = r.text(record)
		if format.Kind != rows.XML {
			r.problem(record, "only XML has records")
		}
	case format.Kind == rows.XML:
		r.problem(at, `no "record": say which element of the XML is a row`)
	}
	return format
}

// vouching gives the ids of the sources of a table: the one that it names, or the only one.
func (r *reader) vouching(at place, fields map[string]place) []string {
	var known []string
	for _, s := range r.mapping.Sources {
		known = append(known, s.ID)
	}
	named, given := fields["source"]
	if !given {
		if len(known) > 1 {
			r.problem(at, `no "source": there are several, so say which one vouches for the table; they are %v`, lines.List(known))
		}
		return known
	}
	ids := r.texts(named)
	for _, id := range ids {
		if !slices.Contains(known, id) {
			r.problem(named, "there is no source %s%v; there are %v", lines.Shown(id), lines.Nearest{Typed: id, Known: known}, lines.List(known))
		}
	}
	slices.Sort(ids)
	return ids
}

// conditions reads tests by what they test.
func (r *reader) conditions(at place) conditions {
	var tests conditions
	for _, m := range r.members(at) {
		of := r.tested(m)
		if of == nil {
			continue
		}
		if r.membersOf(m.at) == nil {
			tests = append(tests, condition{of: of, oneOf: r.compared(m.at)})
			continue
		}
		fields := r.fields(m.at, "given", "not", "matches")
		if given, ok := fields["given"]; ok {
			tests = append(tests, condition{of: of, not: !r.flag(given)})
		}
		if not, ok := fields["not"]; ok {
			tests = append(tests, condition{of: of, oneOf: r.compared(not), not: true})
		}
		if pattern, ok := fields["matches"]; ok {
			text, _ := r.text(pattern)
			expression, err := regexp.Compile(text)
			if err != nil {
				r.problem(pattern, "%v", err)
			}
			tests = append(tests, condition{of: of, matches: expression})
		}
	}
	return tests
}

// compared gives what a test compares with.
func (r *reader) compared(at place) []string {
	values := r.texts(at)
	if len(values) == 0 {
		r.problem(at, "no value to compare with")
	}
	return values
}

// tested is what a condition tests: a path, with or without transforms behind it.
func (r *reader) tested(m member) *template {
	t, err := parseTemplate("{" + m.name + "}")
	if err != nil {
		r.problem(m.at, "%v", err)
		return nil
	}
	return t
}

func writable(properties []*catalog.Property) []string {
	var names []string
	for _, p := range properties {
		if p.Kind != catalog.ID && !p.Computed {
			names = append(names, p.Name)
		}
	}
	return names
}
