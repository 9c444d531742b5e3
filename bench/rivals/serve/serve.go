// Package serve is what the hand-written rivals share: a minimal HTTP server, without any
// of what a real one needs beside its answers.
package serve

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"

	"innograph/bench/shapes"
)

// Answer gives the `data` of a response, as JSON, for a shape's variables. Objects have
// the names of the shape's GraphQL response.
type Answer func(ctx context.Context, variables map[string]any) ([]byte, error)

// Flags reads the command line: the store's address, and that to listen on.
func Flags() (store, addr string) {
	s := flag.String("store", "", "the store's `address`")
	a := flag.String("addr", "127.0.0.1:0", "the `address` to listen on")
	flag.Parse()
	return *s, *a
}

// Run answers POST /SHAPE with a JSON object of variables, for each shape that has the
// file, until it is interrupted. It prints its address once it listens.
func Run(addr, file string, open func(shape, text string) (Answer, error)) {
	if err := run(addr, file, open); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(addr, file string, open func(shape, text string) (Answer, error)) error {
	mux := http.NewServeMux()
	for _, shape := range shapes.Names {
		text := shapes.Text(shape, file)
		if text == "" {
			continue
		}
		answer, err := open(shape, text)
		if err != nil {
			return fmt.Errorf("%s: %w", shape, err)
		}
		mux.Handle("POST /"+shape, handler(answer))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	if err != nil {
		return err
	}
	fmt.Fprintf(os.Stdout, "http://%s\n", listener.Addr())
	server := &http.Server{Handler: mux}
	go func() { <-ctx.Done(); _ = server.Close() }()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func handler(answer Answer) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		var variables map[string]any
		if err := json.Unmarshal(body, &variables); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		for name, value := range variables {
			if number, ok := value.(float64); ok {
				variables[name] = int64(number) // there are no others
			}
		}
		data, err := answer(r.Context(), variables)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		for _, part := range [][]byte{[]byte(`{"data":`), data, []byte("}")} {
			_, _ = w.Write(part)
		}
	})
}
