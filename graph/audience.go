package graph

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/internal/answer"
	"innograph/internal/lookahead"
	"innograph/internal/plan"
	"innograph/internal/store"
)

// audiences are those of all subscriptions, by what they ask. Thousands of clients mostly
// ask the same, of the same entries: what one of them had read is there for the others.
type audiences struct {
	mutex sync.Mutex
	of    map[string]*audience
	reads chan struct{} // has a place for each read that may be under way
}

// readsAtOnce is how many audiences may have the store read at the same time; writers and
// queries want it too.
const readsAtOnce = 4

func newAudiences() *audiences {
	return &audiences{of: map[string]*audience{}, reads: make(chan struct{}, readsAtOnce)}
}

// audience is the subscriptions that ask the same, from whatever entry on.
type audience struct {
	engine   *Engine
	members  int
	turn     chan struct{} // has a place for the one that may use what follows
	prepared *lookahead.Prepared
	known    map[int64]*graphql.Response // to the entries that were asked for last, by sequence
}

// join finds the audience of an operation. It is left when ctx ends.
func (a *audiences) join(ctx context.Context, e *Engine, operation *graphql.OperationContext, prepared *lookahead.Prepared) *audience {
	key := asked(operation)
	a.mutex.Lock()
	defer a.mutex.Unlock()
	found := a.of[key]
	if found == nil {
		found = &audience{engine: e, turn: make(chan struct{}, 1), prepared: prepared}
		a.of[key] = found
	}
	found.members++
	context.AfterFunc(ctx, func() {
		a.mutex.Lock()
		defer a.mutex.Unlock()
		if found.members--; found.members == 0 {
			delete(a.of, key)
		}
	})
	return found
}

// asked is all that the answers to a subscription depend on: not the variable that says
// from where on it is followed.
func asked(operation *graphql.OperationContext) string {
	variables := operation.Variables
	if name := startVariable(operation.Operation); name != "" && strings.Count(operation.RawQuery, "$"+name) == 2 { // its definition, and here
		variables = maps.Clone(variables)
		delete(variables, name)
	}
	text, err := json.Marshal(variables)
	if err != nil {
		panic(err) // they came as JSON
	}
	return fmt.Sprintf("%s\n%s\n%s", operation.Operation.Name, text, operation.RawQuery)
}

// startVariable is the variable of a subscription's `after`, if it is one.
func startVariable(operation *ast.OperationDefinition) string {
	for _, selection := range operation.SelectionSet {
		if f, ok := selection.(*ast.Field); ok {
			if after := f.Arguments.ForName("after"); after != nil && after.Value.Kind == ast.Variable {
				return after.Value.Raw
			}
		}
	}
	return ""
}

// responses gives one to each entry. What is selected beneath the entries' nodes is read
// by one statement for all those that nobody else had before.
func (a *audience) responses(ctx context.Context, changes []store.Change) ([]*graphql.Response, error) {
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case a.turn <- struct{}{}:
	}
	defer func() { <-a.turn }()
	known := make(map[int64]*graphql.Response, len(changes))
	var news []*store.Change
	for i := range changes {
		if response, ok := a.known[changes[i].Sequence]; ok {
			known[changes[i].Sequence] = response
		} else {
			news = append(news, &changes[i])
		}
	}
	if err := a.answer(ctx, news, known); err != nil {
		return nil, err
	}
	a.known = known
	responses := make([]*graphql.Response, len(changes))
	for i := range changes {
		responses[i] = known[changes[i].Sequence]
	}
	return responses, nil
}

// answer makes the responses to entries.
func (a *audience) answer(ctx context.Context, changes []*store.Change, to map[int64]*graphql.Response) error {
	if len(changes) == 0 {
		return nil
	}
	records := make([]answer.Record, len(changes))
	for i, c := range changes {
		records[i] = a.engine.Feed.Record(c)
	}
	if err := a.read(ctx, records); err != nil {
		return err
	}
	for i, c := range changes {
		data, errs := answer.Data(a.prepared.Roots, []any{records[i]})
		to[c.Sequence] = &graphql.Response{Data: data, Errors: errs, Extensions: map[string]any{SequenceExtension: c.Sequence}}
	}
	return nil
}

// read reads what is selected beneath the records' nodes.
func (a *audience) read(ctx context.Context, records []answer.Record) error {
	analysis := a.prepared.Analyses[0]
	operation, wanted := &plan.Operation{Name: a.prepared.Plan.Name}, false
	for _, lookup := range analysis.Lookups(records) {
		operation.Roots = append(operation.Roots, lookup)
		wanted = wanted || len(lookup.IDs) > 0
	}
	if !wanted {
		return nil
	}
	reads := a.engine.audiences.reads
	select {
	case <-ctx.Done():
		return ctx.Err()
	case reads <- struct{}{}:
	}
	defer func() { <-reads }()
	cells, err := a.engine.Store.Read(ctx, operation)
	if err != nil {
		return err
	}
	for i, slot := range analysis.Layout.Slots {
		slot.Rows = answer.ByID(cells[i])
	}
	return nil
}
