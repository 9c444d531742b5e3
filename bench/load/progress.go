package main

import (
	"fmt"
	"io"
	"iter"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"innograph/internal/catalog"
	"innograph/internal/store"
)

// progress is facts that tell how far somebody has gone through them: by a bar on a
// terminal, else by a line from time to time.
type progress struct {
	store.Stream
	of   int // nodes and edges
	done int
	seen map[string]int // of nodes, by type: some are gone through twice
	tell func(done int)
}

// every is how often there is a line.
const every = 10 * time.Second

func withProgress(facts store.Stream, size int, out *os.File) *progress {
	p := &progress{Stream: facts, of: size, seen: map[string]int{}}
	if term.IsTerminal(int(out.Fd())) {
		p.tell = bar(size, out)
	} else {
		p.tell = lines(size, out)
	}
	return p
}

func bar(size int, out io.Writer) func(int) {
	bar := progressbar.NewOptions(size, progressbar.OptionSetWriter(out), progressbar.OptionSetDescription("loading"),
		progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionThrottle(100*time.Millisecond))
	return func(done int) {
		if done == size {
			bar.Describe("making indexes")
		}
		_ = bar.Set(done) // what cannot be shown is no reason to stop
	}
}

func lines(size int, out io.Writer) func(int) {
	start := time.Now()
	next := start.Add(every)
	return func(done int) {
		now := time.Now()
		if done < size && now.Before(next) {
			return
		}
		next = now.Add(every)
		_, _ = fmt.Fprintf(out, "%d of %d nodes and edges (%d %%), %.0f a second\n", done, size, 100*done/size, float64(done)/now.Sub(start).Seconds())
	}
}

func (p *progress) step() {
	p.done++
	if p.done%1000 == 0 || p.done == p.of {
		p.tell(p.done)
	}
}

func (p *progress) NodesOf(of *catalog.Type) iter.Seq[*store.Node] {
	return func(yield func(*store.Node) bool) {
		passed := 0
		for n := range p.Stream.NodesOf(of) {
			if !yield(n) {
				return
			}
			if passed++; passed > p.seen[of.Name] {
				p.seen[of.Name] = passed
				p.step()
			}
		}
	}
}

func (p *progress) AllEdges() iter.Seq[*store.Edge] {
	return func(yield func(*store.Edge) bool) {
		for e := range p.Stream.AllEdges() {
			if !yield(e) {
				return
			}
			p.step()
		}
	}
}
