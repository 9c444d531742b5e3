package faults_test

import (
	"context"
	"slices"
	"sync"
	"testing"

	"innograph/internal/neo4jtest"
	"innograph/internal/store/storetest"
)

// Neo4j dies and comes back, under load. Every request meanwhile is answered, with data
// or with STORE_UNAVAILABLE; afterwards all is as before, and nothing is left behind.
func TestNeo4jGoesAndComesBack(t *testing.T) {
	server := neo4jtest.New(t)
	p := start(t, "--store", server.URI, "--timeout", "5s")
	wanted := p.want(t, quick, 200, "OK")

	load := func(done <-chan struct{}, met chan<- answer) *sync.WaitGroup {
		var clients sync.WaitGroup
		for range 8 {
			clients.Go(func() {
				for {
					select {
					case <-done:
						return
					default:
					}
					got, err := p.ask(t.Context(), quick)
					if err != nil {
						t.Errorf("a request without an answer: %v", err)
						return
					}
					select {
					case met <- got:
					case <-done:
					}
				}
			})
		}
		return &clients
	}
	waitFor := func(met <-chan answer, code string, in int) {
		t.Helper()
		row := 0
		until(t, code, func() bool {
			got := <-met
			switch {
			case got.code == "OK" && got.status == 200 && string(got.body) == string(wanted.body):
			case got.code == "STORE_UNAVAILABLE" && got.status == 503:
			case got.code == "TIMEOUT" && got.status == 504: // what was under way when the server died
			default:
				t.Errorf("got %d %s: %s", got.status, got.code, got.body)
			}
			if row++; got.code != code {
				row = 0
			}
			return row == in
		})
	}

	done, met := make(chan struct{}), make(chan answer)
	clients := load(done, met)
	waitFor(met, "OK", 100) // all connections are there
	goroutines, files := p.figure(t, "go_goroutines"), p.figure(t, "process_open_fds")
	server.Kill()
	waitFor(met, "STORE_UNAVAILABLE", 20)
	server.Restart(t)
	waitFor(met, "OK", 100)
	close(done)
	clients.Wait()

	p.client.CloseIdleConnections()
	const slack = 8 // connections are made as they are needed
	until(t, "no goroutine is left behind", func() bool { return p.figure(t, "go_goroutines") <= goroutines+slack })
	until(t, "no connection is left behind", func() bool { return p.figure(t, "process_open_fds") <= files+slack })
	p.stop(t)
	cutOff(t, server)
	killedLoad(t, server)
}

// cutOff has statements end before they are done: by their time, and by clients that hang
// up. The server stops working on them.
func cutOff(t *testing.T, server *neo4jtest.Server) {
	database, err := storetest.OpenNeo4j(server.URI)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = database.Close() }()
	works := func() bool {
		names, err := database.Working(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return slices.Contains(names, "Slow")
	}
	t.Run("by its time", func(t *testing.T) {
		p := start(t, "--store", server.URI, "--timeout", "3s")
		p.want(t, slow(), 504, "TIMEOUT")
		until(t, "the server lets go of it", func() bool { return !works() })
		p.want(t, quick, 200, "OK")
	})
	t.Run("by clients that hang up", func(t *testing.T) {
		p := start(t, "--store", server.URI, "--timeout", "1h")
		ctx, hangUp := context.WithCancel(t.Context())
		var clients sync.WaitGroup
		for range 3 {
			clients.Go(func() {
				if got, err := p.ask(ctx, slow()); err == nil {
					t.Errorf("answered with %d %s", got.status, got.code)
				}
			})
		}
		until(t, "the server works on it", works)
		hangUp()
		clients.Wait()
		until(t, "the server lets go of it", func() bool { return !works() })
		p.want(t, quick, 200, "OK")
	})
}

// killedLoad kills the program while it loads the seed: nothing of it stays, and the next
// start loads it all.
func killedLoad(t *testing.T, server *neo4jtest.Server) {
	t.Run("a load that is killed", func(t *testing.T) {
		if err := neo4jtest.Clear(t.Context(), server.URI); err != nil {
			t.Fatal(err)
		}
		database, err := storetest.OpenNeo4j(server.URI)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = database.Close() }()
		loads := func() bool {
			names, err := database.Working(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			return slices.Contains(names, "innograph: load")
		}
		p, output := launch(t, nil, "--store", server.URI)
		go drain(output)
		until(t, "the load is under way", loads)
		_ = p.command.Process.Kill()
		_ = p.ended()
		until(t, "the server lets go of it", func() bool { return !loads() })
		if left, err := database.Digest(t.Context()); err != nil || left.Rows != 0 {
			t.Errorf("%d nodes and edges are left, %v", left.Rows, err)
		}
		start(t, "--store", server.URI).want(t, quick, 200, "OK")
	})
}
