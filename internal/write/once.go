package write

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"innograph/internal/catalog"
	"innograph/internal/fault"
	"innograph/internal/lines"
	"innograph/internal/store"
)

// done is what is noted of a request: a digest of what it asked for, and what came of it.
type done struct {
	Asked   string      `json:"asked"`
	Nodes   []string    `json:"nodes,omitempty"`
	Edges   [][4]string `json:"edges,omitempty"` // relation, from, to, key
	Counts  [8]int      `json:"counts"`
	Last    int64       `json:"last"`
	Refused []refusal   `json:"refused,omitempty"`
}

type refusal struct {
	Part    Part       `json:"part"`
	Index   int        `json:"index"`
	Code    fault.Code `json:"code"`
	Message string     `json:"message"`
}

// noteKey is under what a request is noted. A key is its actor's own.
func noteKey(actor, key string) string { return fmt.Sprintf("%q %s", actor, key) }

func digest(asked string) string {
	sum := sha256.Sum256([]byte(asked))
	return hex.EncodeToString(sum[:])
}

// again gives the outcome of the same request, when it was done before.
func (s *session) again(o *options) (*Outcome, error) {
	key := noteKey(s.actor, o.key)
	notes, err := s.tx.Notes(s, store.RequestNote, []string{key})
	if err != nil {
		return nil, err
	}
	note, found := notes[key]
	if !found {
		return nil, nil
	}
	var was done
	if err := json.Unmarshal([]byte(note), &was); err != nil {
		return nil, fmt.Errorf("the note of request %q: %w", key, err)
	}
	if was.Asked != digest(o.asked) {
		return nil, fault.New(fault.Conflict, "The idempotency key %s was used for another request: take a new one for each.", lines.Shown(o.key))
	}
	return was.outcome(s.model), nil
}

// note keeps the outcome for when the request comes again.
func (s *session) note(o *options) error {
	out := s.outcome
	is := done{
		Asked: digest(o.asked), Nodes: out.Nodes, Last: out.Last,
		Counts: [8]int{out.Created, out.Updated, out.Unchanged, out.Deleted, out.Linked, out.Relinked, out.EdgesUnchanged, out.Unlinked},
	}
	for _, e := range out.Edges {
		is.Edges = append(is.Edges, [4]string{e.Relation.Name, e.From, e.To, e.Key})
	}
	for _, r := range out.Refused {
		is.Refused = append(is.Refused, refusal{r.Part, r.Index, r.Fault.Code, r.Fault.Message})
	}
	text, err := json.Marshal(is)
	if err != nil {
		return err
	}
	key := noteKey(s.actor, o.key)
	if err := s.tx.PutNotes(s, store.RequestNote, map[string]string{key: string(text)}); err != nil {
		return err
	}
	return s.age(key)
}

const (
	// requestAgeNote has for the time of a request, with its key behind, that key: so the
	// oldest requests are found.
	requestAgeNote = "request-age"
	// remembered is how long requests are kept at least, to be given again.
	remembered = 24 * time.Hour
	// forgotten is how many are forgotten at once: more than one, so that they do not pile up,
	// and so few that the write which does it takes no longer for them.
	forgotten = 100
)

// age notes when a request was made, and forgets some of those that are too old.
func (s *session) age(key string) error {
	now := time.Now()
	if err := s.tx.PutNotes(s, requestAgeNote, map[string]string{stamp(now) + " " + key: key}); err != nil {
		return err
	}
	old, err := s.tx.NotesBefore(s, requestAgeNote, stamp(now.Add(-remembered)), forgotten)
	if err != nil {
		return err
	}
	if err := s.tx.DropNotes(s, requestAgeNote, slices.Collect(maps.Keys(old))); err != nil {
		return err
	}
	return s.tx.DropNotes(s, store.RequestNote, slices.Collect(maps.Values(old)))
}

// outcome is the one that was noted.
func (d *done) outcome(model *catalog.Catalog) *Outcome {
	out := &Outcome{
		Nodes: d.Nodes, Last: d.Last,
		Created: d.Counts[0], Updated: d.Counts[1], Unchanged: d.Counts[2], Deleted: d.Counts[3],
		Linked: d.Counts[4], Relinked: d.Counts[5], EdgesUnchanged: d.Counts[6], Unlinked: d.Counts[7],
	}
	for _, e := range d.Edges {
		if relation := model.Relation(e[0]); relation != nil {
			out.Edges = append(out.Edges, EdgeRef{relation, e[1], e[2], e[3]})
		}
	}
	for _, r := range d.Refused {
		out.Refused = append(out.Refused, Refusal{r.Part, r.Index, fault.New(r.Code, "%s", r.Message)})
	}
	return out
}
