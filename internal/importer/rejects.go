package importer

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"innograph/internal/lines"
)

// rejects is the file of rejected rows: JSON Lines, one for each reason. It is there only
// if there are any.
type rejects struct {
	path string
	file *os.File
	size int64
}

// openAt goes on in the file as it was at an earlier size.
func (f *rejects) openAt(size int64) error {
	if size == 0 {
		if err := os.Remove(f.path); err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("the file for rejected rows, %s, is left of an earlier import and cannot be replaced: %w", f.path, reason(err))
		}
		return nil
	}
	return f.rewind(size)
}

// rewind makes the file as long as it was, so that what was written for a transaction that
// came to nothing is not in it.
func (f *rejects) rewind(size int64) error {
	if f.file == nil {
		file, err := os.OpenFile(f.path, os.O_CREATE|os.O_WRONLY, 0o600)
		if err != nil {
			return fmt.Errorf("the file for rejected rows, %s, cannot be written: %w", f.path, reason(err))
		}
		f.file = file
	}
	info, err := f.file.Stat()
	if err != nil {
		return err
	}
	f.size = min(size, info.Size())
	if err := f.file.Truncate(f.size); err != nil {
		return err
	}
	_, err = f.file.Seek(f.size, 0)
	return err
}

// write appends rejected rows behind a size, and sees to it that they are on the disk.
func (f *rejects) write(behind int64, rejected []rejection) error {
	if len(rejected) == 0 {
		return nil
	}
	if err := f.rewind(behind); err != nil {
		return err
	}
	out := bufio.NewWriter(f.file)
	written := int64(0)
	for i := range rejected {
		line, err := rejected[i].text()
		if err != nil {
			return err
		}
		n, err := out.Write(append(line, '\n'))
		written += int64(n)
		if err != nil {
			return fmt.Errorf("the file for rejected rows, %s, cannot be written: %w", f.path, reason(err))
		}
	}
	if err := errors.Join(out.Flush(), f.file.Sync()); err != nil {
		return fmt.Errorf("the file for rejected rows, %s, cannot be written: %w", f.path, reason(err))
	}
	f.size += written
	return nil
}

func (f *rejects) close() error {
	if f.file == nil {
		return nil
	}
	return f.file.Close()
}

// largestRow is how large a row may be to stand beside the reason.
const largestRow = 4 << 10

// text is the line of a rejection.
func (r *rejection) text() ([]byte, error) {
	told := struct {
		File   string          `json:"file"`
		Line   int             `json:"line"`
		Reason string          `json:"reason"`
		Row    json.RawMessage `json:"row,omitempty"`
	}{r.file, r.line, r.reason, nil}
	if r.values != nil {
		if row, err := lines.Encode(r.values); err == nil && len(row) <= largestRow {
			told.Row = row
		}
	}
	return json.Marshal(told)
}
