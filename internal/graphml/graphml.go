// Package graphml spells graphs as GraphML, an XML format that graph tools read.
package graphml

import (
	"encoding/xml"
	"strconv"
	"strings"

	"innograph/internal/catalog"
)

// Key declares something that is said of nodes or of edges.
type Key struct {
	Of   string // Nodes or Edges
	Name string
	Kind string // of its values, see KindOf
}

// What a key is of.
const (
	Nodes = "node"
	Edges = "edge"
)

// Text is the kind of whatever is no number and no truth value; lists are text, as JSON.
const Text = "string"

// KindOf is the kind of a property's values.
func KindOf(kind catalog.Kind) string {
	switch kind {
	case catalog.Int:
		return "int"
	case catalog.Long:
		return "long"
	case catalog.Float:
		return "double"
	case catalog.Boolean:
		return "boolean"
	}
	return Text
}

// Head begins a document. Keys are named by their place in the list.
func Head(keys []Key) []byte {
	head := []byte(xml.Header + `<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"` +
		` xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">` + "\n")
	for i, k := range keys {
		head = append(head, `<key id="d`+strconv.Itoa(i)+`" for="`+k.Of+`" attr.name="`+escaped(k.Name)+`" attr.type="`+k.Kind+`"/>`+"\n"...)
	}
	return append(head, `<graph edgedefault="directed">`+"\n"...)
}

// Tail ends a document.
const Tail = "</graph>\n</graphml>\n"

// Data is what is said of one node or edge: spelled values, by the places of their keys.
type Data struct{ text []byte }

// Add says something; an empty value says nothing.
func (d *Data) Add(key int, value string) {
	if value != "" {
		d.text = append(d.text, `<data key="d`+strconv.Itoa(key)+`">`+escaped(value)+`</data>`...)
	}
}

// String is the data as they stand in the document: of equal data it is the same.
func (d *Data) String() string { return string(d.text) }

// Node spells a node.
func Node(id string, data *Data) string {
	return `<node id="` + escaped(id) + `">` + data.String() + "</node>\n"
}

// Edge spells an edge.
func Edge(from, to string, undirected bool, data *Data) string {
	direction := ""
	if undirected {
		direction = ` directed="false"`
	}
	return `<edge source="` + escaped(from) + `" target="` + escaped(to) + `"` + direction + ">" + data.String() + "</edge>\n"
}

func escaped(text string) string {
	if !strings.ContainsAny(text, "\"'&<>\t\n\r") && plain(text) {
		return text
	}
	var out strings.Builder
	_ = xml.EscapeText(&out, []byte(text)) // into memory
	return out.String()
}

// plain tells whether a text has no character that XML cannot have.
func plain(text string) bool {
	return !strings.ContainsFunc(text, func(c rune) bool { return c < ' ' || c == '\uFFFE' || c == '\uFFFF' })
}
