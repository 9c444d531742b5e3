package augment

import (
	"fmt"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/catalog"
)

const whatIsLeftOut = " What is left out stays as it is; null takes a value away."

// nodeInputs are the inputs of upserts and patches, two for each type.
func (b *builder) nodeInputs() []*ast.Definition {
	var all []*ast.Definition
	for _, t := range b.model.Concrete() {
		id := field("id", "ID!", fmt.Sprintf("Its id, of the form `%s/…`, with small ASCII letters, digits and `-`, `.` or `_` behind the slash.", t.Singular()))
		whole := input(t.Input(), fmt.Sprintf("%s to be written.%s", capital(a(one(t))), whatIsLeftOut), id)
		part := input(t.PatchInput(), fmt.Sprintf("New values for %s.%s", a(one(t)), whatIsLeftOut), id)
		for _, p := range t.Properties[1:] { // the id is the first
			if !p.Computed {
				whole.Fields = append(whole.Fields, given(p, p.NonNull && p.Kind != catalog.StringList))
				part.Fields = append(part.Fields, given(p, false))
			}
		}
		rest := b.vouching(t)
		whole.Fields = append(whole.Fields, rest...)
		part.Fields = append(part.Fields, rest...)
		all = append(all, whole, part)
	}
	return all
}

// given is a property as clients give it.
func given(p *catalog.Property, required bool) *ast.FieldDefinition {
	f := property(p)
	f.Type.NonNull = required
	f.Description = gist(p.Description)
	if p.Unique != nil {
		f.Description += " A value that another one has is a `CONFLICT`."
	}
	return f
}

// vouching are the parts of a node's input that are no values.
func (b *builder) vouching(t *catalog.Type) ast.FieldList {
	version := inputOf(ifVersion("it"))
	if t == b.model.Source() {
		return nil // it has no version, and needs no source
	}
	need := "at least one is needed."
	if !t.Sourced {
		need = "none is needed."
	}
	return append(evidenceInputs(need), version)
}

// evidenceInputs are the parts of an input that say who states the fact.
func evidenceInputs(need string) ast.FieldList {
	return ast.FieldList{
		field("sources", "[ID!]", "The ids of sources that state it. They are added to those that it has; "+need),
		field("newSources", "[SourceInput!]", "Sources that state it and may not be there yet. Of one that is there, only missing values are filled in."),
		field("withoutSources", "[ID!]", "The ids of sources that no longer vouch for it."),
	}
}

// ifVersion guards a write against another one that came between.
func ifVersion(of string) *ast.ArgumentDefinition {
	return argument("ifVersion", "Long", fmt.Sprintf("The `version` of %s that the write was made for. When there is another one by now, it is a `CONFLICT`.", of))
}

func inputOf(a *ast.ArgumentDefinition) *ast.FieldDefinition {
	return &ast.FieldDefinition{Name: a.Name, Type: a.Type, Description: a.Description}
}

// edgeInputs are the inputs of edges, one for each kind of edge.
func (b *builder) edgeInputs() []*ast.Definition {
	all := []*ast.Definition{input("EdgeRef", "An edge that is there.", ends(
		"What tells it apart from parallel edges; empty where it was written without a key.")...)}
	seen := map[string]bool{}
	for _, r := range b.model.Relations {
		if r.Evidence || seen[r.Input()] {
			continue
		}
		seen[r.Input()] = true
		description := "An edge without properties of its own to be written."
		if declared := b.declared.ForName(r.EdgeName); declared != nil {
			description = fmt.Sprintf("An edge to be written. %s", gist(declared.Description))
		}
		d := input(r.Input(), description+whatIsLeftOut, ends("What tells it apart from parallel edges: needed only where two nodes are joined by several.")...)
		for _, p := range r.Properties {
			d.Fields = append(d.Fields, given(p, p.NonNull && p.Kind != catalog.StringList))
		}
		d.Fields = append(d.Fields, field(catalog.Confidence.Name, scalar(catalog.Confidence), "How sure we are that the edge is right, from 0 to 1."))
		d.Fields = append(d.Fields, evidenceInputs("at least one is needed, unless neither end needs one.")...)
		all = append(all, d)
	}
	return all
}

func ends(key string) ast.FieldList {
	return ast.FieldList{
		field("from", "ID!", "The id of the entity where it starts."),
		field("to", "ID!", "The id of the entity where it ends."),
		field("key", "String", key),
	}
}
