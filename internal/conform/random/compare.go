package random

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
)

// Asker answers operations: an engine, or the evaluator that judges them.
type Asker interface {
	Name() string
	Ask(ctx context.Context, query string, variables json.RawMessage) (Reply, error)
}

// Reply is an answer as far as it is compared.
type Reply struct {
	Code       string          // of the first error; "" where there is none
	Data       json.RawMessage // nil where the operation is refused
	Statements int             // sent to the engine
	Why        string          // it failed, for whoever reads the report
}

// Difference is what two askers do not agree on.
type Difference struct {
	Text      string // the operation
	Variables json.RawMessage
	Judge     Reply
	Engine    string
	Reply     Reply
	What      string
}

func (d *Difference) String() string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s: %s\n\n%s", d.Engine, d.What, d.Text)
	if d.Variables != nil {
		fmt.Fprintf(&out, "\nvariables %s\n", d.Variables)
	}
	for _, side := range []struct {
		name       string
		own, other Reply
	}{{"want", d.Judge, d.Reply}, {"got ", d.Reply, d.Judge}} {
		fmt.Fprintf(&out, "\n%s %s %s %s", side.name, side.own.Code, side.own.Why, shortened(side.own.Data, side.other.Data))
	}
	out.WriteByte('\n')
	return out.String()
}

// shortened shows a long text around the place where it differs from another.
func shortened(a, b []byte) string {
	const around = 1500
	at := 0
	for at < len(a) && at < len(b) && a[at] == b[at] {
		at++
	}
	from, to := max(0, at-around), min(len(a), at+around)
	return string(a[from:to])
}

// Tally counts what was compared.
type Tally struct {
	Operations int            // answers compared; an operation with cursors gives two
	Turned     int            // of these, those with cursors of an earlier answer
	Codes      map[string]int // of errors
	Beyond     int            // refused for a limit that the evaluator does not know
	Asked      map[string]int // answers by engine
	Bytes      int            // of data in all
}

// Compare asks everyone the operation: first without its cursors, then with those that
// each gave in its own answer. It gives nil where all agree with the judge.
func Compare(ctx context.Context, judge Asker, engines []Asker, o *Operation, tally *Tally) (*Difference, error) {
	replies, different, err := compare(ctx, judge, engines, o, nil, tally)
	if different != nil || err != nil || len(o.Cursors()) == 0 || replies == nil {
		return different, err
	}
	cursors := make([]map[string]string, len(replies))
	for i, reply := range replies {
		cursors[i] = map[string]string{}
		for _, cursor := range o.Cursors() {
			if found, ok := cursor.in(reply.Data); ok {
				cursors[i][cursor.Variable] = found
			}
		}
	}
	if len(cursors[0]) == 0 {
		return nil, nil
	}
	if tally != nil {
		tally.Turned++
	}
	_, different, err = compare(ctx, judge, engines, o, cursors, tally)
	return different, err
}

// compare asks once; the replies are nil where all refuse. The judge's comes first.
func compare(ctx context.Context, judge Asker, engines []Asker, o *Operation, cursors []map[string]string, tally *Tally) ([]Reply, *Difference, error) {
	text := o.Text()
	given := func(i int) json.RawMessage {
		if cursors == nil {
			return o.Given(nil)
		}
		return o.Given(cursors[i])
	}
	want, err := judge.Ask(ctx, text, given(0))
	if err != nil {
		return nil, nil, err
	}
	if tally != nil {
		tally.Operations++
		tally.Bytes += len(want.Data)
		if want.Code != "" {
			tally.Codes[want.Code]++
		}
	}
	replies := []Reply{want}
	for i, engine := range engines {
		got, err := engine.Ask(ctx, text, given(i+1))
		if err != nil {
			return nil, nil, fmt.Errorf("%w\n%s\n%s", err, text, given(i+1))
		}
		if tally != nil {
			tally.Asked[engine.Name()]++
		}
		beyond := got.Code == "LIMIT_EXCEEDED" && got.Data == nil && (want.Code != got.Code || want.Data != nil) // whatever else is wrong with it
		what := differs(want, got)
		if beyond {
			what = ""
		}
		if i > 0 && what == "" && (got.Code != replies[1].Code || string(got.Data) != string(replies[1].Data)) {
			want, what = replies[1], "answers otherwise than "+engines[0].Name()
		}
		if what != "" {
			return nil, &Difference{Text: text, Variables: given(i + 1), Judge: want, Engine: engine.Name(), Reply: got, What: what}, nil
		}
		if beyond {
			if tally != nil && i == 0 {
				tally.Beyond++
			}
			want = Reply{Code: got.Code}
		}
		replies = append(replies, got)
	}
	if want.Data == nil {
		return nil, nil, nil
	}
	return replies, nil, nil
}

var cursorValue = regexp.MustCompile(`"(cursor|startCursor|endCursor)":"([^"\\]*)"`)

// differs says in what a reply differs from the judge's, "" for nothing. Cursors are
// opaque: it is enough that rows that are the same to the judge are to the engine.
func differs(want, got Reply) string {
	switch {
	case want.Code != got.Code:
		return fmt.Sprintf("code %q, want %q", got.Code, want.Code)
	case want.Data == nil && got.Statements != 0:
		return "it sent a statement for an operation that is refused"
	case got.Statements > 1:
		return fmt.Sprintf("it sent %d statements", got.Statements)
	}
	blank := []byte(`"$1":"…"`)
	if string(cursorValue.ReplaceAll(want.Data, blank)) != string(cursorValue.ReplaceAll(got.Data, blank)) {
		return "other data"
	}
	known := map[string]string{}
	theirs := cursorValue.FindAllSubmatch(got.Data, -1)
	for i, own := range cursorValue.FindAllSubmatch(want.Data, -1) {
		row, cursor := string(own[2]), string(theirs[i][2])
		if before, ok := known[row]; ok && before != cursor {
			return "two cursors for one row: " + before + " and " + cursor
		}
		known[row] = cursor
	}
	return ""
}

// in finds the cursor in the data of an answer.
func (c Cursor) in(data json.RawMessage) (string, bool) {
	var value any
	if err := json.Unmarshal(data, &value); err != nil {
		return "", false
	}
	return c.follow(value, c.Path)
}

func (c Cursor) follow(value any, path []string) (string, bool) {
	switch v := value.(type) {
	case string:
		return v, len(path) == 0
	case map[string]any:
		if len(path) > 0 {
			return c.follow(v[path[0]], path[1:])
		}
	case []any:
		if len(v) == 0 {
			return "", false
		}
		if path[0] == "*" {
			path = path[1:]
		}
		return c.follow(v[c.Pick%len(v)], path)
	}
	return "", false
}
