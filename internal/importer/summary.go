package importer

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/dustin/go-humanize"

	"innograph/internal/write"
)

// Tally counts what was done.
type Tally struct {
	Rows     int `json:"rows"`
	LeftOut  int `json:"leftOut"`  // facts about what is not there, which a mapping lets pass
	Rejected int `json:"rejected"` // lines of the file of rejected rows

	Created   int `json:"created"`
	Updated   int `json:"updated"`
	Unchanged int `json:"unchanged"`

	Linked         int `json:"linked"`
	Relinked       int `json:"relinked"`
	EdgesUnchanged int `json:"edgesUnchanged"`
}

func (t *Tally) add(other *Tally) {
	t.Rows += other.Rows
	t.LeftOut += other.LeftOut
	t.Rejected += other.Rejected
}

// outcome adds what a batch changed.
func (t *Tally) outcome(o *write.Outcome) {
	t.Created += o.Created
	t.Updated += o.Updated
	t.Unchanged += o.Unchanged
	t.Linked += o.Linked
	t.Relinked += o.Relinked
	t.EdgesUnchanged += o.EdgesUnchanged
}

// Summary is what an import did.
type Summary struct {
	Tally
	DryRun       bool
	Resumed      bool
	RejectedFile string
	Took         time.Duration
}

// Changed tells whether anything in the graph is not as before.
func (s *Summary) Changed() bool { return s.Created+s.Updated+s.Linked+s.Relinked > 0 }

// Print tells it to people.
func (s *Summary) Print(to io.Writer) {
	var out strings.Builder
	if s.Resumed {
		out.WriteString("An earlier import of the same files had been cut off; this one went on where it was.\n")
	}
	fmt.Fprintf(&out, "%s rows read in %.1f s", humanize.Comma(int64(s.Rows)), s.Took.Seconds())
	if seconds := s.Took.Seconds(); seconds >= 1 && !s.Resumed {
		fmt.Fprintf(&out, " (%s a second)", humanize.Comma(int64(float64(s.Rows)/seconds)))
	}
	out.WriteString(".\n")
	if s.DryRun {
		out.WriteString("Nothing was written: this was a dry run.\n")
	} else {
		counts(&out, "nodes", s.Created, "created", s.Updated, "updated", s.Unchanged)
		counts(&out, "edges", s.Linked, "created", s.Relinked, "updated", s.EdgesUnchanged)
		if !s.Changed() {
			out.WriteString("Nothing changed: all of it was there.\n")
		}
	}
	if s.LeftOut > 0 {
		fmt.Fprintf(&out, "%s facts about what is not in the graph were left out, as the mapping says.\n", humanize.Comma(int64(s.LeftOut)))
	}
	if s.Rejected > 0 {
		fmt.Fprintf(&out, "%s rows or parts of rows were rejected: %s says which and why.\n", humanize.Comma(int64(s.Rejected)), s.RejectedFile)
	}
	_, _ = io.WriteString(to, out.String()) // a summary that nobody can read is no failure of the import
}

func counts(out *strings.Builder, of string, first int, did string, second int, also string, unchanged int) {
	fmt.Fprintf(out, "%s: %s %s, %s %s, %s named that were there\n", of,
		humanize.Comma(int64(first)), did, humanize.Comma(int64(second)), also, humanize.Comma(int64(unchanged)))
}
