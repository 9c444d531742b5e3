package faults_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"innograph/internal/neo4jtest"
)

// startWriting starts the program on a store without a seed, and asks it as an
// administrator from then on.
func startWriting(t *testing.T, address string) *program {
	t.Helper()
	const token = "synthetic-token-of-kim"
	file := filepath.Join(t.TempDir(), "tokens")
	if err := os.WriteFile(file, []byte("admin kim "+token), 0o600); err != nil {
		t.Fatal(err)
	}
	p := start(t, "--store", address, "--seed", "none", "--tokens-file", file)
	p.token = token
	return p
}

// killedWriting kills the program again and again while clients write, and audits what is
// left each time. What was not acknowledged the clients repeat. Before the last kill
// something else happens.
func killedWriting(t *testing.T, address string, kills int, atLast func()) {
	t.Helper()
	all, random := newClients(7), rand.New(rand.NewPCG(7, 7))
	unanswered, found := 0, 0
	for round := range kills {
		p := startWriting(t, address)
		var killed atomic.Bool
		writing := all.write(t, p, &killed)
		more := func(writes int64) {
			before := all.done.Load()
			until(t, "clients write", func() bool { return t.Failed() || all.done.Load() >= before+writes })
		}
		more(4)
		if round == kills-1 && atLast != nil {
			atLast()
			more(10)
		}
		// The moment is one that nothing in a write decides.
		for range random.IntN(60) {
			if _, err := p.ask(t.Context(), `{ __typename }`); err != nil {
				t.Errorf("a request without an answer: %v", err)
			}
		}
		killed.Store(true)
		_ = p.command.Process.Kill()
		_ = p.ended()
		writing.Wait()

		audit(t, address, all.requests())
		for _, one := range all.each {
			if r := one.unanswered(); r != nil {
				unanswered++
				if r.found != 0 {
					found++
				}
			}
		}
	}
	t.Logf("%d kills, %d writes acknowledged, %d not, of which %d were done", kills, all.done.Load(), unanswered, found)
	if unanswered == 0 {
		t.Error("no kill met a write")
	}
	p := startWriting(t, address)
	all.again(t, p)
	p.stop(t)
	audit(t, address, all.requests())
}

func TestSQLiteKilledWriting(t *testing.T) {
	killedWriting(t, "sqlite:"+filepath.Join(t.TempDir(), "graph.db"), 25, nil)
}

func TestNeo4jWriting(t *testing.T) {
	server := neo4jtest.New(t)
	t.Run("killed", func(t *testing.T) {
		killedWriting(t, server.URI, 4, func() {
			server.Kill()
			server.Restart(t)
		})
	})
	t.Run("two servers", func(t *testing.T) {
		twoServers(t, startWriting(t, server.URI), startWriting(t, server.URI))
	})
}

// twoServers has two programs on one database write to one node at the same time. Of those
// who have seen the same version one wins; the same request sent to both is done once.
func twoServers(t *testing.T, servers ...*program) {
	t.Helper()
	both := func(query func(server int) string) []answer {
		t.Helper()
		answers := make([]answer, len(servers))
		var asking sync.WaitGroup
		for i, p := range servers {
			asking.Go(func() {
				var err error
				if answers[i], err = p.ask(t.Context(), query(i)); err != nil {
					t.Error(err)
				}
			})
		}
		asking.Wait()
		return answers
	}
	servers[0].want(t, `mutation { upsertProducts(input: [{ id: "product/both", name: "Synthetic", newSources: [
		{ id: "source/both", title: "Synthetic", publisher: "Nobody", url: "https://example.org/", language: "en" }] }]) { created } }`, 200, "OK")
	wins := make([]int, len(servers))
	for round := range 20 {
		version, year := 1+round, func(server int) int { return 1000*(server+1) + round }
		answers := both(func(server int) string {
			return fmt.Sprintf(`mutation { patchProducts(input: [{ id: "product/both", year: %d, ifVersion: %d }]) { updated } }`, year(server), version)
		})
		winner := slices.IndexFunc(answers, func(a answer) bool { return a.code == "OK" })
		if winner < 0 {
			t.Fatalf("nobody wins: %s, %s", answers[0].body, answers[1].body)
		}
		for i, got := range answers {
			if want := map[bool]string{true: "OK", false: "CONFLICT"}[i == winner]; got.status != 200 || got.code != want {
				t.Fatalf("server %d: got %d %s, want %s: %s", i, got.status, got.code, want, got.body)
			}
		}
		wins[winner]++
		want := fmt.Sprintf(`{"data":{"product":{"version":%d,"year":%d}}}`, version+1, year(winner))
		for _, got := range both(func(int) string { return `{ product(id: "product/both") { version year } }` }) {
			if string(got.body) != want {
				t.Errorf("got %s, want %s", got.body, want)
			}
		}
		once := both(func(int) string {
			return fmt.Sprintf(`mutation { upsertProducts(idempotencyKey: "round %d", input: [{ id: "product/round-%[1]d", name: "Synthetic", sources: ["source/both"] }]) { created sequence } }`, round)
		})
		if once[0].code != "OK" || string(once[0].body) != string(once[1].body) {
			t.Errorf("the same request gives %s and %s", once[0].body, once[1].body)
		}
	}
	t.Logf("the servers win %v times", wins)
}
