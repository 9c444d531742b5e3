package web_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/fault"
)

const stubSDL = `
scalar Long
type Query {
  hello(name: String = "world"): String!
  "The argument as the server understood it."
  echo(number: Long, text: String, list: [Int!]): String
  large: String
  missing: String
  broken: String
  panics: String
  "Answers when its time is up."
  slow: String
}
type Mutation { touch: Boolean! }
`

// stub is an executable schema of a few fields, in the place of gqlgen's generated code.
type stub struct{ schema *ast.Schema }

func newStub() stub {
	return stub{gqlparser.MustLoadSchema(&ast.Source{Name: "stub.graphql", Input: stubSDL})}
}

func (s stub) Schema() *ast.Schema { return s.schema }

func (s stub) Complexity(context.Context, string, string, int, map[string]any) (int, bool) {
	return 0, false
}

func (s stub) Exec(ctx context.Context) graphql.ResponseHandler {
	return func(ctx context.Context) *graphql.Response {
		return &graphql.Response{Data: s.data(ctx)}
	}
}

func (s stub) data(ctx context.Context) []byte {
	operation := graphql.GetOperationContext(ctx)
	var out bytes.Buffer
	out.WriteByte('{')
	for i, field := range graphql.CollectFields(operation, operation.Operation.SelectionSet, nil) {
		if i > 0 {
			out.WriteByte(',')
		}
		ctx := graphql.WithPathContext(ctx, graphql.NewPathWithField(field.Alias))
		value, err := s.resolve(ctx, field.Name, field.ArgumentMap(operation.Variables))
		if err != nil {
			graphql.AddError(ctx, err)
		}
		text, _ := json.Marshal(value)
		fmt.Fprintf(&out, "%q:%s", field.Alias, text)
	}
	out.WriteByte('}')
	return out.Bytes()
}

func (s stub) resolve(ctx context.Context, field string, args map[string]any) (any, error) {
	switch field {
	case "hello":
		return fmt.Sprintf("Hello, %s!", args["name"]), nil
	case "echo":
		return fmt.Sprint(args), nil
	case "large":
		return strings.Repeat("0123456789", 1000), nil
	case "missing":
		return nil, fault.New(fault.NotFound, "There is nothing of the id %q.", "product/x")
	case "broken":
		return nil, errors.New("driver: password of user neo4j is wrong")
	case "panics":
		panic("out of order")
	case "slow":
		<-ctx.Done()
		return nil, ctx.Err()
	default:
		return true, nil
	}
}
