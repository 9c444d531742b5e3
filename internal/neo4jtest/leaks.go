package neo4jtest

import "go.uber.org/goleak"

// Running tells goleak of the goroutine that belongs to the binary's server, and so ends
// with the binary: it takes the server's messages.
func Running() goleak.Option {
	return goleak.IgnoreAnyFunction("os/exec.(*Cmd).writerDescriptor.func1")
}
