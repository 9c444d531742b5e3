package reference_test

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"text/template"

	"github.com/99designs/gqlgen/api"
	"github.com/99designs/gqlgen/codegen"
	"github.com/99designs/gqlgen/codegen/config"
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/graph"
)

const (
	program = "testdata/program"
	root    = "../../.."
	sdl     = "exec/schema.graphql" // in the program
)

// build makes the reference program in a folder, and gives the path of its binary. The
// program is a module of its own with the versions of this one.
func build(folder string) (string, error) {
	if err := os.CopyFS(folder, os.DirFS(program)); err != nil {
		return "", err
	}
	module, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		return "", err
	}
	sums, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		return "", err
	}
	for name, content := range map[string][]byte{
		"go.mod": bytes.Replace(module, []byte("module innograph"), []byte("module reference"), 1),
		"go.sum": sums,
		sdl:      []byte(graph.SDL),
	} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(folder, name)), 0o755); err != nil {
			return "", err
		}
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o644); err != nil {
			return "", err
		}
	}
	if err := generate(folder); err != nil {
		return "", err
	}
	binary := filepath.Join(folder, "reference")
	command := exec.Command("go", "build", "-o", binary, ".")
	command.Dir = folder
	if out, err := command.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building the reference: %w\n%s", err, out)
	}
	return binary, nil
}

// generate runs gqlgen for the program. gqlgen works in the working directory.
func generate(folder string) error {
	here, err := os.Getwd()
	if err != nil {
		return err
	}
	if err := os.Chdir(folder); err != nil {
		return err
	}
	defer func() { _ = os.Chdir(here) }()
	cfg := config.DefaultConfig()
	cfg.Sources = []*ast.Source{{Name: sdl, Input: graph.SDL}}
	cfg.Exec = config.ExecConfig{Filename: "exec/generated.go", Package: "exec"}
	cfg.Model, cfg.Resolver = config.PackageConfig{}, config.ResolverConfig{}
	cfg.OmitComplexity, cfg.SkipValidation, cfg.SkipModTidy = true, true, true
	if err := config.CompleteConfig(cfg); err != nil {
		return err
	}
	return api.Generate(cfg, api.PrependPlugin(&outputs{config: cfg}))
}

// outputs has gqlgen generate for all types that can stand in an answer, bound to the
// Go types that it writes for them. Arguments and inputs are left out: the tree that is
// read has them behind it.
type outputs struct{ config *config.Config }

func (*outputs) Name() string { return "reference" }

// MutateSchema keeps what a reading can give, and binds it.
func (o *outputs) MutateSchema(schema *ast.Schema) error {
	schema.Mutation, schema.Subscription = nil, nil
	kept := map[string]bool{}
	var keep func(name string)
	keep = func(name string) {
		d := schema.Types[name]
		if kept[name] || d.BuiltIn {
			return
		}
		kept[name] = true
		for _, f := range d.Fields {
			if !strings.HasPrefix(f.Name, "__") {
				f.Arguments = nil
			}
			keep(f.Type.Name())
		}
		for _, possible := range schema.GetPossibleTypes(d) {
			keep(possible.Name)
		}
		for _, above := range d.Interfaces {
			keep(above)
		}
	}
	keep(schema.Query.Name)
	maps.DeleteFunc(schema.Types, func(name string, d *ast.Definition) bool { return !d.BuiltIn && !kept[name] })
	for name, d := range schema.Types {
		switch {
		case d.Kind == ast.Enum && !d.BuiltIn, name == "PartialDate", name == "JSON": // of the log, which no operation here asks for
			o.config.Models.Add(name, "github.com/99designs/gqlgen/graphql.String")
		case name == "Int", name == "Long":
			o.config.Models[name] = config.TypeMapEntry{Model: []string{"github.com/99designs/gqlgen/graphql.Int64"}}
		case name == "Float":
			o.config.Models[name] = config.TypeMapEntry{Model: []string{"reference/model.Float"}}
		case (d.Kind == ast.Object || d.Kind == ast.Interface) && !d.BuiltIn && d != schema.Query:
			o.config.Models.Add(name, "reference/model."+name)
		}
	}
	return write("model/types.go", schema)
}

// GenerateCode has fields resolved one after another, as those of plain structs are.
func (*outputs) GenerateCode(data *codegen.Data) error {
	for _, object := range data.Objects {
		object.DisableConcurrency = true
	}
	return nil
}

type object struct {
	Name       string
	Interfaces []string
	Types      []string // of an interface
	Fields     []field
}

type field struct{ Method, Type, Read, Make string }

// write fills the template of the Go types in.
func write(name string, schema *ast.Schema) error {
	var content struct {
		Roots               []field
		Interfaces, Objects []object
	}
	for _, name := range slices.Sorted(maps.Keys(schema.Types)) {
		d := schema.Types[name]
		if d.BuiltIn {
			continue
		}
		o := object{Name: name, Interfaces: d.Interfaces}
		for _, f := range d.Fields {
			if !strings.HasPrefix(f.Name, "__") {
				o.Fields = append(o.Fields, read(schema, f))
			}
		}
		for _, t := range schema.GetPossibleTypes(d) {
			o.Types = append(o.Types, t.Name)
		}
		switch {
		case d == schema.Query:
			content.Roots = o.Fields
		case d.Kind == ast.Interface:
			content.Interfaces = append(content.Interfaces, o)
		case d.Kind == ast.Object:
			content.Objects = append(content.Objects, o)
		}
	}
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	if err := template.Must(template.ParseFiles(name+".tmpl")).Execute(file, content); err != nil {
		return err
	}
	return file.Close()
}

// read says how a field is read from the tree.
func read(schema *ast.Schema, f *ast.FieldDefinition) field {
	read := field{Method: strings.ToUpper(f.Name[:1]) + f.Name[1:], Read: "one"}
	switch name := f.Type.Name(); schema.Types[name].Kind {
	case ast.Object:
		read.Type, read.Make = "*"+name, "make"+name
	case ast.Interface:
		read.Type, read.Make = name, "make"+name
	default:
		read.Type, read.Make = "string", "text"
		switch name {
		case "Int", "Long":
			read.Type, read.Make = "int64", "whole"
		case "Float":
			read.Type, read.Make = "float64", "float"
		case "Boolean":
			read.Type, read.Make = "bool", "truth"
		}
	}
	if f.Type.Elem != nil {
		read.Type, read.Read = "[]"+read.Type, "many"
	}
	return read
}
