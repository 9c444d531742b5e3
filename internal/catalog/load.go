package catalog

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

// Load reads the model SDL (*.graphql in files). An error names the file and line, and
// says what would be right.
func Load(files fs.FS) (*Catalog, error) {
	sources, err := Sources(files)
	if err != nil {
		return nil, err
	}
	return Parse(sources...)
}

// Sources are the model's files as the parser takes them, in order of name.
func Sources(files fs.FS) ([]*ast.Source, error) {
	names, err := fs.Glob(files, "*.graphql")
	if err != nil {
		return nil, err
	}
	var sources []*ast.Source
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		sources = append(sources, &ast.Source{Name: name, Input: string(text)})
	}
	return sources, nil
}

// Parse reads the model SDL from sources.
func Parse(sources ...*ast.Source) (*Catalog, error) {
	document, err := parser.ParseSchemas(sources...)
	if err != nil {
		return nil, err
	}
	r := reader{
		definitions: map[string]*ast.Definition{},
		catalog:     &Catalog{byName: map[string]*Type{}, byRelation: map[string]*Relation{}},
	}
	for _, definition := range document.Definitions {
		r.definitions[definition.Name] = definition
	}
	for _, extension := range document.Extensions {
		base, ok := r.definitions[extension.Name]
		if !ok && slices.Contains(Roots, extension.Name) {
			continue // root fields that are no part of the model
		}
		if !ok {
			return nil, at(extension.Position, "`extend … %s` extends what is not there", extension.Name)
		}
		base.Fields = append(base.Fields, extension.Fields...)
		base.EnumValues = append(base.EnumValues, extension.EnumValues...)
		base.Interfaces = append(base.Interfaces, extension.Interfaces...)
		base.Directives = append(base.Directives, extension.Directives...)
	}
	if err := r.read(document); err != nil {
		return nil, err
	}
	return r.catalog, nil
}

type reader struct {
	definitions map[string]*ast.Definition
	catalog     *Catalog
}

func (r *reader) read(document *ast.SchemaDocument) error {
	var interfaces []*Type
	for _, d := range document.Definitions {
		switch {
		case d.Kind == ast.Enum:
			r.catalog.Enums = append(r.catalog.Enums, enum(d))
		case d.Kind == ast.Interface:
			interfaces = append(interfaces, r.declare(d))
		case d.Directives.ForName("node") != nil:
			r.catalog.Types = append(r.catalog.Types, r.declare(d))
		}
	}
	r.catalog.Types = append(r.catalog.Types, interfaces...)
	for _, t := range r.catalog.Types {
		if err := r.inherit(t, r.definitions[t.Name]); err != nil {
			return err
		}
		for _, above := range t.Implements {
			if !t.Interface {
				above.Members = append(above.Members, t)
			}
		}
	}
	for _, t := range r.catalog.Types {
		t.Others = slices.DeleteFunc(r.catalog.Concrete(), t.Has)
	}
	own := map[*Type][]*Property{}
	for _, t := range r.catalog.Types {
		if err := r.fields(t, own); err != nil {
			return err
		}
	}
	for _, t := range r.catalog.Types {
		r.gather(t, own)
	}
	for _, relation := range r.catalog.Relations {
		for _, f := range relation.Fields {
			relation.Undirected = relation.Undirected || f.Direction == Both
			for _, t := range slices.Concat(f.Owner.Members, f.Target.Members) {
				if !slices.Contains(relation.ends, t) {
					relation.ends = append(relation.ends, t)
				}
			}
		}
	}
	slices.SortFunc(r.catalog.Relations, func(a, b *Relation) int { return cmp.Compare(a.Name, b.Name) })
	return r.check()
}

func (r *reader) declare(d *ast.Definition) *Type {
	t := &Type{Name: d.Name, Description: d.Description, Interface: d.Kind == ast.Interface}
	if !t.Interface {
		t.Members = []*Type{t}
		t.Sourced = argument(d.Directives.ForName("node"), "sourced") != "false"
	}
	r.catalog.byName[d.Name] = t
	return t
}

func enum(d *ast.Definition) *Enum {
	e := &Enum{Name: d.Name, Description: d.Description}
	for _, v := range d.EnumValues {
		e.Values = append(e.Values, EnumValue{v.Name, v.Description})
	}
	return e
}

// inherit lists the interfaces above a type, nearest first, each once.
func (r *reader) inherit(t *Type, d *ast.Definition) error {
	for _, name := range d.Interfaces {
		above, ok := r.catalog.byName[name]
		if !ok {
			return at(d.Position, "%s implements %s, which is not declared", t.Name, name)
		}
		if !slices.Contains(t.Implements, above) {
			t.Implements = append(t.Implements, above)
		}
		if err := r.inherit(t, r.definitions[name]); err != nil {
			return err
		}
	}
	return nil
}

// gather puts a type's inherited properties and relations before its own: a type
// does not repeat what its interfaces say.
func (r *reader) gather(t *Type, own map[*Type][]*Property) {
	var fields []*Field
	for _, from := range slices.Concat(reversed(t.Implements), []*Type{t}) {
		for _, p := range own[from] {
			if t.Property(p.Name) == nil {
				t.Properties = append(t.Properties, p)
			}
		}
		for _, relation := range r.catalog.Relations {
			for _, f := range relation.Fields {
				if f.Owner == from {
					fields = append(fields, f)
				}
			}
		}
	}
	order := func(f *Field) int {
		return r.definitions[f.Owner.Name].Fields.ForName(f.Name).Position.Start
	}
	slices.SortStableFunc(fields, func(a, b *Field) int {
		if a.Owner != b.Owner {
			return 0
		}
		return cmp.Compare(order(a), order(b))
	})
	t.Fields = fields
}

func reversed(types []*Type) []*Type {
	out := slices.Clone(types)
	slices.Reverse(out)
	return out
}

func at(position *ast.Position, format string, args ...any) error {
	place := ""
	if position != nil && position.Src != nil {
		place = fmt.Sprintf("%s:%d: ", position.Src.Name, position.Line)
	}
	return fmt.Errorf("schema: %s%s", place, fmt.Sprintf(format, args...))
}
