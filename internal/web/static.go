package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"time"
)

// static is a document that never changes while the server runs. Clients keep it and
// ask each time whether it is still the same, which costs no more than a 304.
type static struct {
	mediaType string
	content   []byte
	etag      string
}

func newStatic(mediaType string, content []byte) static {
	sum := sha256.Sum256(content)
	// Weak, since the same document also goes out compressed.
	return static{mediaType, content, `W/"` + hex.EncodeToString(sum[:12]) + `"`}
}

func (s static) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", s.mediaType)
	w.Header().Set("Cache-Control", "no-cache")
	w.Header().Set("ETag", s.etag)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(s.content))
}

// newSchemaText serves the schema's definition.
func newSchemaText(sdl string) http.Handler {
	// Not application/graphql, which browsers would download instead of showing it.
	return newStatic("text/plain; charset=utf-8", []byte(strings.TrimSpace(sdl)+"\n"))
}
