package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// process is a program that serves until it is stopped.
type process struct {
	command  *exec.Cmd
	input    io.Closer
	address  string
	messages bytes.Buffer
}

// start runs a program and waits for the line in which it prints its address, which is cut
// out between a word and the next white space.
func start(ctx context.Context, environment []string, before string, name string, args ...string) (*process, error) {
	p := &process{command: exec.CommandContext(ctx, name, args...)}
	p.command.Cancel = func() error { return p.command.Process.Signal(os.Interrupt) }
	p.command.WaitDelay = 30 * time.Second
	p.command.Env = append(os.Environ(), environment...)
	p.command.Stderr = &p.messages
	p.command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM}
	input, err := p.command.StdinPipe()
	if err != nil {
		return nil, err
	}
	output, err := p.command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := p.command.Start(); err != nil {
		return nil, err
	}
	p.input = input
	lines := bufio.NewReader(output)
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			return nil, fmt.Errorf("%s did not start: %w\n%s", name, errors.Join(err, p.command.Wait()), p.messages.String())
		}
		if at := strings.LastIndex(line, before); at >= 0 {
			p.address = strings.TrimRight(strings.Fields(line[at:])[0], "/")
			break
		}
	}
	go func() { _, _ = io.Copy(io.Discard, lines) }() // or it would wait for a reader
	return p, nil
}

// stop ends the program, in order.
func (p *process) stop() error {
	_ = p.command.Process.Signal(os.Interrupt) // it may have ended
	_ = p.input.Close()
	err := p.command.Wait()
	if _, ended := errors.AsType[*exec.ExitError](err); ended {
		return nil // by the signal
	}
	return err
}

// ticks a second, in which Linux counts the time of processes on every architecture of Go's.
const ticks = 100

// cpu is the processor time that the program has used so far.
func (p *process) cpu() time.Duration {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.command.Process.Pid))
	if err != nil {
		return 0 // not on Linux: there is no figure
	}
	// The program's name, in brackets, may hold anything.
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * time.Second / ticks
}

// memory is what the program holds and has held at most, in MB.
func (p *process) memory() (now, most int) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.command.Process.Pid))
	if err != nil {
		return 0, 0 // not on Linux: there is no figure
	}
	for line := range strings.Lines(string(status)) {
		fields := strings.Fields(line)
		switch fields[0] {
		case "VmRSS:":
			now, _ = strconv.Atoi(fields[1])
		case "VmHWM:":
			most, _ = strconv.Atoi(fields[1])
		}
	}
	return now / 1000, most / 1000
}
