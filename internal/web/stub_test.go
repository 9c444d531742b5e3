package web_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

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
type Subscription {
  "Counts up to a number."
  counted(to: Int! = 3): Int!
  "Never answers."
  silent: Int!
  "Answers with an error, once."
  failing: Int!
}
`

// stub is an executable schema of a few fields, in the place of gqlgen's generated code.
type stub struct {
	schema *ast.Schema
	runs   *atomic.Int64 // how many operations were executed
}

func newStub() stub {
	return stub{gqlparser.MustLoadSchema(&ast.Source{Name: "stub.graphql", Input: stubSDL}), &atomic.Int64{}}
}

func (s stub) Schema() *ast.Schema { return s.schema }

func (s stub) Complexity(context.Context, string, string, int, map[string]any) (int, bool) {
	return 0, false
}

func (s stub) Exec(ctx context.Context) graphql.ResponseHandler {
	operation := graphql.GetOperationContext(ctx)
	if operation.Operation.Operation == ast.Subscription {
		return s.follow(operation)
	}
	return func(ctx context.Context) *graphql.Response {
		s.runs.Add(1)
		return &graphql.Response{Data: s.data(ctx)}
	}
}

// follow answers subscriptions: counted goes on behind Last-Event-ID.
func (s stub) follow(operation *graphql.OperationContext) graphql.ResponseHandler {
	field := graphql.CollectFields(operation, operation.Operation.SelectionSet, nil)[0]
	n, _ := strconv.ParseInt(operation.Headers.Get("Last-Event-ID"), 10, 64)
	return func(ctx context.Context) *graphql.Response {
		switch field.Name {
		case "silent":
			<-ctx.Done()
			return nil
		case "failing":
			return graphql.OneShot(&graphql.Response{Errors: gqlerror.List{fault.New(fault.Conflict, "Not now.").GraphQL()}})(ctx)
		}
		if to, _ := field.ArgumentMap(operation.Variables)["to"].(int64); n >= to {
			return nil
		}
		n++
		graphql.RegisterExtension(ctx, "sequence", n)
		return &graphql.Response{Data: fmt.Appendf(nil, `{%q:%d}`, field.Alias, n)}
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
