package main

import (
	"context"
	"encoding/json"
	"fmt"

	"innograph/internal/conform"
)

// cases are the analyses, each as a client asks it, from entities of a type ($id). Paths
// lead to another of the same type ($other).
var cases = []struct{ name, from, query string }{
	{"technologyGaps, region", "regions", `query ($id: ID!) {
		a: technologyGaps(scope: { region: $id }) { totalCount cut nodes { technology { id name } kinds severity terms { name value } candidates { organization { id name } score } } } }`},
	{"technologyGaps, organization", "enterprises", `query ($id: ID!) {
		a: technologyGaps(scope: { organizations: [$id] }) { totalCount cut nodes { technology { id name } kinds severity terms { name value } candidates { organization { id name } score } } } }`},
	{"supplyChain", "enterprises", `query ($id: ID!) {
		a: supplyChain(of: $id) { cut tiers { level members { entity { id name } } } links { supplier { id } customer { id } } singleSources { entity { id name } organization { id name } } } }`},
	{"disruption", "enterprises", `query ($id: ID!) {
		a: disruption(of: [$id]) { cut countsByStatus { status count } affected { entity { id name } status because { entity { id name } relation } } } }`},
	{"disruption", "technologies", `query ($id: ID!) {
		a: disruption(of: [$id]) { cut countsByStatus { status count } affected { entity { id name } status because { entity { id name } relation } } } }`},
	{"innovationChains", "enterprises", chains},
	{"innovationChains", "technologies", chains},
	{"innovationChains", "events", chains},
	{"paths", "enterprises", `query ($id: ID!, $other: ID!) {
		a: paths(from: $id, to: $other) { cut length score steps { entity { id name } relation direction } } }`},
	{"partnerAdvice", "enterprises", advice},
	{"partnerAdvice", "technologies", advice},
	{"neighbourhood", "enterprises", neighbourhood},
	{"neighbourhood", "regions", neighbourhood},
}

const (
	chains = `query ($id: ID!) {
		a: innovationChains(through: $id) { totalCount cut nodes { score missing steps { stage entity { id name } relation } } } }`
	advice = `query ($id: ID!) {
		a: partnerAdvice(for: $id) { cut organization { id name } score terms { name value explanation } } }`
	neighbourhood = `query ($id: ID!) {
		a: neighbourhood(of: $id) { cut nodes { entity { id name } distance } links { from { id } to { id } relation } } }`
)

// start is an entity to begin with.
type start struct {
	what   string
	id     string
	other  string // of the same type
	degree int64
}

// startsOf picks the entity of a type with the most edges, and three with the last ids,
// which nothing sets apart.
func startsOf(ctx context.Context, server *conform.Engine, field string) ([]start, error) {
	query := fmt.Sprintf(`{
		hubs: %[1]s(orderBy: [{ field: DEGREE, direction: DESC }], first: 2) { nodes { id degree } }
		others: %[1]s(orderBy: [{ field: ID, direction: DESC }], first: 100) { nodes { id degree } }
	}`, field)
	answer, err := server.Ask(ctx, query, nil)
	if err != nil {
		return nil, err
	}
	type found struct {
		Nodes []struct {
			ID     string
			Degree int64
		}
	}
	var response struct {
		Data struct{ Hubs, Others found }
	}
	if err := json.Unmarshal(answer.Response, &response); err != nil {
		return nil, err
	}
	hubs, others := response.Data.Hubs.Nodes, response.Data.Others.Nodes
	if len(hubs) < 2 || len(others) < 100 {
		return nil, fmt.Errorf("the store has too few %s: %s", field, answer.Response)
	}
	starts := []start{{"most edges: " + field, hubs[0].ID, hubs[1].ID, hubs[0].Degree}}
	for _, i := range []int{0, 33, 66} {
		starts = append(starts, start{field, others[i].ID, others[i+33].ID, others[i].Degree})
	}
	return starts, nil
}
