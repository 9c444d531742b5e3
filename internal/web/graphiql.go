package web

import (
	"bytes"
	"compress/gzip"
	"embed"
	"html/template"
	"io"
	"io/fs"
	"net/http"
	"path"
	"strings"
)

// GraphiQL as graphiql/build.mjs makes it: each file compressed, under its name and .gz.
//
//go:embed assets
var assetFiles embed.FS

// The operations in the page's first tabs, in order of their names.
//
//go:embed examples/*.graphql
var exampleFiles embed.FS

//go:embed page.html
var pageText string

var pageTemplate = template.Must(template.New("page").Parse(pageText))

// pagePolicy lets the page use its own files and this server, and nothing else. Styles
// may be inline, since the editor and its menus place themselves by style attributes.
const pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; " +
	"img-src 'self' data:; font-src data:; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// newPage serves GraphiQL's page with the examples in it.
func newPage() http.Handler {
	type tab struct {
		Query string `json:"query"`
	}
	var tabs []tab
	for _, text := range Examples() {
		tabs = append(tabs, tab{text})
	}
	var html bytes.Buffer
	if err := pageTemplate.Execute(&html, tabs); err != nil {
		panic(err) // the template and the examples are part of the program
	}
	page := newStatic("text/html; charset=utf-8", html.Bytes())
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", pagePolicy)
		page.ServeHTTP(w, r)
	})
}

// Examples are the texts of the example operations, in the order of their tabs.
func Examples() []string {
	var texts []string
	for _, entry := range entries(exampleFiles, "examples") {
		texts = append(texts, string(content(exampleFiles, "examples/"+entry.Name())))
	}
	return texts
}

// assets are the page's files by name, compressed.
type assets map[string]static

// mediaTypes by extension; the standard library's table depends on the machine.
var mediaTypes = map[string]string{
	".css": "text/css; charset=utf-8",
	".js":  "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",
	".txt": "text/plain; charset=utf-8",
}

func newAssets() assets {
	all := assets{}
	for _, entry := range entries(assetFiles, "assets") {
		name := strings.TrimSuffix(entry.Name(), ".gz")
		all[name] = newStatic(mediaTypes[path.Ext(name)], content(assetFiles, "assets/"+entry.Name()))
	}
	return all
}

func (a assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	file, ok := a[r.PathValue("name")]
	if !ok {
		unknown(w, r)
		return
	}
	w.Header().Add("Vary", "Accept-Encoding")
	if q, _ := quality(parseRanges(r.Header.Values("Accept-Encoding")), "gzip"); q > 0 {
		w.Header().Set("Content-Encoding", "gzip")
	} else { // too rare to be worth keeping the files in both forms
		file = newStatic(file.mediaType, unpack(file.content))
	}
	file.ServeHTTP(w, r)
}

// The files below are part of the program: an error in reading them is one in building it.

func entries(files fs.FS, folder string) []fs.DirEntry {
	found, err := fs.ReadDir(files, folder)
	if err != nil {
		panic(err)
	}
	return found
}

func content(files fs.FS, name string) []byte {
	text, err := fs.ReadFile(files, name)
	if err != nil {
		panic(err)
	}
	return text
}

func unpack(packed []byte) []byte {
	reader, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		panic(err)
	}
	plain, err := io.ReadAll(reader)
	if err != nil {
		panic(err)
	}
	return plain
}
