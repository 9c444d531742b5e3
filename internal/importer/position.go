package importer

import (
	"context"
	"encoding/json"
	"fmt"

	"innograph/internal/store"
)

// position is how far an import has come. It is noted in the transaction of each batch.
type position struct {
	Pass     pass  `json:"pass"`
	File     int   `json:"file"`
	Rows     int   `json:"rows"`     // of the file, in this pass
	Rejected int64 `json:"rejected"` // bytes of the file of rejected rows
	Tally    Tally `json:"tally"`
}

// before tells whether a file in a pass was gone through by then.
func (p position) before(other position) bool {
	return p.Pass < other.Pass || p.Pass == other.Pass && p.File < other.File
}

// begun finds where an earlier import of the same files by the same mapping was cut off.
func (r *run) begun(ctx context.Context) (at position, found bool, err error) {
	notes, err := r.store.Notes(ctx, store.ImportNote)
	if err != nil {
		return at, false, err
	}
	note, found := notes[r.inputs.digest]
	if !found {
		return at, false, nil
	}
	if err := json.Unmarshal([]byte(note), &at); err != nil {
		return at, false, fmt.Errorf("the note of how far the import has come: %w", err)
	}
	return at, true, nil
}

// note keeps a position.
func (r *run) note(ctx context.Context, tx store.Tx, at position) error {
	text, err := json.Marshal(at)
	if err != nil {
		return err
	}
	return tx.PutNotes(ctx, store.ImportNote, map[string]string{r.inputs.digest: string(text)})
}

// forget drops the note once all is done.
func (r *run) forget(ctx context.Context) error {
	return r.store.Write(ctx, func(ctx context.Context, tx store.Tx) error {
		return tx.DropNotes(ctx, store.ImportNote, []string{r.inputs.digest})
	})
}
