// Package faults holds tests of the real program with real parts that fail: databases
// that go away, files that cannot be read or written, clients that hang up, signals.
package faults
