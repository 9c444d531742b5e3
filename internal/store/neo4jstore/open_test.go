package neo4jstore

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"innograph/internal/cypher"
	"innograph/internal/fault"
	"innograph/internal/neo4jtest"
	"innograph/internal/plan"
)

// TestNeo4jOpenTwice makes constraints and indexes once, however often it is opened.
func TestNeo4jOpenTwice(t *testing.T) {
	uri := neo4jtest.Empty(t)
	w := empty(t)
	count := func() int64 {
		answer, err := w.ask(t.Context(), statement{text: "SHOW INDEXES YIELD name, type, state WHERE type = 'RANGE' AND state = 'ONLINE' RETURN count(*)", sent: w.Other})
		if err != nil {
			t.Fatal(reason(err))
		}
		return answer.(int64)
	}
	first := count()
	if want := int64(len(cypher.Schema(w.Catalog)) + len(cypher.Beside(w.Catalog))); first != want {
		t.Errorf("%d indexes for %d statements", first, want)
	}
	w.open(uri)
	if second := count(); second != first {
		t.Errorf("%d indexes, then %d", first, second)
	}
}

// TestNeo4jPlans looks at how Neo4j runs what is to be served by an index.
func TestNeo4jPlans(t *testing.T) {
	w := empty(t)
	if err := w.Load(t.Context(), w.facts()); err != nil {
		t.Fatal(reason(err))
	}
	byName := w.where("Maker", plan.Compare{Left: w.value("Maker.name"), Op: plan.Gt, Value: "x"})
	for _, c := range []struct {
		query    plan.Query
		operator string
	}{
		{w.of("Maker", "m/a", w.row("Maker", "name")), "NodeUniqueIndexSeek"},
		{w.of("Node", "m/a", w.row("Node")), "NodeUniqueIndexSeek"},
		{w.where("Maker", plan.Compare{Left: w.value("Maker.id"), Op: plan.Gt, Value: "m/a"}), "NodeUniqueIndexSeekByRange"},
		{byName, "NodeIndexSeekByRange"},
		{w.where("Thing", plan.Match{Left: w.value("Thing.name"), How: plan.StartsWith, Text: "x"}), "NodeIndexSeekByRange"},
		{w.of("Maker", "m/a", w.row("Maker", plan.Degree{Hop: w.hop("Maker.makes")})), "getDegree"},
		{w.where("Maker", plan.Within{Hop: w.hop("Maker.in"), Where: plan.Missing{Left: w.value("Place.name")}}), "VarLengthExpand(Pruning,BFS"},
	} {
		text, params := cypher.Compile(&plan.Operation{Roots: []plan.Query{c.query}})
		if operators := w.explain(t, text, params); !strings.Contains(operators, c.operator) || strings.Contains(operators, "AllNodesScan") {
			t.Errorf("not by %s:\n%s\n%s", c.operator, text, operators)
		}
	}
	// Who finds an edge does not go through all edges at one end.
	for _, name := range []string{"MAKES", "ALLIED"} {
		text := cypher.Edges(w.Relation(name))
		if operators := w.explain(t, text, map[string]any{"rows": []any{[]any{int64(0), int64(1), ""}}}); !strings.Contains(operators, "Expand(Into)") {
			t.Errorf("all edges at one end are gone through:\n%s\n%s", text, operators)
		}
	}
}

// explain gives the operators by which a statement would be run.
func (w *world) explain(t *testing.T, text string, params map[string]any) string {
	t.Helper()
	session := w.session(t.Context(), neo4j.AccessModeRead)
	defer func() { _ = session.Close(t.Context()) }() // gives the connection back
	result, err := session.Run(t.Context(), "EXPLAIN "+text, params)
	if err != nil {
		t.Fatal(err)
	}
	summary, err := result.Consume(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var operators []string
	var walk func(neo4j.Plan)
	walk = func(p neo4j.Plan) {
		details, _ := p.Arguments()["Details"].(string)
		operators = append(operators, p.Operator()+" "+details)
		for _, child := range p.Children() {
			walk(child)
		}
	}
	walk(summary.Plan())
	slices.Reverse(operators)
	return strings.Join(operators, "\n")
}

func TestOpenRefuses(t *testing.T) {
	w := world{T: t}
	for uri, want := range map[string]string{
		"nonsense":           "nonsense is no address of Neo4j; write neo4j://HOST:7687 or bolt://HOST:7687, with +s after the scheme for TLS.",
		"bolt://127.0.0.1:1": "No Neo4j answers at bolt://127.0.0.1:1. Is it running, is the address right, and does it (not) want TLS (+s)?",
	} {
		_, err := Open(t.Context(), uri, w.Catalog, Options{})
		if found := fault.From(err); found.Code != fault.StoreUnavailable || found.Message != want {
			t.Errorf("%s: %s %s", uri, found.Code, found.Message)
		}
	}
}

func TestVersions(t *testing.T) {
	for agent, want := range map[string]string{
		"Neo4j/5.26.25":   "",
		"Neo4j/5.27-aura": "",
		"Neo4j/2026.09.0": "",
		"Neo4j/5.25.1":    "The server is Neo4j 5.25; Innograph needs 5.26 or later. Update the server.",
		"Neo4j/4.4.40":    "The server is Neo4j 4.4; Innograph needs 5.26 or later. Update the server.",
		"Other/1.0":       `The server calls itself "Other/1.0", which is no Neo4j.`,
	} {
		message := ""
		if err := checkVersion(agent); err != nil {
			message = err.Error()
		}
		if message != want {
			t.Errorf("%s: %s", agent, message)
		}
	}
}

func TestUnusable(t *testing.T) {
	options := Options{User: "ann", Database: "facts"}
	for code, want := range map[string]string{
		"Neo.ClientError.Security.Unauthorized":     `Neo4j at bolt://h does not let the user "ann" in with this password. Check INNOGRAPH_NEO4J_USER and INNOGRAPH_NEO4J_PASSWORD.`,
		"Neo.ClientError.Security.Forbidden":        `Neo4j at bolt://h does not let the user "ann" do what Innograph needs: read, write, and make constraints and indexes. The log has the reason.`,
		"Neo.ClientError.Database.DatabaseNotFound": `Neo4j at bolt://h has no database "facts". Check INNOGRAPH_NEO4J_DATABASE.`,
		"Neo.DatabaseError.General.UnknownError":    "Neo4j at bolt://h cannot be made ready. The log has the reason.",
	} {
		cause := &neo4j.Neo4jError{Code: code, Msg: "the driver's own words"}
		if got := unusable("bolt://h", options, cause).Message; got != want {
			t.Errorf("%s: %s", code, got)
		}
	}
	cause := &neo4j.Neo4jError{Code: "Neo.ClientError.Security.Unauthorized"}
	if got, want := unusable("bolt://h", Options{}, cause).Message, "Neo4j at bolt://h wants a user. Set INNOGRAPH_NEO4J_USER and INNOGRAPH_NEO4J_PASSWORD."; got != want {
		t.Error(got)
	}
}

func TestFailure(t *testing.T) {
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for code, want := range map[string]fault.Code{
		"Neo.ClientError.Transaction.TransactionTimedOut":                    fault.Timeout,
		"Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration": fault.Timeout,
		"Neo.TransientError.General.DatabaseUnavailable":                     fault.StoreUnavailable,
		"Neo.ClientError.Cluster.NotALeader":                                 fault.StoreUnavailable,
		"Neo.ClientError.Security.Unauthorized":                              fault.StoreUnavailable,
		"Neo.ClientError.Statement.SyntaxError":                              fault.Internal,
	} {
		cause := &neo4j.Neo4jError{Code: code, Msg: "the driver's own words"}
		failed := failure(t.Context(), cause)
		if failed.Code != want || strings.Contains(failed.Message, cause.Msg) || failed.Unwrap() == nil {
			t.Errorf("%s: %s %s", code, failed.Code, failed.Message)
		}
		if failed := failure(cancelled, cause); failed.Code != fault.Timeout {
			t.Errorf("%s, cancelled: %s", code, failed.Code)
		}
	}
}
