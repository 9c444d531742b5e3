package neo4jstore

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"innograph/internal/fault"
	"innograph/internal/neo4jtest"
	"innograph/internal/plan"
)

// TestNeo4jOutage takes the server away, and gives it back: the store goes on by itself.
func TestNeo4jOutage(t *testing.T) {
	uri := neo4jtest.Empty(t)
	w := empty(t)
	line := newLine(t, strings.TrimPrefix(uri, "bolt://"))
	s := w.open("bolt://" + line.address)
	dataset := &plan.Operation{Roots: []plan.Query{&plan.Dataset{Parts: []plan.DatasetPart{plan.DatasetNodes}}}}

	var group sync.WaitGroup
	for range 4 { // several connections, all of which will be dead
		group.Go(func() {
			if _, err := s.Read(t.Context(), dataset); err != nil {
				t.Error(reason(err))
			}
		})
	}
	group.Wait()
	line.cut()
	if _, err := s.Read(t.Context(), dataset); fault.From(err).Code != fault.StoreUnavailable {
		t.Errorf("without a server: %v", err)
	}
	if err := s.Ready(t.Context()); fault.From(err).Code != fault.StoreUnavailable {
		t.Errorf("ready without a server: %v", err)
	}
	line.mend(t)
	if err := s.Ready(t.Context()); err != nil {
		t.Error(reason(err))
	}
	for range 2 {
		line.drop() // connections alone, as by a firewall or a quick restart: nobody notices
		if _, err := s.Read(t.Context(), dataset); err != nil {
			t.Error(reason(err))
		}
		line.drop()
		if err := s.Ready(t.Context()); err != nil {
			t.Error(reason(err))
		}
	}
}

func TestNeo4jTimeout(t *testing.T) {
	w := empty(t)
	endless := statement{text: "UNWIND range(1, 1000000000000) AS i WITH i WHERE i % 7 = 8 RETURN count(i)", sent: w.Other}
	w.options.Timeout = 200 * time.Millisecond
	if _, err := w.ask(t.Context(), endless); fault.From(err).Code != fault.Timeout {
		t.Errorf("%v: %v", err, reason(err))
	}
	w.options.Timeout = defaultTimeout
	ctx, cancel := context.WithCancel(t.Context())
	endless.sent = cancel
	if _, err := w.ask(ctx, endless); fault.From(err).Code != fault.Timeout || !errors.Is(err, context.Canceled) {
		t.Errorf("%v: %v", err, reason(err))
	}
	if err := w.Ready(t.Context()); err != nil {
		t.Error(reason(err))
	}
}

// line forwards connections to a server until it is cut.
type line struct {
	address, to string
	listener    net.Listener
	mutex       sync.Mutex
	ends        []net.Conn
}

func newLine(t *testing.T, to string) *line {
	t.Helper()
	l := &line{to: to, address: "127.0.0.1:0"}
	l.mend(t)
	t.Cleanup(l.cut)
	return l
}

func (l *line) mend(t *testing.T) {
	t.Helper()
	listener, err := net.Listen("tcp", l.address)
	if err != nil {
		t.Fatal(err)
	}
	l.listener, l.address = listener, listener.Addr().String()
	go func() {
		for {
			near, err := listener.Accept()
			if err != nil {
				return
			}
			far, err := net.Dial("tcp", l.to)
			if err != nil {
				_ = near.Close() // the client learns that there is no server
				return
			}
			l.mutex.Lock()
			l.ends = append(l.ends, near, far)
			l.mutex.Unlock()
			go func() { _, _ = io.Copy(near, far) }() // ends with the connection
			go func() { _, _ = io.Copy(far, near) }() // ends with the connection
		}
	}()
}

func (l *line) drop() {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	for _, end := range l.ends {
		_ = end.Close() // may be closed already
	}
	l.ends = nil
}

func (l *line) cut() {
	_ = l.listener.Close() // may be closed already
	l.drop()
}
