package faults_test

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// The program is told to stop under load. What is under way is finished, new connections
// are refused, and it ends well.
func TestStopUnderLoad(t *testing.T) {
	p := start(t, "--store", "sqlite::memory:")
	address := strings.TrimPrefix(p.url, "http://")

	// Requests of which the program has the first half: they are under way.
	const body = `{"query": "{ products { totalCount } }"}`
	type request struct {
		net.Conn
		answers *bufio.Reader
	}
	half := make([]request, 10)
	for i := range half {
		conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = conn.Close() }()
		half[i] = request{conn, bufio.NewReader(conn)}
		head := fmt.Sprintf("POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\nExpect: 100-continue\r\n\r\n", len(body))
		if _, err := conn.Write([]byte(head)); err != nil {
			t.Fatal(err)
		}
		// It asks for the rest when the handler reads the body.
		response, err := http.ReadResponse(half[i].answers, nil)
		if err != nil || response.StatusCode != http.StatusContinue {
			t.Fatalf("got %v, %v", response, err)
		}
		_ = response.Body.Close() // there is none yet
	}

	// And whole ones, from many clients, until they are refused.
	var clients sync.WaitGroup
	for range 8 {
		clients.Go(func() {
			for {
				got, err := p.ask(t.Context(), quick)
				if err != nil {
					return
				}
				if got.status != http.StatusOK || got.code != "OK" {
					t.Errorf("got %d %s: %s", got.status, got.code, got.body)
				}
			}
		})
	}
	p.signal(t, syscall.SIGTERM)
	until(t, "no new connections", func() bool {
		conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", address)
		if err == nil {
			_ = conn.Close()
		}
		return err != nil
	})
	for _, request := range half {
		if _, err := request.Write([]byte(body)); err != nil {
			t.Fatal(err)
		}
		response, err := http.ReadResponse(request.answers, nil)
		if err != nil {
			t.Fatal(err)
		}
		got, err := read(response)
		_ = response.Body.Close() // read to its end
		if err != nil || got.status != http.StatusOK || got.code != "OK" {
			t.Errorf("got %d %s, %v: %s", got.status, got.code, err, got.body)
		}
	}
	clients.Wait()
	if err := p.ended(); err != nil {
		t.Errorf("it did not end well: %v", err)
	}
}
