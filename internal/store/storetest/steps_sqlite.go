package storetest

import (
	"context"
	"errors"
	"regexp"
	"strings"

	"innograph/internal/plan"
	"innograph/internal/sqlite"
)

// through is a step through a table of nodes or edges; with an index it goes as far as its
// rows are wanted.
var through = regexp.MustCompile(`^SCAN ([ne]\d+|node)( USING|$)`)

// Steps are what EXPLAIN QUERY PLAN says, without the lines that only say what a step is
// part of.
func (d sqliteDatabase) Steps(ctx context.Context, operation *plan.Operation) (steps []Step, err error) {
	text, args := sqlite.Compile(operation)
	rows, err := d.db.QueryContext(ctx, "EXPLAIN QUERY PLAN "+text, args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	scans := map[int]int{}    // by what they are part of
	made := map[string]bool{} // by other steps
	for rows.Next() {
		var id, parent, unused int
		var text string
		if err := rows.Scan(&id, &parent, &unused, &text); err != nil {
			return nil, err
		}
		switch {
		case strings.HasPrefix(text, "CO-ROUTINE "), strings.HasPrefix(text, "MATERIALIZE "):
			made[text[strings.Index(text, " ")+1:]] = true
		case through.MatchString(text) && !made[strings.TrimPrefix(text, "SCAN ")]:
			scans[parent] = len(steps)
			steps = append(steps, Step{Text: text, Whole: !strings.Contains(text, "USING")})
		case strings.HasPrefix(text, "SEARCH "):
			steps = append(steps, Step{Text: text})
		case text == "USE TEMP B-TREE FOR ORDER BY":
			if at, ok := scans[parent]; ok {
				steps[at].Whole = true // sorted only when all has been seen
			}
			steps = append(steps, Step{Text: text})
		}
	}
	return steps, rows.Err()
}
