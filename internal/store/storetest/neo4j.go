package storetest

import (
	"context"
	"fmt"
	"hash/fnv"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"innograph/internal/cypher"
	"innograph/internal/store"
)

// Neo4j is a database in Neo4j.
type Neo4j struct{ driver neo4j.DriverWithContext }

// OpenNeo4j opens the database at that URI. It connects at the first use.
func OpenNeo4j(uri string) (Neo4j, error) {
	driver, err := neo4j.NewDriverWithContext(uri, neo4j.NoAuth())
	return Neo4j{driver}, err
}

// Close ends the connections.
func (d Neo4j) Close() error { return d.driver.Close(context.Background()) }

// Digest sums up all nodes and relationships.
func (d Neo4j) Digest(ctx context.Context) (Digest, error) {
	var all Digest
	sum := fnv.New64a()
	for _, text := range []string{
		"MATCH (n) WITH n ORDER BY elementId(n) RETURN elementId(n), labels(n), properties(n)",
		"MATCH ()-[r]->() WITH r ORDER BY elementId(r) RETURN elementId(r), type(r), elementId(startNode(r)), elementId(endNode(r)), properties(r)",
	} {
		records, err := d.run(ctx, text, nil)
		if err != nil {
			return Digest{}, err
		}
		for _, record := range records {
			all.Rows++
			fmt.Fprintf(sum, "%#v\n", record.Values) // maps come in the order of their keys
		}
	}
	all.Sum = sum.Sum64()
	return all, nil
}

// Insert writes nodes and then edges.
func (d Neo4j) Insert(ctx context.Context, nodes []store.Node, edges []store.Edge) error {
	session := d.driver.NewSession(ctx, neo4j.SessionConfig{})
	defer func() { _ = session.Close(ctx) }() // gives the connection back
	_, err := session.ExecuteWrite(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		for i := range nodes {
			row := cypher.NodeRow(nodes[i].Type, nodes[i].Values)
			if _, err := tx.Run(ctx, cypher.BulkNodes(nodes[i].Type), map[string]any{"rows": []any{row}}); err != nil {
				return nil, err
			}
		}
		for i := range edges {
			e := &edges[i]
			text := "MATCH (a:Node {id: $from}), (b:Node {id: $to}) CREATE (a)-[r:" + e.Relation.Name + "]->(b) SET r = $edge"
			params := map[string]any{"from": e.From, "to": e.To, "edge": cypher.Edge(e.Relation, e.Values, e.Key, e.Confidence, e.Sources)}
			if _, err := tx.Run(ctx, text, params); err != nil {
				return nil, err
			}
		}
		return nil, nil
	})
	return err
}

// Delete deletes nodes and the edges at them.
func (d Neo4j) Delete(ctx context.Context, ids ...string) error {
	_, err := d.run(ctx, "MATCH (n) WHERE n.id IN $ids DETACH DELETE n", map[string]any{"ids": ids})
	return err
}

// Working gives the names of the operations that the server is at work on.
func (d Neo4j) Working(ctx context.Context) ([]string, error) {
	records, err := d.run(ctx, "SHOW TRANSACTIONS YIELD metaData WHERE metaData.operation IS NOT NULL RETURN toString(metaData.operation)", nil)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, record := range records {
		names = append(names, fmt.Sprint(record.Values[0]))
	}
	return names, nil
}

func (d Neo4j) run(ctx context.Context, text string, params map[string]any) ([]*neo4j.Record, error) {
	session := d.driver.NewSession(ctx, neo4j.SessionConfig{})
	defer func() { _ = session.Close(ctx) }() // gives the connection back
	result, err := session.Run(ctx, text, params)
	if err != nil {
		return nil, err
	}
	return result.Collect(ctx)
}
