package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// client keeps as many connections as are ever used at once.
var client = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64, DisableCompression: true}}

// sample is what was seen of a contender in one measurement.
type sample struct {
	requests  int
	took      time.Duration
	cpu       time.Duration // of its process
	latencies []time.Duration
}

// ask sends one request and gives the answer's body.
func ask(ctx context.Context, url string, body []byte) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	// It reads, so it is sent again over a new connection when a server has just closed an idle
	// one: for that it must be marked. An empty list is not sent.
	request.Header["Idempotency-Key"] = nil
	response, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }() // it is read to its end
	answer, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s answers %s: %s", url, response.Status, answer)
	}
	return answer, err
}

// drive sends requests over a number of connections, each the next as soon as it has an
// answer, until the time is over.
func drive(ctx context.Context, p *process, url string, bodies [][]byte, connections int, lasting time.Duration) (sample, error) {
	var next atomic.Int64
	var mutex sync.Mutex
	var s sample
	var failed error
	var all sync.WaitGroup
	cpu, begun := p.cpu(), time.Now()
	until := begun.Add(lasting)
	for range connections {
		all.Go(func() {
			var latencies []time.Duration
			var err error
			for at := time.Now(); err == nil && at.Before(until); {
				_, err = ask(ctx, url, bodies[int(next.Add(1))%len(bodies)])
				now := time.Now()
				latencies = append(latencies, now.Sub(at))
				at = now
			}
			mutex.Lock()
			defer mutex.Unlock()
			s.latencies = append(s.latencies, latencies...)
			if err != nil {
				failed = err
			}
		})
	}
	all.Wait()
	s.took, s.cpu, s.requests = time.Since(begun), p.cpu()-cpu, len(s.latencies)
	return s, failed
}

// figures sum up a contender's samples at one number of connections.
type figures struct {
	rate          float64 // requests a second: the median of the rounds
	cpu           float64 // milliseconds of the process a request, over all rounds
	p50, p95, p99 time.Duration
}

func sum(samples []sample) figures {
	var f figures
	var rates []float64
	var latencies []time.Duration
	var cpu time.Duration
	for _, s := range samples {
		rates = append(rates, float64(s.requests)/s.took.Seconds())
		latencies = append(latencies, s.latencies...)
		cpu += s.cpu
	}
	slices.Sort(rates)
	slices.Sort(latencies)
	at := func(share float64) time.Duration { return latencies[int(share*float64(len(latencies)-1))] }
	f.rate = rates[len(rates)/2]
	f.cpu = float64(cpu) / float64(time.Millisecond) / float64(len(latencies))
	f.p50, f.p95, f.p99 = at(.5), at(.95), at(.99)
	return f
}
