package importer

import (
	"log/slog"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// NewProgress shows how far an import has come: with a bar on a terminal, and with a line
// in the log from time to time elsewhere.
func NewProgress(out *os.File, log *slog.Logger) Progress {
	if term.IsTerminal(int(out.Fd())) {
		return &bar{out: out, log: log}
	}
	return &logged{log: log, told: time.Now()}
}

type bar struct {
	out   *os.File
	log   *slog.Logger
	shown *progressbar.ProgressBar
}

func (b *bar) Advance(bytes, total int64, _ int) {
	if b.shown == nil {
		b.shown = progressbar.NewOptions64(total, progressbar.OptionSetWriter(b.out), progressbar.OptionSetDescription("importing"),
			progressbar.OptionShowBytes(true), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
	}
	_ = b.shown.Set64(bytes) // what cannot be shown is no reason to stop
}

func (b *bar) Pass(file, reason string) { passed(b.log, file, reason) }

func (b *bar) Done() {
	if b.shown != nil {
		_ = b.shown.Finish()
	}
}

// logged is progress as lines in the log.
type logged struct {
	log  *slog.Logger
	told time.Time
}

// toldEvery is how often there is a line.
const toldEvery = 5 * time.Second

func (l *logged) Advance(bytes, total int64, rows int) {
	if now := time.Now(); now.Sub(l.told) >= toldEvery {
		l.told = now
		l.log.Info("importing", "percent", 100*bytes/max(total, 1), "rows", rows)
	}
}

func (l *logged) Pass(file, reason string) { passed(l.log, file, reason) }

// Done has nothing left to show.
func (*logged) Done() {}

func passed(log *slog.Logger, file, reason string) {
	log.Info("the file is passed over", "file", file, "because", reason)
}
