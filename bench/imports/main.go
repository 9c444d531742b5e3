// Command imports says how fast files come into a store, and how much memory that takes:
// synthetic tables of products and of what is part of what, of any size, imported by the
// program itself.
//
//	go run ./bench/imports [--rows 1000000] [--store sqlite:.cache/imports.db] [--flags '--bulk'] [--most 512]
//
// The store should be empty. It ends with an error when the program took more memory than
// is allowed, or does not end well.
package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

func main() {
	rows := flag.Int("rows", 1_000_000, "rows of products; there are as many of parts")
	store := flag.String("store", "sqlite:.cache/imports.db", "the store's `address`, as the server takes it")
	more := flag.String("flags", "", "more flags for the import, such as --bulk")
	most := flag.Int64("most", 512, "the most memory that the import may take, in MiB")
	flag.Parse()
	if err := run(*rows, *store, strings.Fields(*more), *most); err != nil {
		fmt.Fprintf(os.Stderr, "imports: %s\n", err)
		os.Exit(1)
	}
}

func run(rows int, store string, flags []string, most int64) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	return measure(ctx, rows, store, flags, most)
}

const mapping = `# Synthetic.
sources: {id: source/synthetic, title: Synthetic products, publisher: bench/imports, url: https://example.org/, language: en}
tables:
  - files: products.csv
    nodes:
      product: {type: Product, id: 'product/{id}', set: {name: '{name}', category: '{category}', year: '{year}'}}
  - files: parts.csv
    nodes:
      part: {type: Product, id: 'product/{part}', refer: true}
      whole: {type: Product, id: 'product/{whole}', refer: true}
    edges:
      - {type: COMPONENT_OF, from: part, to: whole}
`

// measure imports first the products and then the parts.
func measure(ctx context.Context, rows int, store string, flags []string, most int64) (err error) {
	dir, err := os.MkdirTemp("", "innograph-imports-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if err := write(dir, rows); err != nil {
		return err
	}
	binary := filepath.Join(dir, "innograph")
	build := exec.CommandContext(ctx, "go", "build", "-o", binary, ".")
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("the program cannot be built: %w\n%s", err, out)
	}
	fmt.Println("| file | rows | seconds | rows a second | CPU seconds | peak memory |\n|---|---|---|---|---|---|")
	for _, name := range []string{"products.csv", "parts.csv"} {
		args := append([]string{"import", "--store", store, "--seed", "none", "--mapping", filepath.Join(dir, "mapping.yaml")}, flags...)
		command := exec.CommandContext(ctx, binary, append(args, filepath.Join(dir, name))...)
		command.Stderr = os.Stderr
		start := time.Now()
		if out, err := command.Output(); err != nil {
			return fmt.Errorf("the import of %s: %w\n%s", name, err, out)
		}
		took := time.Since(start).Seconds()
		peak := command.ProcessState.SysUsage().(*syscall.Rusage).Maxrss >> 10
		cpu := command.ProcessState.UserTime() + command.ProcessState.SystemTime()
		fmt.Printf("| %s | %d | %.1f | %.0f | %.1f | %d MiB |\n", name, rows, took, float64(rows)/took, cpu.Seconds(), peak)
		if peak > most {
			return fmt.Errorf("the import of %s took %d MiB, and may take %d", name, peak, most)
		}
	}
	return nil
}

// write writes the tables and the mapping.
func write(dir string, rows int) error {
	if err := os.WriteFile(filepath.Join(dir, "mapping.yaml"), []byte(mapping), 0o600); err != nil {
		return err
	}
	err := table(filepath.Join(dir, "products.csv"), "id,name,category,year", rows, func(i int) string {
		return fmt.Sprintf("p%d,Synthetic product %d,category %d,%d", i, i, i%97, 1950+i%70)
	})
	if err != nil {
		return err
	}
	return table(filepath.Join(dir, "parts.csv"), "part,whole", rows, func(i int) string {
		return fmt.Sprintf("p%d,p%d", i, (i*7919+1)%rows)
	})
}

func table(path, columns string, rows int, row func(int) string) (err error) {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	out := bufio.NewWriter(file)
	fmt.Fprintln(out, columns)
	for i := range rows {
		fmt.Fprintln(out, row(i))
	}
	return out.Flush()
}
