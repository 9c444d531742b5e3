// Reference answers GraphQL operations with gqlgen's complete executor: it walks every
// field of the selection over a tree of plain values, moves nulls up and marshals each
// scalar. Requests and replies are JSON objects, one after another, on standard input
// and output.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log"
	"os"
	"runtime"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"reference/exec"
	"reference/model"
)

// request asks for an operation to be executed over a tree, which has under each
// response key the value of that field, and under "concrete" the name of the type.
type request struct {
	Query     string
	Variables map[string]any
	Tree      map[string]any
	Times     int // how often to execute it
}

// reply is the last answer, and what all of them took.
type reply struct {
	Data        []byte
	Errors      gqlerror.List
	Nanoseconds int64
	Allocations uint64
	Bytes       uint64 // allocated
}

func main() {
	server := executor.New(exec.NewExecutableSchema(exec.Config{Resolvers: resolvers{}}))
	server.Use(extension.Introspection{})
	in, out := json.NewDecoder(os.Stdin), json.NewEncoder(os.Stdout)
	in.UseNumber()
	for {
		var asked request
		if err := in.Decode(&asked); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			log.Fatal(err)
		}
		if err := out.Encode(answer(server, asked)); err != nil {
			log.Fatal(err)
		}
	}
}

type resolvers struct{}

func (resolvers) Query() exec.QueryResolver { return model.Query{} }

func answer(server *executor.Executor, asked request) reply {
	ctx := graphql.StartOperationTrace(model.WithTree(context.Background(), numbers(asked.Tree).(map[string]any)))
	operation, errs := server.CreateOperationContext(ctx, &graphql.RawParams{Query: asked.Query, Variables: asked.Variables})
	if errs != nil {
		return reply{Errors: errs}
	}
	var response *graphql.Response
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	for range max(asked.Times, 1) {
		respond, ctx := server.DispatchOperation(ctx, operation)
		response = respond(ctx)
	}
	took := time.Since(start)
	runtime.ReadMemStats(&after)
	return reply{
		Data: response.Data, Errors: response.Errors, Nanoseconds: took.Nanoseconds(),
		Allocations: after.Mallocs - before.Mallocs, Bytes: after.TotalAlloc - before.TotalAlloc,
	}
}

// numbers gives numbers the Go types that a field may have.
func numbers(value any) any {
	switch v := value.(type) {
	case map[string]any:
		for key := range v {
			v[key] = numbers(v[key])
		}
	case []any:
		for i := range v {
			v[i] = numbers(v[i])
		}
	case json.Number:
		if n, err := v.Int64(); err == nil {
			return n
		}
		f, err := v.Float64() // also of a whole number beyond all integers, such as 1e20
		if err != nil {
			log.Fatal(err)
		}
		return f
	}
	return value
}
