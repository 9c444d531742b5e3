package serve

import (
	"context"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
)

// Neo4j runs statements that give one record with one value.
type Neo4j struct{ driver neo4j.DriverWithContext }

// OpenNeo4j connects to the server at that address.
func OpenNeo4j(address string) (*Neo4j, error) {
	driver, err := neo4j.NewDriverWithContext(address, neo4j.NoAuth(), func(c *config.Config) { c.TelemetryDisabled = true })
	if err != nil {
		return nil, err
	}
	return &Neo4j{driver}, nil
}

// Ask runs one auto-commit statement, the quickest way that the driver has.
func (n *Neo4j) Ask(ctx context.Context, text string, variables map[string]any) (any, error) {
	session := n.driver.NewSession(ctx, neo4j.SessionConfig{AccessMode: neo4j.AccessModeRead})
	defer func() { _ = session.Close(ctx) }() // gives the connection back
	result, err := session.Run(ctx, text, variables)
	if err != nil {
		return nil, err
	}
	record, err := result.Single(ctx)
	if err != nil {
		return nil, err
	}
	return record.Values[0], nil
}
