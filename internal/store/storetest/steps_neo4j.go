package storetest

import (
	"context"
	"fmt"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"innograph/internal/cypher"
	"innograph/internal/plan"
)

// Steps are the operators that touched the store, with the number of times (dbHits), each
// before those that it feeds.
func (d Neo4j) Steps(ctx context.Context, operation *plan.Operation) ([]Step, error) {
	text, params := cypher.Compile(operation)
	session := d.driver.NewSession(ctx, neo4j.SessionConfig{AccessMode: neo4j.AccessModeRead})
	defer func() { _ = session.Close(ctx) }() // gives the connection back
	result, err := session.Run(ctx, "PROFILE "+text, params)
	if err != nil {
		return nil, err
	}
	summary, err := result.Consume(ctx)
	if err != nil {
		return nil, err
	}
	return operators(summary.Profile(), nil), nil
}

func operators(of neo4j.ProfiledPlan, steps []Step) []Step {
	for _, child := range of.Children() {
		steps = operators(child, steps)
	}
	if of.DbHits() == 0 {
		return steps
	}
	name, _, _ := strings.Cut(of.Operator(), "@")
	step := Step{
		Text:  fmt.Sprintf("%6d %s", of.DbHits(), name),
		Whole: strings.HasPrefix(name, "AllNodesScan") || strings.HasPrefix(name, "NodeByLabelScan") || strings.Contains(name, "RelationshipTypeScan"),
	}
	// What the others do repeats the statement at length.
	if strings.Contains(name, "Scan") || strings.Contains(name, "Seek") || strings.Contains(name, "Expand") {
		step.Text += fmt.Sprintf(" %v", of.Arguments()["Details"])
	}
	return append(steps, step)
}
