// Package naive answers an operation by the plainest means there are: the facts in maps,
// the operation's text, and loops that do what the API's description says. It is the
// judge of the compiler and of both engines, so it shares nothing with them: no plan, no
// statement, no key sets, no encoder. It is slow, and meant to be read.
package naive

import (
	"bytes"
	"encoding/json"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"innograph/internal/catalog"
	"innograph/internal/fault"
	"innograph/internal/store"
	"innograph/internal/text"
)

// Evaluator answers operations over one graph.
type Evaluator struct {
	model  *catalog.Catalog
	schema *ast.Schema
	graph  *graph
}

// New makes the evaluator of facts. The schema is that of the API.
func New(model *catalog.Catalog, schema *ast.Schema, facts *store.Facts) *Evaluator {
	return &Evaluator{model: model, schema: schema, graph: newGraph(facts)}
}

// Answer is what a client should get: the data, byte for byte but for the cursors, which
// are the evaluator's own; or the code of the error for which the operation is refused.
// Both where a field alone has failed.
type Answer struct {
	Data json.RawMessage
	Code fault.Code
	// Why is the refusal in words, for whoever reads a report. No two need agree on it.
	Why string
	// Beyond says that the operation has root fields that the evaluator knows nothing
	// of, introspection or analyses, and left out.
	Beyond bool
}

// Answer answers the operation of that name in the text; the name may be empty where
// there is one alone. The variables are a JSON object or nil.
func (e *Evaluator) Answer(query, name string, variables json.RawMessage) (answer Answer) {
	if text.LoneSurrogate([]byte(query)) || text.LoneSurrogate(variables) {
		return Answer{Code: fault.BadUserInput, Why: "half of a surrogate pair"}
	}
	document, err := parser.ParseQuery(&ast.Source{Input: query})
	if err != nil {
		return Answer{Code: fault.ParseFailed, Why: err.Error()}
	}
	if errs := validator.ValidateWithRules(e.schema, document, rules.NewDefaultRules()); len(errs) > 0 {
		return Answer{Code: fault.ValidationFailed, Why: errs.Error()}
	}
	given := map[string]any{}
	if variables != nil {
		decoder := json.NewDecoder(bytes.NewReader(variables))
		decoder.UseNumber()
		if err := decoder.Decode(&given); err != nil {
			return Answer{Code: fault.BadUserInput, Why: err.Error()}
		}
	}
	if len(document.Operations) == 0 {
		return Answer{Code: fault.ValidationFailed, Why: "no operation at all"}
	}
	operation := document.Operations.ForName(name)
	if operation == nil {
		return Answer{Code: fault.BadUserInput, Why: "no operation is chosen"}
	}
	r := &run{Evaluator: e, document: document, variables: map[string]any{}, arguments: map[*ast.Field]map[string]any{}}
	defer func() {
		switch cause := recover().(type) {
		case nil:
		case *refusal:
			answer = Answer{Code: cause.code, Why: cause.why}
		default:
			panic(cause)
		}
	}()
	r.coerceVariables(operation.VariableDefinitions, given)
	r.check(operation.SelectionSet, []string{"Query"})
	r.object("Query", []ast.SelectionSet{operation.SelectionSet}, func(f *field) { r.root(f) })
	return Answer{Data: r.out.Bytes(), Code: r.failed, Beyond: r.beyond}
}

// run is the answering of one operation.
type run struct {
	*Evaluator
	document  *ast.QueryDocument
	variables map[string]any
	arguments map[*ast.Field]map[string]any // coerced, of every field that counts
	// facetTypes are, while checking, the types that a facet's node can have here.
	facetTypes []string
	beyond     bool
	failed     fault.Code // of a field that is null for it
	out        bytes.Buffer
}

// refusal turns the whole operation away.
type refusal struct {
	code fault.Code
	why  string
}

func refuse(code fault.Code, at *ast.Field, why string) {
	panic(&refusal{code, at.Name + ": " + why})
}
