package neo4jstore

import "context"

// send runs a statement with rows, and gives its answer: nil where it has none.
type send func(ctx context.Context, text string, rows []any) (any, error)

// pipeline runs a few statements at once, beside the one goroutine that makes them up and
// is told of their answers.
type pipeline struct {
	send    send
	width   int
	running []*sent // in order
}

type sent struct {
	answer any
	err    error
	ended  chan struct{}
	told   func(answer any) error // nil where nobody wants to know
}

// submit starts a statement, when there is room for it. told is called with its answer,
// by this goroutine, in a later call of submit or drain.
func (p *pipeline) submit(ctx context.Context, text string, rows []any, told func(any) error) error {
	for len(p.running) >= p.width {
		if err := p.settle(); err != nil {
			return err
		}
	}
	s := &sent{ended: make(chan struct{}), told: told}
	p.running = append(p.running, s)
	go func() {
		defer close(s.ended)
		s.answer, s.err = p.send(ctx, text, rows)
	}()
	return nil
}

// settle waits for the statement that has been running longest.
func (p *pipeline) settle() error {
	s := p.running[0]
	p.running = p.running[1:]
	<-s.ended
	if s.err != nil || s.told == nil {
		return s.err
	}
	return s.told(s.answer)
}

// drain waits for all of them.
func (p *pipeline) drain() error {
	for len(p.running) > 0 {
		if err := p.settle(); err != nil {
			return err
		}
	}
	return nil
}

// abandon waits until nothing runs any more, whatever came of it.
func (p *pipeline) abandon() {
	for _, s := range p.running {
		<-s.ended
	}
	p.running = nil
}
