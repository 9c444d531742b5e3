package importer

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/klauspost/compress/gzip"
)

// content is what is read of a file, plain, with how far it has been read.
type content struct {
	io.Reader
	file  *os.File
	plain int64 // bytes that were read, after decompressing
}

func (c *content) close() { _ = c.file.Close() } // only read

func (c *content) Read(into []byte) (int, error) {
	n, err := c.Reader.Read(into)
	c.plain += int64(n)
	return n, err
}

// offset is how far the file itself has been read.
func (c *content) offset() int64 {
	at, err := c.file.Seek(0, io.SeekCurrent)
	if err != nil {
		return 0 // what the progress shows is not worth an error
	}
	return at
}

// content opens a file; one that begins as gzip does is decompressed.
func (file *input) content() (*content, error) {
	opened, err := os.Open(file.path)
	if err != nil {
		return nil, reason(err)
	}
	buffered := bufio.NewReaderSize(opened, 1<<18)
	c := &content{Reader: buffered, file: opened}
	if magic, _ := buffered.Peek(2); string(magic) == "\x1f\x8b" {
		if c.Reader, err = gzip.NewReader(buffered); err != nil {
			return nil, errors.Join(fmt.Errorf("broken gzip: %w", err), opened.Close())
		}
	}
	return c, nil
}

// reason is an error of the file system without the name of the file.
func reason(err error) error {
	if at, ok := errors.AsType[*os.PathError](err); ok {
		return at.Err
	}
	return err
}
