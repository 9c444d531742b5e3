package faults_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
)

// request is a write that a client asks for again and again, until it is told that it is done.
type request struct {
	query     string
	variables map[string]any
	entries   []string // that it leaves in the log, in any order; no other request leaves such

	found    int64  // the sequence of its last entry, when somebody looked; else 0
	sequence int64  // the same, as the client was told; 0 until then
	answer   string // what it was told
}

const (
	upsert = `mutation($input: [ProductInput!]!, $once: String!) { done: upsertProducts(input: $input, idempotencyKey: $once) { created updated unchanged sequence } }`
	link   = `mutation($input: [RelationEdgeInput!]!, $once: String!) { done: linkComponentOf(input: $input, idempotencyKey: $once) { created updated unchanged sequence } }`
	patch  = `mutation($input: [ProductPatch!]!, $once: String!) { done: patchProducts(input: $input, idempotencyKey: $once) { updated unchanged sequence } }`
	merge  = `mutation($from: ID!, $into: ID!, $once: String!) { done: mergeEntities(from: $from, into: $into, idempotencyKey: $once) { sequence } }`
	remove = `mutation($ids: [ID!]!, $once: String!) { done: deleteEntities(ids: $ids, cascade: true, idempotencyKey: $once) { deleted unlinked sequence } }`
)

// client writes one thing after the other, about synthetic products of its own.
type client struct {
	name   string
	random *rand.Rand
	groups int
	asked  []*request
	ahead  []*request
}

// unanswered is the request of which the client does not know whether it is done.
func (c *client) unanswered() *request {
	if n := len(c.asked); n > 0 && c.asked[n-1].sequence == 0 {
		return c.asked[n-1]
	}
	return nil
}

// request is the one that was not acknowledged yet, or the next one.
func (c *client) request() *request {
	if open := c.unanswered(); open != nil {
		return open
	}
	if len(c.ahead) == 0 {
		c.ahead = c.group()
	}
	next := c.ahead[0]
	c.ahead, c.asked = c.ahead[1:], append(c.asked, next)
	next.variables["once"] = fmt.Sprint(c.name, " ", len(c.asked))
	return next
}

// group is what becomes of three products. Each write is of several nodes, edges or both.
func (c *client) group() []*request {
	c.groups++
	id := func(kind, which string) string { return fmt.Sprintf("%s/%s-%d-%s", kind, c.name, c.groups, which) }
	source := func(which string) map[string]any {
		return map[string]any{"id": id("source", which), "title": "Synthetic", "publisher": "Nobody", "url": "https://example.org/", "language": "en"}
	}
	a, b, whole, own := id("product", "a"), id("product", "b"), id("product", "whole"), id("source", "own")
	product := func(id string) map[string]any {
		return map[string]any{"id": id, "name": "Synthetic " + id, "sources": []string{own}}
	}
	first := product(a)
	first["newSources"] = []any{source("own")}
	requests := []*request{{
		query: upsert, variables: map[string]any{"input": []any{first, product(b), product(whole)}},
		entries: []string{"CREATE Source " + own, "CREATE Product " + a, "CREATE Product " + b, "CREATE Product " + whole},
	}}
	parts, edges := []string{a, b}, []string{}
	perhaps := func() bool { return c.random.IntN(3) > 0 }
	if perhaps() {
		edge := func(from string) map[string]any {
			return map[string]any{"from": from, "to": whole, "sources": []string{own}}
		}
		second := edge(b)
		second["newSources"] = []any{source("link")}
		requests = append(requests, &request{
			query: link, variables: map[string]any{"input": []any{edge(a), second}},
			entries: []string{"CREATE Source " + id("source", "link"), "LINK COMPONENT_OF " + a + " " + whole, "LINK COMPONENT_OF " + b + " " + whole},
		})
		edges = parts
	}
	if perhaps() {
		values := func(id string) map[string]any { return map[string]any{"id": id, "year": 1900 + c.random.IntN(200)} }
		requests = append(requests, &request{
			query: patch, variables: map[string]any{"input": []any{values(a), values(b), values(whole)}},
			entries: []string{"UPDATE Product " + a, "UPDATE Product " + b, "UPDATE Product " + whole},
		})
	}
	if perhaps() {
		requests = append(requests, &request{
			query: merge, variables: map[string]any{"from": a, "into": b}, entries: []string{"MERGE Product " + a + " " + b},
		})
		parts = []string{b}
		edges = edges[:min(1, len(edges))]
		if len(edges) == 1 {
			edges = parts
		}
	}
	if perhaps() {
		gone := &request{query: remove, variables: map[string]any{"ids": append([]string{whole}, parts...)}, entries: []string{"DELETE Product " + whole}}
		for _, part := range parts {
			gone.entries = append(gone.entries, "DELETE Product "+part)
		}
		for _, part := range edges {
			gone.entries = append(gone.entries, "UNLINK COMPONENT_OF "+part+" "+whole)
		}
		requests = append(requests, gone)
	}
	return requests
}

// clients write at the same time.
type clients struct {
	each []*client
	done atomic.Int64 // writes
}

func newClients(seed uint64) *clients {
	all := &clients{}
	for i := range uint64(3) {
		all.each = append(all.each, &client{name: fmt.Sprint("client", i), random: rand.New(rand.NewPCG(seed, i))})
	}
	return all
}

// requests are all that were asked for.
func (c *clients) requests() []*request {
	var all []*request
	for _, one := range c.each {
		all = append(all, one.asked...)
	}
	return all
}

// write has all of them write until the program is gone, which is right once it is killed.
// While its database is away they try again.
func (c *clients) write(t *testing.T, p *program, killed *atomic.Bool) *sync.WaitGroup {
	t.Helper()
	var group sync.WaitGroup
	for _, one := range c.each {
		group.Go(func() {
			for {
				r := one.request()
				got, err := p.askWith(t.Context(), r.query, r.variables)
				switch {
				case err != nil:
					if !killed.Load() {
						t.Errorf("a request without an answer: %v", err)
					}
					return
				case got.status == 200 && got.code == "OK":
					r.acknowledge(t, got.body)
					c.done.Add(1)
				case got.code != "STORE_UNAVAILABLE" && got.code != "TIMEOUT":
					t.Errorf("%s with %v: got %d %s: %s", r.query, r.variables, got.status, got.code, got.body)
					return
				}
			}
		})
	}
	return &group
}

// acknowledge keeps what the client was told. What was found before cannot be done now.
func (r *request) acknowledge(t *testing.T, body []byte) {
	var told struct {
		Data struct{ Done struct{ Sequence int64 } }
	}
	if err := json.Unmarshal(body, &told); err != nil || told.Data.Done.Sequence == 0 {
		t.Errorf("%s gives %s, %v", r.query, body, err)
	}
	r.sequence, r.answer = told.Data.Done.Sequence, string(body)
	if r.found != 0 && r.found != r.sequence {
		t.Errorf("%s was done by %d, and is done again by %d", r.variables["once"], r.found, r.sequence)
	}
}

// again repeats some of the writes that are done: nothing happens, and the answers are the same.
func (c *clients) again(t *testing.T, p *program) {
	t.Helper()
	for _, one := range c.each {
		for range 10 {
			r := one.asked[one.random.IntN(len(one.asked))]
			if r.sequence == 0 {
				continue
			}
			got, err := p.askWith(t.Context(), r.query, r.variables)
			if err != nil || string(got.body) != r.answer {
				t.Errorf("%s repeated gives %s, %v; it gave %s", r.variables["once"], got.body, err, r.answer)
			}
		}
	}
}
