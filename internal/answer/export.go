package answer

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"

	"github.com/vektah/gqlparser/v2/gqlerror"
)

// Exporter writes the rows of one list, one after the other. It is for one export, and
// keeps its buffers from row to row.
type Exporter struct {
	rows Rows
	path []string
	e    encoder
}

// NewExporter makes one for the rows of the list that has this path of response keys.
func NewExporter(path []string, rows Rows) *Exporter { return &Exporter{rows: rows, path: path} }

// begin makes ready for a row.
func (x *Exporter) begin(index int) {
	x.e.buffer, x.e.errors, x.e.path = x.e.buffer[:0], nil, x.e.path[:0]
	for _, key := range x.path {
		x.e.path = append(x.e.path, step{key: key})
	}
	x.e.path = append(x.e.path, step{index: index})
}

// object is what each row is, unless it is a node.
func (r Rows) object() *Object { return cmp.Or(r.Edge, r.Item) }

// JSON is the row as it stands in the response's list, good until the next one. A
// row that may not be null and would be is told as errors.
func (x *Exporter) JSON(index int, row []any) ([]byte, gqlerror.List) {
	x.begin(index)
	if object := x.rows.object(); object != nil {
		x.e.object(object, row, row)
	} else {
		x.rows.Node.row(&x.e, row)
	}
	return x.e.buffer, x.e.errors
}

// Table writes rows as records of a table: scalars as they are, lists as JSON, and the
// fields of an object in a row, such as `node`, side by side.
type Table struct {
	*Exporter
	// Columns are the names: the response keys, with a dot below an object.
	Columns []string
	places  map[*Field]int
	record  []string
}

// NewTable makes the table of an export. What nodes of several types have under one key is
// one column.
func NewTable(x *Exporter) *Table {
	t := &Table{Exporter: x, places: map[*Field]int{}}
	if object := x.rows.object(); object != nil {
		t.declare("", object)
	} else {
		t.declareNode("", x.rows.Node)
	}
	t.record = make([]string, len(t.Columns))
	return t
}

func (t *Table) declareNode(prefix string, n *Node) {
	for _, o := range n.layouts() {
		t.declare(prefix, o)
	}
}

// layouts are the node's objects, each once, in an order that is always the same.
func (n *Node) layouts() []*Object {
	if n.Object != nil {
		return []*Object{n.Object}
	}
	var all []*Object
	for _, name := range slices.Sorted(maps.Keys(n.Objects)) {
		if !slices.Contains(all, n.Objects[name]) {
			all = append(all, n.Objects[name])
		}
	}
	return all
}

func (t *Table) declare(prefix string, o *Object) {
	for i := range o.Fields {
		f := &o.Fields[i]
		name := prefix + f.Key
		switch from := f.From.(type) {
		case *Node:
			t.declareNode(name+".", from)
			continue
		case Inner:
			if !from.List {
				t.declare(name+".", from.Object)
				continue
			}
		case Reference:
			if !from.List {
				t.declareNode(name+".", from.Slot.Node)
				continue
			}
		}
		place := slices.Index(t.Columns, name)
		if place < 0 {
			place = len(t.Columns)
			t.Columns = append(t.Columns, name)
		}
		t.places[f] = place
	}
}

// Record is the row's values in the order of the columns, empty where missing, good until
// the next one.
func (t *Table) Record(index int, row []any) ([]string, gqlerror.List) {
	t.begin(index)
	clear(t.record)
	if object := t.rows.object(); object != nil {
		t.fill(object, row, row)
	} else {
		t.fillNode(t.rows.Node, row)
	}
	return t.record, t.e.errors
}

func (t *Table) fillNode(n *Node, row []any) {
	if object, cells := n.of(row); object != nil {
		t.fill(object, row, cells)
	}
}

func (t *Table) fill(o *Object, row, cells []any) {
	for i := range o.Fields {
		f := &o.Fields[i]
		if place, ok := t.places[f]; ok {
			t.record[place] = t.e.text(o, f, row, cells)
			continue
		}
		switch from := f.From.(type) {
		case *Node:
			t.fillNode(from, row)
		case Inner:
			if inner, ok := recordIn(cells)[from.Name].(Record); ok {
				t.fill(from.Object, inner.cells(), inner.cells())
			}
		case Reference:
			ref, _ := recordIn(cells)[from.Name].(Ref)
			if row, ok := from.Slot.Rows[string(ref)].([]any); ok {
				t.fillNode(from.Slot.Node, row)
			} else if f.NonNull {
				t.e.missing(o.Type, f.Name)
			}
		}
	}
}

// text is the value of a field: a string without its quotes, anything else as JSON, and
// nothing where it is missing.
func (e *encoder) text(o *Object, f *Field, row, cells []any) string {
	e.buffer = e.buffer[:0]
	e.path = append(e.path, step{key: f.Key})
	outcome := f.From.write(e, row, cells)
	if outcome == missing && f.NonNull {
		e.missing(o.Type, f.Name)
	}
	e.path = e.path[:len(e.path)-1]
	if outcome != written {
		return ""
	}
	return unquoted(e.buffer)
}

func unquoted(value []byte) string {
	if value[0] != '"' {
		return string(value)
	}
	if inner := value[1 : len(value)-1]; !slices.Contains(inner, '\\') {
		return string(inner)
	}
	var text string
	_ = json.Unmarshal(value, &text) // the encoder's own JSON
	return text
}
